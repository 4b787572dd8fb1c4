// Calendar days and times of day in Japan. A day is a string `YYYY-MM-DD`; only `jst…` functions know the time zone.
import { DateTime } from 'luxon';

/** The one time zone of the product; Japan has had no daylight saving since 1951. */
export const JAPAN_TIME_ZONE = 'Asia/Tokyo';

/** A calendar day, `YYYY-MM-DD`. */
export type LocalDate = string;

const DAY_MS = 24 * 3_600_000;
const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;
const WEEKDAY_NUMBER: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 0 };

/** True only for a day that exists: `2024-02-29` yes, `2023-02-29` and `2024-1-1` no. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** The calendar day in Japan at that moment. */
export function jstDateOf(moment: Date): LocalDate {
  return DateTime.fromJSDate(moment, { zone: JAPAN_TIME_ZONE }).toFormat('yyyy-MM-dd');
}

/** The time of day in Japan at that moment, `HH:mm`. */
export function jstTimeOf(moment: Date): string {
  return DateTime.fromJSDate(moment, { zone: JAPAN_TIME_ZONE }).toFormat('HH:mm');
}

/** The moment at which a clock in Japan shows that day and time (`HH:mm`). */
export function jstMoment(day: LocalDate, time: string): Date {
  return DateTime.fromISO(`${day}T${time}`, { zone: JAPAN_TIME_ZONE }).toJSDate();
}

/** The moment at which that day ends in Japan. There, every day has 24 hours. */
export function jstEndOf(day: LocalDate): Date {
  return new Date(jstMoment(day, '00:00').getTime() + DAY_MS);
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
}

/** 0 = Sunday … 6 = Saturday, as `Date#getDay`. */
export function weekdayOf(day: LocalDate): number {
  return WEEKDAY_NUMBER[DateTime.fromISO(day, { zone: 'utc' }).weekday] ?? 0;
}

/** `11月24日(火)` */
export function formatJapaneseDay(day: LocalDate): string {
  const date = DateTime.fromISO(day, { zone: 'utc' });
  return `${date.month}月${date.day}日(${WEEKDAYS[weekdayOf(day)]})`;
}

/** The Japanese fiscal year (April to March) that a day lies in: 2027-03-31 → 2026. */
export function fiscalYearOf(day: LocalDate): number {
  const date = DateTime.fromISO(day, { zone: 'utc' });
  return date.month >= 4 ? date.year : date.year - 1;
}
