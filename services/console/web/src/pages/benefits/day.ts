const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' });

/** `2026-11-24`, wherever the browser is. */
export function dayInJapan(at: Date): string {
  return DAY.format(at);
}

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });

/** `14:05`, for a box of the type `time`. */
export function timeInJapan(at: Date): string {
  return TIME.format(at);
}

export function todayInJapan(): string {
  return dayInJapan(new Date());
}
