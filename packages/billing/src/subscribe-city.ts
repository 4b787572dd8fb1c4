import { type Actor, appendAudit } from '@tenohira/audit';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { ensureCatalog, priceIdOf } from './ensure-catalog.ts';
import { errors } from './errors.ts';
import { openIntent } from './intents.ts';
import { getPlan } from './plans.ts';
import { endOpenIntent, runIntent } from './run-intent.ts';

export type NewSubscription = {
  /** A key of `PLANS`. */
  plan: string;
  /** Where Stripe sends the invoices. Not stored here. */
  email: string;
  actor: Actor;
};

/**
 * Makes the city a customer with one subscription, from now to the end of the fiscal year and then year by year (or month by
 * month). Repeat it after BILLING_UNAVAILABLE: there is never a second one. What is left undone is taken up by `tendCity`.
 *
 * @throws AppError BILLING_PLAN_UNKNOWN, BILLING_CITY_NOT_FOUND, BILLING_ALREADY_SUBSCRIBED, BILLING_BUSY,
 * BILLING_UNAVAILABLE, BILLING_REFUSED, BILLING_NOT_CONFIGURED
 */
export async function subscribeCity(
  deps: BillingDependencies,
  tenantId: string,
  { plan, email, actor }: NewSubscription,
): Promise<void> {
  getPlan(plan);
  const catalog = await ensureCatalog(stripeOf(deps));
  const priceId = priceIdOf(catalog, plan);
  if (await endOpenIntent(deps, tenantId, { kind: 'subscription', plan }, email)) return;
  const intent = await deps.db.withTenant(tenantId, async (db) => {
    const [tenant] = await db.sql<{ name: string }>('select name from tenant');
    if (!tenant) throw errors.CITY_NOT_FOUND();
    await db.sql('insert into subscription (grace_days) values ($1) on conflict do nothing', [deps.graceDays]);
    const [row] = await db.sql<{ isAlive: boolean }>(
      `select subscription_id is not null and ended_at is null as "isAlive" from subscription for update`,
    );
    if (row?.isAlive) throw errors.ALREADY_SUBSCRIBED();
    const opened = await openIntent(db, {
      kind: 'subscription',
      parameters: { plan, priceId, taxRateId: catalog.taxRateId, name: tenant.name },
    });
    if (opened.isNew) {
      await appendAudit(db, [
        { actor, action: 'billing.subscription-ordered', subject: 'subscription', detail: { plan } },
      ]);
    }
    return opened.intent;
  });
  await runIntent(deps, tenantId, intent, email);
}
