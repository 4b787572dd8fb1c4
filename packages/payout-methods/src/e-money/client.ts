// An issuer of voucher codes for payment apps. LINE Pay ended in Japan on 2025-04-30, and no other issuer's API is public: this
// is the contract that an issuer's own API is fitted to, in this file and `status.ts` alone.
import { createHmac } from 'node:crypto';
import { type PayoutContext, type ProviderReply, sendToProvider } from '@tenohira/feature-kit';
import { z } from 'zod';
import type { Settings } from './schema.ts';

export const voucherSchema = z.object({
  requestId: z.string(),
  voucherId: z.string().regex(/^[\w-]{1,64}$/),
  amount: z.int(),
  state: z.enum(['issued', 'redeemed', 'revoked', 'expired']),
  code: z.string().min(1),
  pin: z.string().min(1).optional(),
  redeemUrl: z.url({ protocol: /^https$/ }),
  expiresAt: z.iso.datetime({ offset: true }),
});

const refusalSchema = z.object({ resultCode: z.string() });

type Context = PayoutContext<Settings>;

export function issueVoucher(requestId: string, amountYen: number, context: Context): Promise<ProviderReply> {
  const { brand } = context.settings;
  return call('POST', '/v1/vouchers', JSON.stringify({ requestId, brand, amount: amountYen }), context);
}

export function findVoucher(requestId: string, context: Context): Promise<ProviderReply> {
  return call('GET', `/v1/vouchers/${requestId}`, '', context);
}

export function revokeVoucher(requestId: string, context: Context): Promise<ProviderReply> {
  return call('POST', `/v1/vouchers/${requestId}/revoke`, '{}', context);
}

export function resultCodeOf({ body }: { body: unknown }): string | undefined {
  return refusalSchema.safeParse(body).data?.resultCode;
}

/** HMAC-SHA256 over time, method, path and body, in hex. */
async function call(method: 'GET' | 'POST', path: string, body: string, context: Context): Promise<ProviderReply> {
  const { settings, endpoints, signal, now } = context;
  const base = endpoints.E_MONEY_URL;
  if (base === undefined) return { status: 'retry', code: 'no-address' };
  const url = new URL(`${base}${path}`);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', settings.secret)
    .update([timestamp, method, url.pathname, body].join('\n'))
    .digest('hex');
  return sendToProvider({
    method,
    url: url.href,
    headers: {
      accept: 'application/json',
      'x-client-id': settings.clientId,
      'x-timestamp': timestamp,
      'x-signature': signature,
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === '' ? {} : { body }),
    signal,
  });
}
