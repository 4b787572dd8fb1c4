// What a phone in Japan shows, wherever the browser is.

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
});
const DATE_KEY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });

/** `9:05` */
export function timeInJapan(at: Date): string {
  return TIME.format(at);
}

/** `今日`, `昨日`, else `7/3(木)`. */
export function dayInJapan(at: Date, now = new Date()): string {
  const key = dateKey(at);
  if (key === dateKey(now)) return '今日';
  if (key === dateKey(new Date(now.getTime() - 86_400_000))) return '昨日';
  return DAY.format(at);
}

/** `2026-07-03`; two moments with the same key are on the same day in Japan. */
export function dateKey(at: Date): string {
  return DATE_KEY.format(at);
}
