import type { Clock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { errors } from './errors.ts';
import { createStripeAccess, type StripeAccess } from './stripe-access.ts';

export type BillingDependencies = {
  db: Database;
  clock: Clock;
  /** Without it there is no billing: every city's standing is good, and what asks Stripe says BILLING_NOT_CONFIGURED. */
  stripe?: StripeAccess;
  /** How many days after the due date a city's console becomes read-only; for cities that subscribe from now on. */
  graceDays: number;
};

export type BillingOptions = Pick<BillingDependencies, 'db' | 'clock' | 'graceDays'> & {
  /** `https://api.stripe.com`, or the sandbox. */
  apiBaseUrl: string;
  /** Both, or neither. */
  secretKey: string | undefined;
  webhookSecret: string | undefined;
};

/** Billing as a process is configured for it. */
export function createBilling({ apiBaseUrl, secretKey, webhookSecret, ...deps }: BillingOptions): BillingDependencies {
  if (secretKey === undefined || webhookSecret === undefined) return deps;
  return { ...deps, stripe: createStripeAccess({ apiBaseUrl, secretKey, webhookSecret }) };
}

/** @throws AppError BILLING_NOT_CONFIGURED */
export function stripeOf({ stripe }: BillingDependencies): StripeAccess {
  if (!stripe) throw errors.NOT_CONFIGURED();
  return stripe;
}
