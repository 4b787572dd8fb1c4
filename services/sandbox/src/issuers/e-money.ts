// An issuer of voucher codes by brand: a resident enters the code in a payment app. No real one is meant; each request is
// signed with HMAC-SHA256 over time, method, path and body.
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { randomHex } from '../state/ids.ts';
import { E_MONEY_BRANDS, E_MONEY_CUSTOMERS } from './accounts.ts';
import type { IssuerRequest } from './issuer-endpoint.ts';
import { createOrderIssuer, isAmount, type Refusal } from './order-issuer.ts';

const MAX_AGE_MS = 5 * 60 * 1_000;

const WORDS: Readonly<Record<Refusal, readonly [number, string]>> = {
  unauthorised: [401, 'E401_SIGNATURE'],
  'invalid-request': [400, 'E400_REQUEST'],
  'invalid-amount': [400, 'E400_AMOUNT'],
  'unknown-brand': [400, 'E400_BRAND'],
  conflict: [409, 'E409_REQUEST_ID'],
  'out-of-funds': [402, 'E402_FUNDS'],
  'out-of-stock': [409, 'E409_STOCK'],
  absent: [404, 'E404_VOUCHER'],
  used: [409, 'E409_REDEEMED'],
  expired: [409, 'E409_EXPIRED'],
  'too-many-requests': [429, 'E429_RATE'],
  'internal-error': [500, 'E500_INTERNAL'],
  maintenance: [503, 'E503_MAINTENANCE'],
  'unlisted-code': [422, 'E422_NEW'],
};

const STATUS = { issued: 'issued', used: 'redeemed', cancelled: 'revoked', expired: 'expired' } as const;

export const eMoney = createOrderIssuer({
  name: 'e-money',
  collection: '/v1/vouchers',
  cancelWord: 'revoke',
  refuse: (refusal) => {
    const [status, resultCode] = WORDS[refusal];
    return { status, body: { resultCode, resultMessage: resultCode } };
  },
  identify,
  readOrder: ({ requestId, brand, amount }) => {
    if (typeof requestId !== 'string') return 'invalid-request';
    if (!E_MONEY_BRANDS.some((known) => known === brand)) return 'unknown-brand';
    // In steps of a yen, below 1,000,000.
    return isAmount(amount, 1, 999_999, 1)
      ? { key: requestId, amountYen: amount, brand: String(brand) }
      : 'invalid-amount';
  },
  make: () => ({
    id: `v-${randomHex(8)}`,
    secrets: {
      code: randomHex(8)
        .toUpperCase()
        .replace(/(.{4})(?=.)/g, '$1-'),
      pin: String(randomInt(1_000_000)).padStart(6, '0'),
    },
  }),
  show: (value) => ({
    requestId: value.key,
    voucherId: value.id,
    brand: value.brand ?? '',
    amount: value.amountYen,
    state: STATUS[value.status],
    code: value.secrets.code ?? '',
    pin: value.secrets.pin ?? '',
    redeemUrl: `https://${value.brand}.invalid/redeem`,
    expiresAt: new Date(value.expiresAtMs).toISOString(),
  }),
});

function identify({ method, path, headers, text, realNow }: IssuerRequest): { accountId: string } | undefined {
  const customer = E_MONEY_CUSTOMERS.find(({ id }) => id === headers['x-client-id']);
  const timestamp = headers['x-timestamp'] ?? '';
  const given = Buffer.from(headers['x-signature'] ?? '', 'hex');
  if (customer === undefined || !/^\d{10}$/.test(timestamp)) return undefined;
  if (Math.abs(realNow.getTime() - Number(timestamp) * 1_000) > MAX_AGE_MS) return undefined;
  const made = createHmac('sha256', customer.secret).update(`${timestamp}\n${method}\n${path}\n${text}`).digest();
  return given.length === made.length && timingSafeEqual(given, made) ? { accountId: customer.id } : undefined;
}
