// A subscription that changes by itself at the turn of its periods: docs.stripe.com/billing/subscriptions/subscription-schedules
import { type Desk, getActivePrice, getPrice, getSubscription, getTaxRate, randomDigits } from './desk.ts';
import { findSchedule, phaseAt } from './find-schedule.ts';
import type { Phase, Subscription, SubscriptionSchedule } from './model.ts';
import { anchorAt, type Interval, periodAround } from './periods.ts';
import { invalidRequest, notPlayed } from './stripe-error.ts';
import { viewSchedule } from './views.ts';

export type GivenPhase = {
  price: string;
  taxRates: readonly string[];
  start: number | undefined;
  end: number | undefined;
  duration: Interval | undefined;
  billingCycleAnchor: Phase['billingCycleAnchor'];
  daysUntilDue: number | undefined;
};

/** Of a subscription that runs: one phase, its period. */
export function createSchedule(desk: Desk, subscriptionId: string): SubscriptionSchedule {
  const subscription = getSubscription(desk, subscriptionId, 'from_subscription');
  if (subscription.status === 'canceled' || subscription.cancelAtPeriodEnd) {
    throw notPlayed('a schedule of a subscription that ends', 'from_subscription');
  }
  if (findSchedule(desk.account, subscription) !== undefined) {
    throw invalidRequest(
      `You cannot migrate a subscription that is already attached to a schedule: \`${subscriptionId}\``,
      { param: 'from_subscription' },
    );
  }
  const { priceId, periodStart: start, periodEnd: end, taxRateIds, daysUntilDue } = subscription;
  const schedule: SubscriptionSchedule = {
    id: `sub_sched_${randomDigits()}`,
    customerId: subscription.customerId,
    subscriptionId,
    status: 'active',
    phases: [{ priceId, start, end, taxRateIds: [...taxRateIds], daysUntilDue, billingCycleAnchor: null }],
    metadata: {},
    created: desk.now,
    canceledAt: null,
    releasedAt: null,
  };
  desk.account.schedules.push(schedule);
  tell(desk, 'subscription_schedule.created', schedule);
  return schedule;
}

/** Other phases, from the one that runs on. Past ones are left out; what the current one is given holds at once. */
export function updateSchedule(desk: Desk, schedule: SubscriptionSchedule, given: readonly GivenPhase[]): void {
  assertActive(schedule, 'update');
  const subscription = getSubscription(desk, schedule.subscriptionId);
  const phases: Phase[] = [];
  for (const [index, each] of given.entries()) {
    phases.push(toPhase(desk, subscription, each, { param: `phases[${index}]`, before: phases.at(-1) }));
  }
  const [first] = phases;
  if (first?.start !== phaseAt(schedule, desk.now)?.start) {
    throw invalidRequest('You can not modify the start date of the current phase.', { param: 'phases[0][start_date]' });
  }
  if (first?.priceId !== subscription.priceId) {
    throw notPlayed('another price in the phase that runs', 'phases[0][items][0][price]');
  }
  schedule.phases = phases;
  subscription.taxRateIds = [...first.taxRateIds];
  tell(desk, 'subscription_schedule.updated', schedule);
}

/** The subscription goes on as it is. */
export function releaseSchedule(desk: Desk, schedule: SubscriptionSchedule): void {
  assertActive(schedule, 'release');
  schedule.status = 'released';
  schedule.releasedAt = desk.now;
  tell(desk, 'subscription_schedule.released', schedule);
}

/** Its subscription has ended. */
export function cancelSchedule(desk: Desk, schedule: SubscriptionSchedule): void {
  schedule.status = 'canceled';
  schedule.canceledAt = desk.now;
  tell(desk, 'subscription_schedule.canceled', schedule);
}

/** A phase as it is given, checked; phases end where periods do, so that nothing is prorated. */
function toPhase(
  desk: Desk,
  subscription: Subscription,
  given: GivenPhase,
  { param, before }: { param: string; before: Phase | undefined },
): Phase {
  const { interval } = getActivePrice(desk, given.price, `${param}[items][0][price]`);
  for (const rate of given.taxRates) getTaxRate(desk, rate, `${param}[default_tax_rates]`);
  const start = given.start ?? before?.end;
  if (start === undefined) throw missing(`${param}[start_date]`);
  if (before !== undefined && start !== before.end) {
    throw invalidRequest('The start date of a phase must be the end date of the one before it.', {
      param: `${param}[start_date]`,
    });
  }
  if ((given.end === undefined) === (given.duration === undefined)) throw missing(`${param}[end_date]`);
  const end = given.end ?? periodAround(anchorAt(start), given.duration ?? interval, start).end;
  if (end <= desk.now || end <= start) {
    throw invalidRequest('The end date of a phase must be in the future, and after its start date.', {
      param: `${param}[end_date]`,
    });
  }
  const isMoved = before !== undefined && getPrice(desk, before.priceId).interval !== interval;
  const anchor = isMoved || given.billingCycleAnchor === 'phase_start' ? anchorAt(start) : subscription.anchor;
  if (periodAround(anchor, interval, end).start !== end) {
    throw notPlayed('a phase that ends within a period', `${param}[end_date]`);
  }
  return {
    priceId: given.price,
    start,
    end,
    billingCycleAnchor: given.billingCycleAnchor,
    taxRateIds: [...given.taxRates],
    daysUntilDue: given.daysUntilDue ?? subscription.daysUntilDue,
  };
}

function assertActive({ status }: SubscriptionSchedule, verb: string): void {
  if (status === 'active') return;
  throw invalidRequest(
    `You cannot ${verb} a subscription schedule that is currently in the \`${status}\` status. It must be in not_started, active status to be ${verb}d.`,
  );
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

function tell(desk: Desk, type: string, schedule: SubscriptionSchedule): void {
  desk.emit(type, viewSchedule(desk.account, schedule));
}
