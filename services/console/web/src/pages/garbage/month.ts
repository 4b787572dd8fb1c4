/** A month as `2026-12`. */
export type Month = string;

export function monthOf(day: string): Month {
  return day.slice(0, 7);
}

export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Its first and its last day. */
export function daysOfMonth(month: Month): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** `2026年12月` */
export function monthLabel(month: Month): string {
  const [year = '', number = ''] = month.split('-');
  return `${year}年${Number(number)}月`;
}

/** Days in rows of a week from Sunday on; places before the first and after the last day are null. */
export function weeksOf<Day extends { day: string }>(days: readonly Day[]): (Day | null)[][] {
  const first = days[0];
  const before = first === undefined ? 0 : new Date(`${first.day}T00:00:00Z`).getUTCDay();
  const places = [...Array.from({ length: before }, () => null), ...days];
  const count = Math.ceil(places.length / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => places[week * 7 + weekday] ?? null),
  );
}

/** Today in Japan. */
export function today(): string {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
}
