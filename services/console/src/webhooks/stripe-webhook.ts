// Where Stripe's events come in. Who sends them is known by their signature over the bytes, so the body stays bytes.
import { type BillingDependencies, receiveEvent } from '@tenohira/billing';
import type { FastifyInstance } from 'fastify';

/** Stripe's largest events have some tens of kilobytes. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** A fastify plugin; register it without `fastify-plugin`, since it reads bodies its own way. No session: Stripe has none. */
export async function stripeWebhook(
  server: FastifyInstance,
  { billing }: { billing: BillingDependencies },
): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  );
  server.post('/webhooks/stripe', async (request) => {
    const signature = request.headers['stripe-signature'];
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const outcome = await receiveEvent(billing, body, signature?.toString());
    return { received: true, outcome };
  });
}
