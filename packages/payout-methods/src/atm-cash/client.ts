// A bank that pays out at its machines without an account (ATM受取). Such banks hand out their specification under contract:
// names of paths and fields are assumed here, and change in this file and `status.ts` alone.
import { type PayoutContext, type ProviderReply, sendToProvider } from '@tenohira/feature-kit';
import { z } from 'zod';
import type { Settings } from './schema.ts';

export const receiptSchema = z.object({
  requestNumber: z.string(),
  receiptId: z.string().regex(/^[\w-]{1,64}$/),
  amount: z.int(),
  status: z.enum(['WAITING', 'RECEIVED', 'CANCELED', 'EXPIRED']),
  partnerCode: z.string().regex(/^\d{1,10}$/),
  customerNumber: z.string().regex(/^\d{1,20}$/),
  confirmationNumber: z.string().regex(/^\d{1,20}$/),
  expiresAt: z.iso.datetime({ offset: true }),
});

const refusalSchema = z.object({ code: z.string() });

type Context = PayoutContext<Settings>;

export function requestReceipt(requestNumber: string, amountYen: number, context: Context): Promise<ProviderReply> {
  return call('POST', '', context, { requestNumber, amount: amountYen });
}

export function findReceipt(requestNumber: string, context: Context): Promise<ProviderReply> {
  return call('GET', `/${requestNumber}`, context);
}

export function cancelReceipt(requestNumber: string, context: Context): Promise<ProviderReply> {
  return call('POST', `/${requestNumber}/cancel`, context, {});
}

export function refusalCodeOf({ body }: { body: unknown }): string | undefined {
  return refusalSchema.safeParse(body).data?.code;
}

async function call(method: 'GET' | 'POST', path: string, context: Context, body?: object): Promise<ProviderReply> {
  const base = context.endpoints.ATM_CASH_URL;
  if (base === undefined) return { status: 'retry', code: 'no-address' };
  return sendToProvider({
    method,
    url: `${base}/v1/receipts${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${context.settings.apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: context.signal,
  });
}
