// A change of the interval as Stripe's schedules say it: docs.stripe.com/billing/subscriptions/subscription-schedules
import type Stripe from 'stripe';
import type { Interval } from './plans.ts';

export const DAYS_UNTIL_DUE = 30;

type NewInterval = { priceId: string; interval: Interval; startsAt: Date };

/**
 * The phase with which the new interval begins. Its beginning becomes the anchor: 15:00 UTC on 31 March, and the 31st stands for
 * the last day of every month, as in `anchorConfigOf`.
 */
export function nextPhase(subscription: Stripe.Subscription, { priceId, interval, startsAt }: NewInterval) {
  return {
    ...termsOf(subscription, priceId),
    start_date: startsAt.getTime() / 1_000,
    // Then the schedule lets go of the subscription, which stays as it is.
    duration: { interval, interval_count: 1 },
    billing_cycle_anchor: 'phase_start' as const,
  };
}

/** The phase that runs, to the beginning of the new one. */
export function runningPhase(subscription: Stripe.Subscription, schedule: Stripe.SubscriptionSchedule, endsAt: Date) {
  const [item] = subscription.items.data;
  if (item === undefined || schedule.current_phase === null) return undefined;
  return {
    ...termsOf(subscription, item.price.id),
    start_date: schedule.current_phase.start_date,
    end_date: endsAt.getTime() / 1_000,
  };
}

/** A phase keeps nothing that it is not told. Where one ends a period does, so there is nothing to prorate. */
function termsOf(subscription: Stripe.Subscription, price: string) {
  return {
    items: [{ price }],
    collection_method: 'send_invoice' as const,
    invoice_settings: { days_until_due: DAYS_UNTIL_DUE },
    default_tax_rates: (subscription.default_tax_rates ?? []).map(({ id }) => id),
    proration_behavior: 'none' as const,
  };
}
