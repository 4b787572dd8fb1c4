import Stripe from 'stripe';
import { z } from 'zod';
import { type BillingDependencies, stripeOf } from './dependencies.ts';
import { errors } from './errors.ts';
import { syncCity } from './sync-city.ts';

/** Stored; known already; or about nothing that is kept here. */
export type EventOutcome = 'stored' | 'repeated' | 'ignored';

/** What changes what is kept of a city. Other events say the same once more, or nothing. */
const TOLD_BY =
  /^(customer\.subscription|subscription_schedule|invoice|customer_cash_balance_transaction)\.|^customer\.(updated|deleted)$/;

/** A customer's number stands in the object, or is the object's own. */
const subjectSchema = z.union([
  z.object({ object: z.literal('customer'), id: z.string() }).transform(({ id }) => id),
  z.object({ customer: z.string() }).transform(({ customer }) => customer),
  z.object({ customer: z.object({ id: z.string() }) }).transform(({ customer }) => customer.id),
]);

/**
 * Takes an event that came to the webhook. It only says whose state has changed: the state is asked of Stripe, so that events
 * may come twice and in any order. When it throws, Stripe comes again.
 *
 * @param rawBody the bytes as they came
 * @param signature the header `Stripe-Signature`
 * @throws AppError BILLING_SIGNATURE_INVALID, BILLING_UNAVAILABLE, BILLING_NOT_CONFIGURED
 */
export async function receiveEvent(
  deps: BillingDependencies,
  rawBody: Uint8Array,
  signature: string | undefined,
): Promise<EventOutcome> {
  const event = await verify(deps, rawBody, signature);
  if (!TOLD_BY.test(event.type)) return 'ignored';
  const customer = subjectSchema.safeParse(event.data.object);
  const tenantId = customer.success ? await deps.db.platform.findTenantOfCustomer(customer.data) : undefined;
  // Another customer of the same account; or one that was made a moment ago, of whom the next look will tell.
  if (tenantId === undefined) return 'ignored';
  const known = await deps.db.readTenant(tenantId, ({ sql }) =>
    sql('select 1 from billing_event where event_id = $1', [event.id]),
  );
  if (known.length > 0) return 'repeated';
  // Noted with what it led to, and not before: a crash in between leaves it to the next delivery.
  await syncCity(deps, tenantId, async ({ sql }) => {
    await sql('insert into billing_event (event_id, type) values ($1, $2) on conflict do nothing', [
      event.id,
      event.type,
    ]);
  });
  return 'stored';
}

async function verify(
  deps: BillingDependencies,
  rawBody: Uint8Array,
  signature: string | undefined,
): Promise<Stripe.Event> {
  const { client, webhookSecret } = stripeOf(deps);
  try {
    const now = deps.clock.now().getTime();
    return await client.webhooks.constructEventAsync(
      Buffer.from(rawBody),
      signature ?? '',
      webhookSecret,
      undefined,
      undefined,
      now,
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) {
      throw errors.SIGNATURE_INVALID({ cause: error });
    }
    throw error;
  }
}
