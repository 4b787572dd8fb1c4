// Stripe's refusals, in Stripe's words where it publishes them: docs.stripe.com/api/errors, docs.stripe.com/error-codes
import type { JsonObject } from '../state/model.ts';

/** Thrown by an endpoint; the plugin answers with it. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: JsonObject;

  constructor(status: number, error: { type: string; message: string; code?: string; param?: string }) {
    super(`${status} ${error.message}`);
    this.status = status;
    this.body = { error };
  }
}

type Detail = { code?: string; param?: string };

export function invalidRequest(message: string, detail: Detail = {}, status = 400): StripeError {
  return new StripeError(status, { type: 'invalid_request_error', message, ...detail });
}

/** 404 where the address names it, 400 where a parameter does. */
export function missing(kind: string, id: string, param = 'id'): StripeError {
  return invalidRequest(`No such ${kind}: '${id}'`, { code: 'resource_missing', param }, param === 'id' ? 404 : 400);
}

/** What Stripe can do and the sandbox does not play. */
export function notPlayed(what: string, param?: string): StripeError {
  return invalidRequest(
    `the sandbox does not play this: ${what}`,
    param === undefined ? {} : { param },
    param === undefined ? 404 : 400,
  );
}

export const noKey = () =>
  invalidRequest(
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    {},
    401,
  );

export const invalidKey = (key: string) =>
  invalidRequest(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`, {}, 401);

export const keyReused = (key: string) =>
  new StripeError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });

export const keyInUse = (key: string) =>
  new StripeError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}`,
  });

export const tooManyRequests = () => invalidRequest('Request rate limit exceeded.', { code: 'rate_limit' }, 429);

export const internalError = () => new StripeError(500, { type: 'api_error', message: 'An unknown error occurred.' });
