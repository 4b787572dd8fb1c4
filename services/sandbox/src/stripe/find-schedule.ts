import type { Phase, StripeAccount, Subscription, SubscriptionSchedule } from './model.ts';

/** The schedule that manages a subscription now. */
export function findSchedule({ schedules }: StripeAccount, { id }: Subscription): SubscriptionSchedule | undefined {
  return schedules.find(({ subscriptionId, status }) => subscriptionId === id && status === 'active');
}

/** The phase that a moment lies in; its end is already the next one's. */
export function phaseAt(schedule: SubscriptionSchedule | undefined, moment: number): Phase | undefined {
  return schedule?.phases.find(({ start, end }) => start <= moment && moment < end);
}
