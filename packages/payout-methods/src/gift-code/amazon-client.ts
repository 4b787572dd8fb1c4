// Amazon Incentives ("AGCOD"): developer.amazon.com/docs/incentives-api/digital-gift-cards.html
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
import type { AmazonSettings } from './schema.ts';
import { signRequest } from './sign-request.ts';
import { AMAZON_CARD_STATUS, AMAZON_REFUSALS } from './status.ts';

type Operation = 'CreateGiftCard' | 'CancelGiftCard';

const createdSchema = z.object({
  status: z.literal('SUCCESS'),
  creationRequestId: z.string(),
  gcId: z.string().regex(/^\w{1,64}$/),
  gcClaimCode: z.string().min(1),
  gcExpirationDate: z.string().nullish(),
  cardInfo: z.object({
    cardStatus: z.enum(['Fulfilled', 'RefundedToPurchaser', 'Expired']),
    value: z.object({ amount: z.number(), currencyCode: z.literal('JPY') }),
  }),
});

const cancelledSchema = z.object({ status: z.literal('SUCCESS'), creationRequestId: z.string() });

const failureSchema = z.object({
  agcodResponse: z.object({ status: z.string() }),
  errorCode: z.string(),
  errorType: z.string(),
});

/** In front of the operations: throttling, signatures. */
const exceptionSchema = z.object({ __type: z.string() });

export const amazonIssuer: GiftCodeIssuer<AmazonSettings> = {
  issue: createGiftCard,
  // There is no other way to ask: CreateGiftCard under the same id gives the same card. A refusal of the second request says
  // nothing of the first.
  find: async (instruction, context) => {
    const found = await createGiftCard(instruction, context);
    const isRefusal = found.status === 'retry' || (found.status === 'rejected' && found.code !== 'RefundedToPurchaser');
    return isRefusal ? { status: 'unknown', code: found.code } : found;
  },
  takeBack: cancelGiftCard,
};

/** At most 40 letters and digits, and the partner's id in front: 5 and the 32 of a UUID. */
export function creationRequestIdOf(partnerId: string, idempotencyKey: string): string {
  return `${partnerId}${idempotencyKey.replaceAll('-', '')}`;
}

async function createGiftCard(
  { idempotencyKey, amountYen }: Instruction<unknown>,
  context: PayoutContext<AmazonSettings>,
): Promise<Found> {
  const creationRequestId = creationRequestIdOf(context.settings.partnerId, idempotencyKey);
  const answer = await call(
    'CreateGiftCard',
    { creationRequestId, value: { currencyCode: 'JPY', amount: amountYen } },
    context,
  );
  if (answer.status !== 'answered') return answer;
  const created = createdSchema.safeParse(answer.body);
  if (!created.success) return readFailure(answer);

  const { gcId, gcClaimCode, gcExpirationDate, cardInfo } = created.data;
  if (created.data.creationRequestId !== creationRequestId || cardInfo.value.amount !== amountYen) {
    return { status: 'unknown', code: 'answer-to-another-request' };
  }
  const cardStatus = AMAZON_CARD_STATUS[cardInfo.cardStatus];
  if (cardStatus === 'expired') return { status: 'expired' };
  if (cardStatus === 'taken-back') return { status: 'rejected', code: cardInfo.cardStatus };
  const expiresAt = parseExpiry(gcExpirationDate);
  return {
    status: 'settled',
    providerRef: gcId,
    secret: { values: [{ label: 'ギフトカード番号', value: gcClaimCode }], url: 'https://www.amazon.co.jp/gc/redeem' },
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

async function cancelGiftCard(
  { idempotencyKey }: Instruction<unknown>,
  context: PayoutContext<AmazonSettings>,
): Promise<TakenBack> {
  const creationRequestId = creationRequestIdOf(context.settings.partnerId, idempotencyKey);
  const answer = await call('CancelGiftCard', { creationRequestId }, context);
  if (answer.status !== 'answered') return { status: 'unknown', code: answer.code };
  const cancelled = cancelledSchema.safeParse(answer.body);
  if (cancelled.success && cancelled.data.creationRequestId === creationRequestId) return { status: 'withdrawn' };
  // Past 15 minutes, or claimed: Amazon documents no word for the latter, so a person asks.
  return { status: 'unknown', code: readFailure(answer).code };
}

async function call(
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  { settings, endpoints, signal, now }: PayoutContext<AmazonSettings>,
): Promise<ProviderReply> {
  const { partnerId, accessKeyId, secretAccessKey, region } = settings;
  const base = endpoints.AMAZON_INCENTIVES_URL;
  if (base === undefined) return { status: 'retry', code: 'no-address' };
  const url = `${base}/${operation}`;
  const body = JSON.stringify({ partnerId, ...parameters });
  const headers = signRequest(
    {
      method: 'POST',
      url,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-amz-target': `com.amazonaws.agcod.AGCODService.${operation}`,
      },
      body,
    },
    { accessKeyId, secretAccessKey, region, service: 'AGCODService', now },
  );
  return sendToProvider({ method: 'POST', url, headers, body, signal });
}

function readFailure(answer: { body: unknown }): { status: 'rejected' | 'retry' | 'unknown'; code: string } {
  const failure = failureSchema.safeParse(answer.body);
  if (!failure.success) {
    const exception = exceptionSchema.safeParse(answer.body);
    // Some gateways write `namespace#Name`.
    return outcomeOfRefusal(AMAZON_REFUSALS, exception.data?.__type.split('#').at(-1));
  }
  const { agcodResponse, errorCode, errorType } = failure.data;
  if (agcodResponse.status !== 'FAILURE' || errorCode === 'F100' || errorCode === 'F400' || errorCode === 'F500') {
    return { status: 'unknown', code: printableCode(errorType) };
  }
  return outcomeOfRefusal(AMAZON_REFUSALS, errorType);
}

/** `Thu Jun 10 14:59:59 UTC 2032` */
function parseExpiry(text: string | null | undefined): Date | undefined {
  const parts = /^\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) UTC (\d{4})$/.exec(text ?? '');
  const moment = new Date(parts === null ? (text ?? '') : `${parts[2]} ${parts[1]} ${parts[4]} ${parts[3]} GMT`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
