const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' });

/** `2026-11-24`, wherever the browser is. */
export function dayInJapan(at: Date): string {
  return DAY.format(at);
}

export function todayInJapan(): string {
  return dayInJapan(new Date());
}
