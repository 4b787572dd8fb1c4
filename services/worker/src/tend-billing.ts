import { type BillingDependencies, type Remind, tendCity } from '@tenohira/billing';
import { AppError } from '@tenohira/core';
import type { Server } from '@tenohira/service-kit';

/** So many cities in a row for which Stripe was away, and the rest is left to tomorrow: each waits for half a minute. */
const ENOUGH = 3;

/** Tends the billing of every city, one after another; one that fails is looked at again tomorrow. */
export async function tendBilling(
  billing: BillingDependencies,
  remind: Remind,
  { log, signal }: { log: Server['log']; signal: AbortSignal },
): Promise<void> {
  if (!billing.stripe) return;
  let awayInARow = 0;
  for (const { id } of await billing.db.platform.listTenants()) {
    if (signal.aborted) return;
    try {
      const report = await tendCity(billing, id, remind);
      awayInARow = 0;
      if (report.resumed || report.reminders > 0) log.info({ tenantId: id, ...report }, 'billing was tended');
    } catch (error) {
      awayInARow = error instanceof AppError && error.retry === 'later' ? awayInARow + 1 : 0;
      log.warn({ err: error, tenantId: id }, 'billing will be looked at again');
      if (awayInARow === ENOUGH) return;
    }
  }
}
