import type { BillingDependencies } from './dependencies.ts';
import { findOpenIntent } from './intents.ts';
import { type Remind, remindLate } from './remind-late.ts';
import { runIntent } from './run-intent.ts';
import { syncCity } from './sync-city.ts';

/** Stripe sends an event again for three days, and by hand within thirty. */
const EVENT_DAYS = 40;

export type TendReport = { resumed: boolean; synced: boolean; reminders: number };

/**
 * What is to be done for a city once a day: what a crash left undone, what a webhook did not tell, and reminders. Twice a day is
 * as good.
 *
 * @throws AppError BILLING_UNAVAILABLE, BILLING_REFUSED, BILLING_ENDING, BILLING_TURN_PASSED, BILLING_NOT_CONFIGURED
 */
export async function tendCity(deps: BillingDependencies, tenantId: string, remind: Remind): Promise<TendReport> {
  const intent = await deps.db.readTenant(tenantId, findOpenIntent);
  if (intent) await runIntent(deps, tenantId, intent);
  const synced = await syncCity(deps, tenantId, async ({ sql }) => {
    await sql(`delete from billing_event where received_at < now() - $1 * interval '1 day'`, [EVENT_DAYS]);
  });
  return { resumed: intent !== undefined, synced, reminders: await remindLate(deps, tenantId, remind) };
}
