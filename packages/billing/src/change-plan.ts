import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { ensureCatalog, priceIdOf } from './ensure-catalog.ts';
import { errors } from './errors.ts';
import { openIntent } from './intents.ts';
import { getPlan, type Plan } from './plans.ts';
import { type InvoicePreview, toPreview } from './preview-invoice.ts';
import { endOpenIntent, runIntent } from './run-intent.ts';
import { type RunningSubscription, readRunning } from './running-subscription.ts';
import { askStripe } from './stripe-access.ts';

/**
 * Another plan of the same interval, from this moment: the rest of the period is charged, or credited, at once. Repeat it after
 * BILLING_UNAVAILABLE.
 *
 * @throws AppError BILLING_PLAN_UNKNOWN, BILLING_NOT_SUBSCRIBED, BILLING_SAME_PLAN, BILLING_INTERVAL_FIXED,
 * BILLING_CHANGE_SCHEDULED, BILLING_BUSY, BILLING_UNAVAILABLE, BILLING_REFUSED, BILLING_NOT_CONFIGURED
 */
export async function changePlan(
  deps: BillingDependencies,
  tenantId: string,
  change: { plan: string; actor: Actor },
): Promise<void> {
  const plan = getPlan(change.plan);
  const priceId = await priceOf(deps, plan);
  if (await endOpenIntent(deps, tenantId, { kind: 'plan-change', plan: plan.key })) return;
  const intent = await deps.db.withTenant(tenantId, async (db) => {
    const { plan: before } = await readChange(db, plan);
    const opened = await openIntent(db, { kind: 'plan-change', parameters: { plan: plan.key, priceId } });
    if (opened.isNew) {
      const detail = { from: before?.key ?? null, to: plan.key };
      await appendAudit(db, [
        { actor: change.actor, action: 'billing.plan-change-ordered', subject: 'subscription', detail },
      ]);
    }
    return opened.intent;
  });
  await runIntent(deps, tenantId, intent);
}

/**
 * What `changePlan` would charge or credit now.
 * @throws AppError as changePlan
 */
export async function previewPlanChange(
  deps: BillingDependencies,
  tenantId: string,
  planKey: string,
): Promise<InvoicePreview> {
  const plan = getPlan(planKey);
  const price = await priceOf(deps, plan);
  const { subscriptionId } = await deps.db.readTenant(tenantId, (db) => readChange(db, plan));
  const { client } = stripeOf(deps);
  return askStripe(async () => {
    const [item] = (await client.subscriptions.retrieve(subscriptionId)).items.data;
    if (item === undefined) throw errors.NOT_SUBSCRIBED();
    const invoice = await client.invoices.createPreview({
      subscription: subscriptionId,
      subscription_details: { items: [{ id: item.id, price }], proration_behavior: 'always_invoice' },
    });
    return toPreview(invoice);
  });
}

async function priceOf(deps: BillingDependencies, plan: Plan): Promise<string> {
  return priceIdOf(await ensureCatalog(stripeOf(deps)), plan.key);
}

async function readChange(db: TenantDb, plan: Plan): Promise<RunningSubscription> {
  const running = await readRunning(db);
  if (running.plan?.key === plan.key) throw errors.SAME_PLAN();
  // One anchor is of a day of the month, the other of a day of the year: Stripe moves none within a period.
  if (running.plan && running.plan.interval !== plan.interval) throw errors.INTERVAL_FIXED();
  // What is to come would still be of the old band.
  if (running.nextPlan !== null) throw errors.CHANGE_SCHEDULED();
  return running;
}
