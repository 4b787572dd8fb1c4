// Subscriptions of one price that are billed by invoices: docs.stripe.com/billing/subscriptions/overview
import type { JsonObject } from '../state/model.ts';
import { type Desk, getActivePrice, getCustomer, getPrice, getTaxRate, randomDigits } from './desk.ts';
import { findSchedule, phaseAt } from './find-schedule.ts';
import { draftInvoice } from './invoices.ts';
import type { Line, Price, Subscription } from './model.ts';
import { type Anchor, anchorAt, type Period, periodAround, remainingPrice } from './periods.ts';
import { cancelSchedule, releaseSchedule } from './schedules.ts';
import { invalidRequest, notPlayed } from './stripe-error.ts';
import { viewSubscription } from './views.ts';

const PRICE = 'items[0][price]';

export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none';

export type NewSubscription = {
  customer: string;
  price: string;
  taxRates: string[];
  daysUntilDue: number;
  anchorAt?: number | undefined;
  anchorConfig?: { month?: number; day_of_month: number; hour?: number; minute?: number; second?: number } | undefined;
  prorationBehavior: ProrationBehavior;
  billingMode: string;
  paymentSettings: JsonObject;
  description: string | null;
  metadata: { [key: string]: string };
};

export function createSubscription(desk: Desk, given: NewSubscription): Subscription {
  const { account, now } = desk;
  const customer = getCustomer(desk, given.customer, 'customer');
  if (customer.email === null) {
    throw invalidRequest(
      'Missing email. In order to create invoices that are sent to the customer, the customer must have a valid email.',
    );
  }
  const price = getActivePrice(desk, given.price, PRICE);
  for (const rate of given.taxRates) getTaxRate(desk, rate, 'default_tax_rates');
  const anchor = anchorOf(given, price, now);
  const period = firstPeriod(anchor, price, now);
  const subscription: Subscription = {
    id: `sub_${randomDigits()}`,
    customerId: customer.id,
    itemId: `si_${randomDigits(14)}`,
    priceId: price.id,
    taxRateIds: given.taxRates,
    status: 'active',
    created: now,
    anchor,
    anchorConfig: given.anchorConfig === undefined ? null : { ...given.anchorConfig },
    billingCycleAnchor: given.anchorAt === undefined && given.anchorConfig === undefined ? now : period.end,
    billingMode: given.billingMode,
    periodStart: period.start,
    periodEnd: period.end,
    daysUntilDue: given.daysUntilDue,
    paymentSettings: given.paymentSettings,
    description: given.description,
    metadata: given.metadata,
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    latestInvoiceId: null,
    pending: [],
  };
  account.subscriptions.push(subscription);
  tell(desk, 'customer.subscription.created', subscription);
  const whole = periodAround(anchor, price.interval, now);
  const isPart = whole.start !== period.start;
  if (!isPart || given.prorationBehavior !== 'none') {
    const amount = remainingPrice(price.unitAmount, whole, period.start);
    bill(desk, subscription, 'subscription_create', [lineOf(desk, price, amount, period, isPart)]);
  }
  return subscription;
}

/** Another price from now on: what is left of the old one is credited, what is left of the new one charged. */
export function changePrice(
  desk: Desk,
  subscription: Subscription,
  change: { price: string; prorationBehavior: ProrationBehavior; prorationDate?: number | undefined },
): void {
  assertAlive(subscription);
  const lines = prorationsOf(desk, subscription, change.price, change.prorationDate);
  subscription.priceId = change.price;
  const phase = phaseAt(findSchedule(desk.account, subscription), desk.now);
  if (phase !== undefined) phase.priceId = change.price;
  tell(desk, 'customer.subscription.updated', subscription);
  if (change.prorationBehavior === 'none' || lines.length === 0) return;
  if (change.prorationBehavior === 'create_prorations') subscription.pending.push(...lines);
  else bill(desk, subscription, 'subscription_update', lines);
}

export function prorationsOf(desk: Desk, subscription: Subscription, priceId: string, at = desk.now): Line[] {
  const before = getPrice(desk, subscription.priceId);
  const after = getActivePrice(desk, priceId, PRICE);
  if (before.interval !== after.interval) throw notPlayed('another interval at once', PRICE);
  if (before.id === after.id) return [];
  const rest = { start: at, end: subscription.periodEnd };
  const whole = periodAround(subscription.anchor, before.interval, at);
  return [
    lineOf(desk, before, -remainingPrice(before.unitAmount, whole, at), rest, true),
    lineOf(desk, after, remainingPrice(after.unitAmount, whole, at), rest, true),
  ];
}

/** The lines of the invoice with which the next period begins. */
export function nextLines(desk: Desk, subscription: Subscription, priceId?: string): Line[] {
  const { price, period } = nextTerms(desk, subscription, priceId);
  return [...subscription.pending, wholePeriodLine(desk, price, period)];
}

export function wholePeriodLine(desk: Desk, price: Price, period: Period): Line {
  return lineOf(desk, price, price.unitAmount, period, false);
}

/** What the next period is like: as the phase says that begins with it, else as before. */
export function nextTerms(desk: Desk, subscription: Subscription, priceId?: string) {
  const { periodEnd, anchor, taxRateIds, daysUntilDue } = subscription;
  const phase = phaseAt(findSchedule(desk.account, subscription), periodEnd);
  const before = getPrice(desk, subscription.priceId);
  const price = getPrice(desk, priceId ?? phase?.priceId ?? before.id);
  // docs.stripe.com/billing/subscriptions/billing-cycle: another interval begins where it is switched to.
  const isMoved =
    phase?.start === periodEnd && (phase.billingCycleAnchor === 'phase_start' || price.interval !== before.interval);
  const nextAnchor = isMoved ? anchorAt(periodEnd) : anchor;
  return {
    price,
    isMoved,
    anchor: nextAnchor,
    period: periodAround(nextAnchor, price.interval, periodEnd),
    taxRateIds: phase?.taxRateIds ?? taxRateIds,
    daysUntilDue: phase?.daysUntilDue ?? daysUntilDue,
  };
}

/** The period is over: the next one begins with an invoice, or the subscription ends. */
export function turnPeriod(desk: Desk, subscription: Subscription): void {
  if (subscription.cancelAtPeriodEnd) {
    endSubscription(desk, subscription);
    return;
  }
  const lines = nextLines(desk, subscription);
  const { price, isMoved, anchor, period, taxRateIds, daysUntilDue } = nextTerms(desk, subscription);
  const schedule = findSchedule(desk.account, subscription);
  if (schedule !== undefined && schedule.phases.at(-1)?.end === period.start) releaseSchedule(desk, schedule);
  Object.assign(subscription, { priceId: price.id, anchor, taxRateIds, daysUntilDue });
  if (isMoved) Object.assign(subscription, { anchorConfig: null, billingCycleAnchor: period.start });
  subscription.periodStart = period.start;
  subscription.periodEnd = period.end;
  subscription.pending = [];
  tell(desk, 'customer.subscription.updated', subscription);
  bill(desk, subscription, 'subscription_cycle', lines);
}

export function endSubscription(desk: Desk, subscription: Subscription): void {
  assertAlive(subscription);
  subscription.status = 'canceled';
  subscription.canceledAt ??= desk.now;
  subscription.endedAt = desk.now;
  const schedule = findSchedule(desk.account, subscription);
  if (schedule !== undefined) cancelSchedule(desk, schedule);
  tell(desk, 'customer.subscription.deleted', subscription);
}

export function tell(desk: Desk, type: string, subscription: Subscription): void {
  desk.emit(type, viewSubscription(desk.account, subscription));
}

function bill(desk: Desk, subscription: Subscription, reason: string, lines: Line[]): void {
  const { periodStart, periodEnd } = subscription;
  draftInvoice(desk, subscription, { reason, lines, periodStart, periodEnd });
}

function assertAlive({ status, id }: Subscription): void {
  if (status === 'canceled') {
    throw invalidRequest(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'id' }, 404);
  }
}

function anchorOf({ anchorAt: moment, anchorConfig }: NewSubscription, { interval }: Price, now: number): Anchor {
  if (anchorConfig !== undefined) {
    if (moment !== undefined) {
      throw invalidRequest(
        'You may only specify one of these parameters: billing_cycle_anchor, billing_cycle_anchor_config.',
      );
    }
    const clock = anchorAt(now);
    const { month, day_of_month: dayOfMonth, hour, minute, second } = anchorConfig;
    return {
      month: month ?? clock.month,
      dayOfMonth,
      hour: hour ?? clock.hour,
      minute: minute ?? clock.minute,
      second: second ?? clock.second,
    };
  }
  if (moment === undefined) return anchorAt(now);
  const latest = periodAround(anchorAt(now), interval, now).end;
  if (moment < now || moment > latest) {
    throw invalidRequest(
      moment < now
        ? 'billing_cycle_anchor must be a future timestamp'
        : `billing_cycle_anchor cannot be later than next natural billing date (${latest}) for plan`,
      { param: 'billing_cycle_anchor' },
    );
  }
  return anchorAt(moment);
}

/** From now to the anchor's next turn. */
function firstPeriod(anchor: Anchor, { interval }: Price, now: number): Period {
  return { start: now, end: periodAround(anchor, interval, now).end };
}

function lineOf(desk: Desk, price: Price, amount: number, { start, end }: Period, proration: boolean): Line {
  const name = desk.account.products.find(({ id }) => id === price.productId)?.name ?? price.id;
  const day = new Date(start * 1_000).toISOString().slice(0, 10);
  const words = { charge: `Remaining time on ${name} after ${day}`, credit: `Unused time on ${name} after ${day}` };
  return {
    id: `il_${randomDigits()}`,
    description: proration
      ? words[amount < 0 ? 'credit' : 'charge']
      : `1 × ${name} (at ¥${price.unitAmount} / ${price.interval})`,
    amount,
    start,
    end,
    priceId: price.id,
    proration,
  };
}
