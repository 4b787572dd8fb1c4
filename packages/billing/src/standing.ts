// Whether a city may write in its console. Days are days in Japan, and end at midnight there.
import { addDays, jstDateOf, jstEndOf, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';

export type Standing = 'good' | 'late' | 'read-only';

/** What of a subscription decides. */
export type StandingFacts = {
  /** Stripe's word. */
  status: string;
  /** When the oldest invoice that is still owed is, or was, due. */
  oldestDueAt: Date | null;
  /** When the subscription ended. */
  endedAt: Date | null;
  graceDays: number;
  /** An operator's word, last day included. */
  graceUntil: LocalDate | null;
};

/** Stripe's own words for a city that has not paid. They say nothing of for how long. */
const LATE_STATUSES: readonly string[] = ['past_due', 'unpaid'];

/**
 * `late` from the day after an invoice was due, `read-only` when the days of grace are over as well, and not before what an
 * operator granted. By the invoices: Stripe calls a subscription active again once its latest one is paid, whatever is
 * owed of older ones.
 */
export function standingOf(facts: StandingFacts, now: Date): Standing {
  const { lateFrom, readOnlyFrom } = standingDates(facts);
  if (readOnlyFrom !== null && now >= readOnlyFrom) return 'read-only';
  if (lateFrom !== null && now >= lateFrom) return 'late';
  return LATE_STATUSES.includes(facts.status) ? 'late' : 'good';
}

/** From when, unless somebody pays. Both null where nothing is owed. */
export function standingDates(facts: StandingFacts): { lateFrom: Date | null; readOnlyFrom: Date | null } {
  const { oldestDueAt, endedAt, graceDays, graceUntil } = facts;
  const moments = [oldestDueAt, endedAt].flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  if (moments.length === 0) return { lateFrom: null, readOnlyFrom: null };
  const lastDay = jstDateOf(new Date(Math.min(...moments)));
  const lastGood = addDays(lastDay, graceDays);
  const lastOpen = graceUntil !== null && graceUntil > lastGood ? graceUntil : lastGood;
  return { lateFrom: jstEndOf(lastDay), readOnlyFrom: jstEndOf(lastOpen) };
}

/** One read by key: cheap enough for every request. A city without a subscription is in good standing. */
export async function readStanding(db: TenantDb, now: Date): Promise<Standing> {
  const facts = await readStandingFacts(db);
  return facts ? standingOf(facts, now) : 'good';
}

export async function readStandingFacts(db: TenantDb): Promise<StandingFacts | undefined> {
  const [facts] = await db.sql<StandingFacts>(
    `select status, oldest_due_at as "oldestDueAt", ended_at as "endedAt", grace_days as "graceDays",
            to_char(grace_until, 'YYYY-MM-DD') as "graceUntil"
     from subscription`,
  );
  return facts;
}
