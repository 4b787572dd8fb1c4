// Billing against the sandbox's Stripe over real HTTP: an account of the test's own, and one clock for both.
import { randomBytes } from 'node:crypto';
import { createFixedClock } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { startSandbox } from '../../../../services/sandbox/src/testing/start-sandbox.ts';
import type { BillingDependencies } from '../dependencies.ts';
import { createStripeAccess, type StripeAccess } from '../stripe-access.ts';

export type TestStripe = Awaited<ReturnType<typeof startTestStripe>>;
export type TestBilling = TestStripe & { deps: BillingDependencies };

const DAY_MS = 86_400_000;

/** Noon of 30 September 2026 in Japan: half of the fiscal year is over. */
const HALF_TIME = '2026-09-30T03:00:00Z';

/** With what billing needs to use it. */
export async function startTestBilling(db: Database): Promise<TestBilling> {
  const stripe = await startTestStripe();
  return { ...stripe, deps: { db, clock: stripe.clock, stripe: stripe.access, graceDays: 30 } };
}

export async function startTestStripe() {
  const clock = createFixedClock(HALF_TIME);
  const sandbox = await startSandbox({ clock });
  const secretKey = `sk_test_${randomBytes(12).toString('hex')}`;
  const webhookSecret = `whsec_${randomBytes(12).toString('hex')}`;
  const access: StripeAccess = createStripeAccess({
    apiBaseUrl: sandbox.url,
    secretKey,
    webhookSecret,
    timeoutMs: 3_000,
    retries: 0,
  });
  const { accountId }: { accountId: string } = await sandbox.control('PUT', '/stripe/accounts', { secretKey });
  const wait = async (days: number): Promise<void> => {
    clock.advanceMs(days * DAY_MS);
    await sandbox.control('POST', '/clock', { advanceMs: 0 });
  };
  return {
    access,
    clock,
    sandbox,
    accountId,
    secretKey,
    webhookSecret,
    /** Stripe itself, to look at. */
    client: access.client,
    /** Lets days go by, at Stripe too. */
    wait,
    /** Where Stripe's events go. */
    setWebhook: (url: string) =>
      sandbox.control('PUT', '/stripe/accounts', { secretKey, webhook: { url, secret: webhookSecret } }),
    /** When all events that were to be sent have been tried once. */
    delivered: () => sandbox.control('GET', '/stripe/deliveries'),
    /** The city transfers money. */
    transfer: (customerId: string, amountYen: number) =>
      sandbox.control('POST', `/stripe/accounts/${accountId}/transfers`, { customerId, amountYen }),
    fail: (...faults: object[]) => sandbox.control('PUT', '/faults', { faults }),
    close: () => sandbox.close(),
  };
}
