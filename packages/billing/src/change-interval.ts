// From the year to the month and back, with the next fiscal year: what a city pays within a year is in that year's budget.
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { ensureCatalog, priceIdOf } from './ensure-catalog.ts';
import { errors } from './errors.ts';
import { nextFiscalYear } from './fiscal-year.ts';
import { openIntent } from './intents.ts';
import { nextPhase } from './interval-phases.ts';
import { type Interval, type Plan, planOfInterval } from './plans.ts';
import { type InvoicePreview, toPreview } from './preview-invoice.ts';
import { endOpenIntent, runIntent } from './run-intent.ts';
import { type RunningSubscription, readRunning } from './running-subscription.ts';
import { askStripe } from './stripe-access.ts';

/**
 * The same band by the year or by the month, from the next 1 April on; nothing is charged or credited before. Repeat it after
 * BILLING_UNAVAILABLE: it is decided once.
 *
 * @throws AppError BILLING_NOT_SUBSCRIBED, BILLING_SAME_PLAN, BILLING_PLAN_UNKNOWN, BILLING_ENDING, BILLING_TURN_PASSED,
 * BILLING_BUSY, BILLING_UNAVAILABLE, BILLING_REFUSED, BILLING_NOT_CONFIGURED
 */
export async function changeInterval(
  deps: BillingDependencies,
  tenantId: string,
  { interval, actor }: { interval: Interval; actor: Actor },
): Promise<void> {
  const catalog = await ensureCatalog(stripeOf(deps));
  const { plan: asked } = await deps.db.readTenant(tenantId, (db) => readSwitch(db, interval));
  if (await endOpenIntent(deps, tenantId, { kind: 'interval-change', plan: asked.key })) return;
  const startsAt = nextFiscalYear(deps.clock.now()).toISOString();
  const intent = await deps.db.withTenant(tenantId, async (db) => {
    const { plan, running } = await readSwitch(db, interval);
    if (running.nextPlan === plan.key) return undefined;
    const parameters = { plan: plan.key, priceId: priceIdOf(catalog, plan.key), interval, startsAt };
    const opened = await openIntent(db, { kind: 'interval-change', parameters });
    if (opened.isNew) {
      const detail = { from: running.plan?.key ?? null, to: plan.key, startsAt };
      await appendAudit(db, [{ actor, action: 'billing.interval-change-ordered', subject: 'subscription', detail }]);
    }
    return opened.intent;
  });
  if (intent) await runIntent(deps, tenantId, intent);
}

/**
 * Takes the change back that is to come: the subscription goes on as it is.
 * @throws AppError BILLING_NOT_SUBSCRIBED, BILLING_NO_CHANGE_SCHEDULED, BILLING_TURN_PASSED, BILLING_BUSY, BILLING_UNAVAILABLE,
 * BILLING_REFUSED, BILLING_NOT_CONFIGURED
 */
export async function withdrawIntervalChange(
  deps: BillingDependencies,
  tenantId: string,
  { actor }: { actor: Actor },
): Promise<void> {
  const { plan: asked } = await deps.db.readTenant(tenantId, readScheduled);
  if (await endOpenIntent(deps, tenantId, { kind: 'interval-change-withdrawal', plan: asked })) return;
  const intent = await deps.db.withTenant(tenantId, async (db) => {
    const parameters = await readScheduled(db);
    const opened = await openIntent(db, { kind: 'interval-change-withdrawal', parameters });
    if (opened.isNew) {
      const detail = { plan: parameters.plan };
      await appendAudit(db, [{ actor, action: 'billing.interval-change-withdrawn', subject: 'subscription', detail }]);
    }
    return opened.intent;
  });
  await runIntent(deps, tenantId, intent);
}

/**
 * The first invoice after `changeInterval`. What the city has in credit by then goes into it, and is not known yet.
 * @throws AppError as changeInterval
 */
export async function previewIntervalChange(
  deps: BillingDependencies,
  tenantId: string,
  interval: Interval,
): Promise<InvoicePreview> {
  const stripe = stripeOf(deps);
  const catalog = await ensureCatalog(stripe);
  const { plan, running } = await deps.db.readTenant(tenantId, (db) => readSwitch(db, interval));
  const startsAt = nextFiscalYear(deps.clock.now());
  return askStripe(async () => {
    const subscription = await stripe.client.subscriptions.retrieve(running.subscriptionId);
    if (subscription.cancel_at !== null) throw errors.ENDING();
    const phase = nextPhase(subscription, { priceId: priceIdOf(catalog, plan.key), interval, startsAt });
    const invoice = await stripe.client.invoices.createPreview({
      customer: running.customerId,
      schedule_details: { phases: [phase] },
    });
    const preview = toPreview(invoice);
    return { ...preview, on: startsAt, dueYen: preview.totalYen };
  });
}

async function readSwitch(db: TenantDb, interval: Interval): Promise<{ plan: Plan; running: RunningSubscription }> {
  const running = await readRunning(db);
  if (running.plan === undefined) throw errors.PLAN_UNKNOWN();
  if (running.plan.interval === interval) throw errors.SAME_PLAN();
  return { plan: planOfInterval(running.plan, interval), running };
}

async function readScheduled(db: TenantDb): Promise<{ plan: string; scheduleId: string }> {
  const { nextPlan, scheduleId } = await readRunning(db);
  if (nextPlan === null || scheduleId === null) throw errors.NO_CHANGE_SCHEDULED();
  return { plan: nextPlan, scheduleId };
}
