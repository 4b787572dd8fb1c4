// When a resident is reminded, and of which day. Days and times are those of Japan.
import { addDays, jstDateOf, jstMoment, jstTimeOf, type LocalDate } from '@tenohira/core';
import { type CollectionDay, nextCollections } from './dataset/calendar.ts';
import type { ClosedDays } from './dataset/types.ts';
import type { AreaCalendar, Reminder } from './ports.ts';
import { toClockTime } from './schema.ts';

/** Rounds that come once a year are found too. */
const LOOK_AHEAD_DAYS = 400;
/** A morning reminder that is this late, and after the deadline, is of no use any more. */
const LATE_MORNING_HOURS = 2;

/** The next moment after `now` at which a clock in Japan shows the time. */
export function nextRun({ time }: Reminder, now: Date): Date {
  const today = jstMoment(jstDateOf(now), time);
  return today.getTime() > now.getTime() ? today : jstMoment(addDays(jstDateOf(now), 1), time);
}

/**
 * The day of which the resident should be told at this moment; undefined where it is not yet time, or too late: an
 * evening's reminder holds until midnight, a morning's until the deadline or two hours after its time.
 */
export function dayToRemindOf({ kind, time }: Reminder, now: Date, deadline: string): LocalDate | undefined {
  const today = jstDateOf(now);
  const start = jstMoment(today, time).getTime();
  if (now.getTime() < start) return undefined;
  if (kind === 'evening-before') return addDays(today, 1);
  const end = Math.max(jstMoment(today, toClockTime(deadline)).getTime(), start + LATE_MORNING_HOURS * 3_600_000);
  return now.getTime() <= end ? today : undefined;
}

export type NextReminder = { remindOn: LocalDate; collection: CollectionDay };

/** The next collection of which the resident will be told, and on which day. */
export function nextReminder(
  { area, dataset }: AreaCalendar,
  { kind, time }: Reminder,
  now: Date,
  closedDays: ClosedDays,
): NextReminder | undefined {
  const lead = kind === 'evening-before' ? 1 : 0;
  const firstDay = jstTimeOf(now) < time ? jstDateOf(now) : addDays(jstDateOf(now), 1);
  const from = addDays(firstDay, lead);
  const [collection] = nextCollections(area, dataset, from, closedDays, { count: 1, withinDays: LOOK_AHEAD_DAYS });
  return collection && { remindOn: addDays(collection.day, -lead), collection };
}
