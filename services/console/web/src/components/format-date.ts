// Moments as people in Japan read them, wherever the browser is.
const zone = { timeZone: 'Asia/Tokyo' } as const;

const DAY = new Intl.DateTimeFormat('ja-JP', {
  ...zone,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const SHORT_DAY = new Intl.DateTimeFormat('ja-JP', { ...zone, year: 'numeric', month: 'numeric', day: 'numeric' });
const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  ...zone,
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
});
const TIME = new Intl.DateTimeFormat('ja-JP', { ...zone, hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat('ja-JP', { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit' });

/**
 * - `day`: 2026年11月24日(火)
 * - `era`: 令和8年11月24日, for what is printed or quoted in a notice
 * - `short`: 2026/11/24, `minute`: 2026/11/24 14:05, `second`: 2026/11/24 14:05:09, for tables
 * - `time`: 14:05
 */
export type DateStyle = 'day' | 'era' | 'short' | 'minute' | 'second' | 'time';

/** @param value ISO 8601, or a day as `2026-11-24` */
export function formatDate(value: string | Date, style: DateStyle = 'minute'): string {
  const at = toDate(value);
  switch (style) {
    case 'day':
      return DAY.format(at);
    case 'era':
      return ERA.format(at);
    case 'short':
      return SHORT_DAY.format(at);
    case 'minute':
      return `${SHORT_DAY.format(at)} ${TIME.format(at)}`;
    case 'second':
      return `${SHORT_DAY.format(at)} ${SECONDS.format(at)}`;
    case 'time':
      return TIME.format(at);
  }
}

/** `3分前`, `2時間前`, `5日前`; beyond a month the day itself. */
export function formatAgo(value: string | Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - toDate(value).getTime()) / 60_000);
  if (minutes < 1) return 'たった今';
  if (minutes < 60) return `${minutes}分前`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}時間前`;
  const days = Math.floor(hours / 24);
  return days <= 31 ? `${days}日前` : formatDate(value, 'short');
}

/** The last moment of a period that ends where the next begins: of one until the beginning of 1 April, a moment of 31 March. */
export function lastMomentBefore(end: string): string {
  return new Date(toDate(end).getTime() - 1).toISOString();
}

/** A day has no time zone: read as midnight in Japan it stays that day. */
function toDate(value: string | Date): Date {
  if (value instanceof Date) return value;
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00+09:00` : value);
}
