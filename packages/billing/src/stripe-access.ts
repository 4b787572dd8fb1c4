import Stripe from 'stripe';
import { errors } from './errors.ts';

export type StripeOptions = {
  /** `https://api.stripe.com`, or the sandbox. A path would be ignored. */
  apiBaseUrl: string;
  secretKey: string;
  /** Of the webhook endpoint: `whsec_…`. */
  webhookSecret: string;
  /** Of each call, in milliseconds. */
  timeoutMs?: number;
  /** How often the library tries again by itself, under the same idempotency key. */
  retries?: number;
};

export type StripeAccess = { client: Stripe; webhookSecret: string };

export function createStripeAccess(options: StripeOptions): StripeAccess {
  const { apiBaseUrl, secretKey, webhookSecret, timeoutMs = 10_000, retries = 2 } = options;
  const { protocol, hostname, port } = new URL(apiBaseUrl);
  const client = new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port === '' ? {} : { port }),
    timeout: timeoutMs,
    maxNetworkRetries: retries,
    telemetry: false,
  });
  return { client, webhookSecret };
}

/**
 * Runs calls to Stripe. Never inside a transaction.
 * @throws AppError BILLING_UNAVAILABLE (it may have been done: ask again under the same key), BILLING_REFUSED (it was not
 * done), BILLING_MISCONFIGURED
 */
export async function askStripe<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toBillingError(error);
  }
}

export function isStripeCode(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === code;
}

function toBillingError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const { type, code, param, statusCode, requestId } = error;
  // Of the message nothing is kept: it may repeat what it was given.
  const details = { type, code, param, statusCode, requestId };
  if (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  ) {
    return errors.MISCONFIGURED({ details, cause: error });
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return errors.REFUSED({ details, cause: error });
  return errors.UNAVAILABLE({ details, cause: error });
}
