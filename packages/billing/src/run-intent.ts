import { AppError } from '@tenohira/core';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { errors } from './errors.ts';
import { anchorConfigOf } from './fiscal-year.ts';
import { findOpenIntent, finishIntent, type Intent, noteFailure, refuseIntent } from './intents.ts';
import { DAYS_UNTIL_DUE, nextPhase, runningPhase } from './interval-phases.ts';
import { getPlan } from './plans.ts';
import { readRunning } from './running-subscription.ts';
import { askStripe, type StripeAccess } from './stripe-access.ts';
import { isAlive, listSubscriptions, nextPhaseOf, scheduleOf } from './stripe-state.ts';
import { syncCity } from './sync-city.ts';

/**
 * Ends what an earlier decision left open, before a new one is taken.
 * @returns whether it was that very decision, which is then done
 * @throws AppError as runIntent
 */
export async function endOpenIntent(
  deps: BillingDependencies,
  tenantId: string,
  asked: { kind: Intent['kind']; plan: string },
  email?: string,
): Promise<boolean> {
  const open = await deps.db.readTenant(tenantId, findOpenIntent);
  if (!open) return false;
  const isSame = open.kind === asked.kind && open.parameters.plan === asked.plan;
  try {
    await runIntent(deps, tenantId, open, email);
  } catch (error) {
    // Refused, so nothing stands in the way of another decision any more.
    if (isSame || !isRefusal(error)) throw error;
  }
  return isSame;
}

/**
 * Has Stripe do what an intent says, once however often this runs: it looks for what is already there (a key is good for a
 * day, a look for ever), then asks under the intent's own key (which is what two at once have in common), then stores what
 * Stripe has now and closes the intent in one transaction.
 *
 * @throws AppError BILLING_UNAVAILABLE (the intent stays open), BILLING_REFUSED (it is closed), BILLING_MISCONFIGURED
 */
export async function runIntent(
  deps: BillingDependencies,
  tenantId: string,
  intent: Intent,
  /** Where invoices go. Known to Stripe alone; absent where a crash is made up for, and then Stripe has it. */
  email?: string,
): Promise<void> {
  const stripe = stripeOf(deps);
  try {
    await carryOut(deps, stripe, tenantId, intent, email);
    await syncCity(deps, tenantId, (db) => finishIntent(db, intent.id));
  } catch (error) {
    if (error instanceof AppError) {
      const note = isRefusal(error) ? refuseIntent : noteFailure;
      await deps.db.withTenant(tenantId, (db) => note(db, intent.id, error.code));
    }
    throw error;
  }
}

function carryOut(
  deps: BillingDependencies,
  stripe: StripeAccess,
  tenantId: string,
  intent: Intent,
  email: string | undefined,
): Promise<void> {
  switch (intent.kind) {
    case 'subscription':
      return subscribe(deps, stripe, tenantId, intent, email);
    case 'plan-change':
      return changePrice(deps, stripe, tenantId, intent);
    case 'interval-change':
      return scheduleInterval(deps, stripe, tenantId, intent);
    case 'interval-change-withdrawal':
      return releaseSchedule(stripe, intent);
  }
}

/** It was not done, and never will be. */
const REFUSALS = [errors.REFUSED, errors.ENDING, errors.TURN_PASSED].map((error) => error().code);

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && REFUSALS.includes(error.code);
}

type SubscriptionIntent = Extract<Intent, { kind: 'subscription' }>;

async function subscribe(
  deps: BillingDependencies,
  stripe: StripeAccess,
  tenantId: string,
  intent: SubscriptionIntent,
  email: string | undefined,
): Promise<void> {
  const { client } = stripe;
  const customer = await ensureCustomer(deps, stripe, tenantId, intent);
  await askStripe(async () => {
    // Says what is, and so needs no key: twice is as good as once.
    if (email !== undefined) await client.customers.update(customer, { email });
    const subscriptions = await listSubscriptions(client, customer);
    if (subscriptions.some(isAlive)) return;
    const { plan, priceId, taxRateId } = intent.parameters;
    await client.subscriptions.create(
      {
        customer,
        items: [{ price: priceId }],
        collection_method: 'send_invoice',
        days_until_due: DAYS_UNTIL_DUE,
        default_tax_rates: [taxRateId],
        billing_cycle_anchor_config: anchorConfigOf(getPlan(plan).interval),
        billing_mode: { type: 'flexible' },
        proration_behavior: 'create_prorations',
        payment_settings: {
          payment_method_types: ['customer_balance', 'card'],
          payment_method_options: {
            customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } },
          },
        },
        metadata: { tenant: tenantId, intent: intent.id },
      },
      { idempotencyKey: `${intent.id}-subscription` },
    );
  });
}

/** The city as a customer: as our row knows it, as Stripe knows it, or made. */
async function ensureCustomer(
  { db }: BillingDependencies,
  { client }: StripeAccess,
  tenantId: string,
  intent: SubscriptionIntent,
): Promise<string> {
  const [row] = await db.readTenant(tenantId, ({ sql }) =>
    sql<{ customerId: string | null }>('select customer_id as "customerId" from subscription'),
  );
  if (row?.customerId) return row.customerId;
  const customerId = await askStripe(async () => {
    const { data } = await client.customers.search({ query: `metadata['tenant']:'${tenantId}'` });
    if (data[0]) return data[0].id;
    const made = await client.customers.create(
      { name: intent.parameters.name, preferred_locales: ['ja'], metadata: { tenant: tenantId } },
      { idempotencyKey: `${intent.id}-customer` },
    );
    return made.id;
  });
  await db.withTenant(tenantId, ({ sql }) => sql('update subscription set customer_id = $1', [customerId]));
  return customerId;
}

async function changePrice(
  { db }: BillingDependencies,
  { client }: StripeAccess,
  tenantId: string,
  intent: Extract<Intent, { kind: 'plan-change' }>,
): Promise<void> {
  const { subscriptionId: id } = await db.readTenant(tenantId, readRunning);
  await askStripe(async () => {
    const [item] = (await client.subscriptions.retrieve(id)).items.data;
    if (item === undefined || item.price.id === intent.parameters.priceId) return;
    await client.subscriptions.update(
      id,
      // Billed at once and not with the next invoice, which would be of another fiscal year (会計年度独立の原則, 地方自治法208条).
      { items: [{ id: item.id, price: intent.parameters.priceId }], proration_behavior: 'always_invoice' },
      { idempotencyKey: `${intent.id}-plan-change` },
    );
  });
}

async function scheduleInterval(
  { db, clock }: BillingDependencies,
  { client }: StripeAccess,
  tenantId: string,
  { id, parameters }: Extract<Intent, { kind: 'interval-change' }>,
): Promise<void> {
  const { subscriptionId } = await db.readTenant(tenantId, readRunning);
  const { priceId, interval } = parameters;
  const startsAt = new Date(parameters.startsAt);
  await askStripe(async () => {
    const subscription = await client.subscriptions.retrieve(subscriptionId, { expand: ['schedule'] });
    if (subscription.items.data[0]?.price.id === priceId) return;
    if (subscription.cancel_at !== null) throw errors.ENDING();
    if (startsAt <= clock.now()) throw errors.TURN_PASSED();
    const schedule =
      scheduleOf(subscription) ??
      (await client.subscriptionSchedules.create(
        { from_subscription: subscriptionId },
        { idempotencyKey: `${id}-schedule` },
      ));
    if (nextPhaseOf(schedule)?.priceId === priceId) return;
    const running = runningPhase(subscription, schedule, startsAt);
    if (running === undefined) throw errors.ENDING();
    await client.subscriptionSchedules.update(
      schedule.id,
      {
        end_behavior: 'release',
        proration_behavior: 'none',
        phases: [running, nextPhase(subscription, { priceId, interval, startsAt })],
      },
      { idempotencyKey: `${id}-interval-change` },
    );
  });
}

async function releaseSchedule(
  { client }: StripeAccess,
  { id, parameters }: Extract<Intent, { kind: 'interval-change-withdrawal' }>,
): Promise<void> {
  await askStripe(async () => {
    const schedule = await client.subscriptionSchedules.retrieve(parameters.scheduleId);
    if (schedule.status !== 'active') return;
    if (nextPhaseOf(schedule) === undefined) throw errors.TURN_PASSED();
    await client.subscriptionSchedules.release(schedule.id, {}, { idempotencyKey: `${id}-withdrawal` });
  });
}
