// QUO Card Pay, issuing on demand (QUOカードPay オンデマンド発行, pay.quocard.jp/terms-api). Its specification is handed out under
// contract: names of paths and fields are assumed here, and change in this file and `status.ts` alone.
import {
  type Instruction,
  outcomeOfRefusal,
  type PayoutContext,
  type ProviderReply,
  printableCode,
  sendToProvider,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import type { Found, GiftCodeIssuer, TakenBack } from './issuer.ts';
import type { QuoCardPaySettings } from './schema.ts';
import { QUO_CARD_PAY_REFUSALS, QUO_CARD_PAY_STATUS } from './status.ts';

const orderSchema = z.object({
  orderNumber: z.string(),
  cardId: z.string().regex(/^[\w-]{1,64}$/),
  amount: z.int(),
  status: z.enum(['ISSUED', 'USED', 'CANCELED', 'EXPIRED']),
  url: z.url({ protocol: /^https$/ }),
  expiresAt: z.iso.datetime({ offset: true }),
});

const errorSchema = z.object({ error: z.object({ code: z.string() }) });

type Context = PayoutContext<QuoCardPaySettings>;

export const quoCardPayIssuer: GiftCodeIssuer<QuoCardPaySettings> = {
  issue: async (instruction, context) => {
    const body = JSON.stringify({ orderNumber: instruction.idempotencyKey, amount: instruction.amountYen });
    const answer = await call('POST', '', context, body);
    if (answer.status !== 'answered') return answer;
    return readOrder(answer, instruction) ?? outcomeOfRefusal(QUO_CARD_PAY_REFUSALS, codeOf(answer));
  },
  find: async (instruction, context) => {
    const answer = await call('GET', `/${instruction.idempotencyKey}`, context);
    if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
    if (answer.httpStatus === 404 && codeOf(answer) === 'ORDER_NOT_FOUND') return { status: 'absent' };
    return readOrder(answer, instruction) ?? { status: 'unknown', code: printableCode(codeOf(answer)) };
  },
  takeBack,
};

async function takeBack(instruction: Instruction<unknown>, context: Context): Promise<TakenBack> {
  const answer = await call('POST', `/${instruction.idempotencyKey}/cancel`, context, '{}');
  if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
  const order = orderSchema.safeParse(answer.body);
  if (order.success && order.data.orderNumber === instruction.idempotencyKey && order.data.status === 'CANCELED') {
    return { status: 'withdrawn' };
  }
  const code = codeOf(answer);
  if (code === 'CARD_ALREADY_USED') return { status: 'used' };
  // Nobody can use it any more, and what lapsed unused is not billed.
  if (code === 'CARD_EXPIRED') return { status: 'withdrawn' };
  return { status: 'unknown', code: printableCode(code) };
}

/** Undefined where the answer is no order. */
function readOrder(
  { body }: { body: unknown },
  { idempotencyKey, amountYen }: Instruction<unknown>,
): Found | undefined {
  const order = orderSchema.safeParse(body);
  if (!order.success) return undefined;
  const { orderNumber, cardId, amount, status, url, expiresAt } = order.data;
  if (orderNumber !== idempotencyKey || amount !== amountYen) {
    return { status: 'unknown', code: 'answer-to-another-request' };
  }
  const state = QUO_CARD_PAY_STATUS[status];
  if (state === 'expired') return { status: 'expired' };
  if (state === 'taken-back') return { status: 'rejected', code: status };
  return { status: 'settled', providerRef: cardId, secret: { values: [], url }, expiresAt: new Date(expiresAt) };
}

async function call(method: 'GET' | 'POST', path: string, context: Context, body?: string): Promise<ProviderReply> {
  const base = context.endpoints.QUO_CARD_PAY_URL;
  if (base === undefined) return { status: 'retry', code: 'no-address' };
  return sendToProvider({
    method,
    url: `${base}/v1/orders${path}`,
    headers: {
      accept: 'application/json',
      'x-api-key': context.settings.apiKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    signal: context.signal,
  });
}

function codeOf({ body }: { body: unknown }): string | undefined {
  return errorSchema.safeParse(body).data?.error.code;
}
