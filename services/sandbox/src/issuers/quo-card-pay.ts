// An issuer in the manner of QUO Card Pay's issuing on demand. Its specification is handed out under contract
// (pay.quocard.jp/terms-api); paths and words here are the sandbox's own, what they mean is not.
import { timingSafeEqual } from 'node:crypto';
import { randomHex } from '../state/ids.ts';
import { QUO_CARD_PAY_CUSTOMERS } from './accounts.ts';
import { createOrderIssuer, isAmount, type Refusal } from './order-issuer.ts';

const WORDS: Readonly<Record<Refusal, readonly [number, string]>> = {
  unauthorised: [401, 'INVALID_API_KEY'],
  'invalid-request': [400, 'INVALID_REQUEST'],
  'invalid-amount': [400, 'INVALID_AMOUNT'],
  'unknown-brand': [400, 'INVALID_REQUEST'],
  conflict: [409, 'ORDER_NUMBER_CONFLICT'],
  'out-of-funds': [409, 'INSUFFICIENT_DEPOSIT'],
  'out-of-stock': [409, 'INSUFFICIENT_DEPOSIT'],
  absent: [404, 'ORDER_NOT_FOUND'],
  used: [409, 'CARD_ALREADY_USED'],
  expired: [409, 'CARD_EXPIRED'],
  'too-many-requests': [429, 'TOO_MANY_REQUESTS'],
  'internal-error': [500, 'INTERNAL_ERROR'],
  maintenance: [503, 'MAINTENANCE'],
  'unlisted-code': [422, 'SOMETHING_NEW'],
};

const STATUS = { issued: 'ISSUED', used: 'USED', cancelled: 'CANCELED', expired: 'EXPIRED' } as const;

export const quoCardPay = createOrderIssuer({
  name: 'quo-card-pay',
  collection: '/v1/orders',
  cancelWord: 'cancel',
  refuse: (refusal) => {
    const [status, code] = WORDS[refusal];
    return { status, body: { error: { code, message: code } } };
  },
  identify: ({ headers }) => {
    const customer = QUO_CARD_PAY_CUSTOMERS.find(({ apiKey }) => isSame(apiKey, headers['x-api-key'] ?? ''));
    return customer && { accountId: customer.id };
  },
  readOrder: ({ orderNumber, amount }) => {
    if (typeof orderNumber !== 'string') return 'invalid-request';
    // 50 to 100,000 yen a card, in steps of a yen.
    return isAmount(amount, 50, 100_000, 1) ? { key: orderNumber, amountYen: amount } : 'invalid-amount';
  },
  make: () => ({
    id: `qp_${randomHex(8)}`,
    // Whoever holds this address holds the money. Nothing is behind it.
    secrets: { url: `https://pay.quo.invalid/c/${randomHex(24)}` },
  }),
  show: (value) => ({
    orderNumber: value.key,
    cardId: value.id,
    amount: value.amountYen,
    status: STATUS[value.status],
    url: value.secrets.url ?? '',
    expiresAt: new Date(value.expiresAtMs).toISOString(),
  }),
});

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
