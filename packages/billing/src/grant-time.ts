import { type Actor, appendAudit } from '@tenohira/audit';
import { addDays, jstDateOf, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

const MAX_DAYS = 366;

/**
 * An operator gives a late city time: its console stays open to the end of that day in Japan. A later word replaces it.
 * @throws AppError BILLING_GRACE_INVALID, BILLING_NOT_SUBSCRIBED
 */
export async function grantTime(
  db: TenantDb,
  grant: { until: LocalDate; reason: string; actor: Actor },
  now: Date,
): Promise<void> {
  const { until, reason, actor } = grant;
  const today = jstDateOf(now);
  if (until < today || until > addDays(today, MAX_DAYS)) throw errors.GRACE_INVALID();
  const changed = await db.sql('update subscription set grace_until = $1 returning 1', [until]);
  if (changed.length === 0) throw errors.NOT_SUBSCRIBED();
  // What was said of the old day has to be said of the new one.
  await db.sql(`delete from invoice_reminder where kind in ('last-days', 'read-only')`);
  await appendAudit(db, [
    { actor, action: 'billing.time-granted', subject: 'subscription', detail: { until, reason } },
  ]);
}
