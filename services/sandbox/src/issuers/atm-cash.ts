// A bank that pays out cash at its machines without an account: the resident types in the company's number (提携先コード),
// a customer number (お客様番号) and a confirmation number (確認番号). Paths and words are the sandbox's own.
import { randomInt, timingSafeEqual } from 'node:crypto';
import { randomHex } from '../state/ids.ts';
import { ATM_CASH_CUSTOMERS } from './accounts.ts';
import { createOrderIssuer, isAmount, type Refusal } from './order-issuer.ts';

const WORDS: Readonly<Record<Refusal, readonly [number, string]>> = {
  unauthorised: [401, 'AUTH_ERROR'],
  'invalid-request': [400, 'PARAM_ERROR'],
  'invalid-amount': [400, 'AMOUNT_ERROR'],
  'unknown-brand': [400, 'PARAM_ERROR'],
  conflict: [409, 'DUPLICATE_REQUEST'],
  'out-of-funds': [409, 'BALANCE_SHORTAGE'],
  'out-of-stock': [409, 'BALANCE_SHORTAGE'],
  absent: [404, 'NOT_FOUND'],
  used: [409, 'ALREADY_RECEIVED'],
  expired: [409, 'PERIOD_OVER'],
  'too-many-requests': [429, 'RATE_LIMIT'],
  'internal-error': [500, 'SYSTEM_ERROR'],
  maintenance: [503, 'OUT_OF_SERVICE'],
  'unlisted-code': [422, 'NEW_ERROR'],
};

const STATUS = { issued: 'WAITING', used: 'RECEIVED', cancelled: 'CANCELED', expired: 'EXPIRED' } as const;

export const atmCash = createOrderIssuer({
  name: 'atm-cash',
  collection: '/v1/receipts',
  cancelWord: 'cancel',
  refuse: (refusal) => {
    const [status, code] = WORDS[refusal];
    return { status, body: { code, message: code } };
  },
  identify: ({ headers }) => {
    const customer = ATM_CASH_CUSTOMERS.find(({ apiKey }) => isSame(`Bearer ${apiKey}`, headers.authorization ?? ''));
    return customer && { accountId: customer.id };
  },
  readOrder: ({ requestNumber, amount }) => {
    if (typeof requestNumber !== 'string') return 'invalid-request';
    // The machines pay in notes of 1,000 yen.
    return isAmount(amount, 1_000, 100_000, 1_000) ? { key: requestNumber, amountYen: amount } : 'invalid-amount';
  },
  make: (accountId) => ({
    id: `r${randomHex(8)}`,
    secrets: {
      partnerCode: ATM_CASH_CUSTOMERS.find(({ id }) => id === accountId)?.partnerCode ?? '',
      customerNumber: randomDigits(10),
      confirmationNumber: randomDigits(6),
    },
  }),
  show: (value) => ({
    requestNumber: value.key,
    receiptId: value.id,
    amount: value.amountYen,
    status: STATUS[value.status],
    partnerCode: value.secrets.partnerCode ?? '',
    customerNumber: value.secrets.customerNumber ?? '',
    confirmationNumber: value.secrets.confirmationNumber ?? '',
    expiresAt: new Date(value.expiresAtMs).toISOString(),
  }),
});

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
