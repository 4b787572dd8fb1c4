import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';
import { findPlan, type Plan } from './plans.ts';

export type RunningSubscription = {
  customerId: string;
  subscriptionId: string;
  /** Undefined where Stripe has a price that is none of ours. */
  plan: Plan | undefined;
  scheduleId: string | null;
  /** The key of the plan that it goes over to with the fiscal year. */
  nextPlan: string | null;
};

/**
 * The city's subscription, locked to the end of the transaction.
 * @throws AppError BILLING_NOT_SUBSCRIBED
 */
export async function readRunning({ sql }: TenantDb): Promise<RunningSubscription> {
  const [row] = await sql<Omit<RunningSubscription, 'plan'> & { plan: string | null }>(
    `select customer_id as "customerId", subscription_id as "subscriptionId", plan, schedule_id as "scheduleId",
            next_plan as "nextPlan"
     from subscription where subscription_id is not null and ended_at is null for update`,
  );
  if (!row) throw errors.NOT_SUBSCRIBED();
  return { ...row, plan: row.plan === null ? undefined : findPlan(row.plan) };
}
