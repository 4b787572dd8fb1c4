// What Amazon answers, in the form in which it does (developer.amazon.com/docs/incentives-api/gift-codes-errors.html and
// …/digital-gift-cards.html), to a real request.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { giftCode } from './index.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const instruction = {
  idempotencyKey: '019ab2c4-5d6e-7f80-9123-456789abcdef',
  amountYen: 1_000,
  recipient: {},
  isReissue: false,
};
const creationRequestId = 'Demoa019ab2c45d6e7f809123456789abcdef';

async function contextWith(status: number, answer: unknown) {
  const started = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(answer)));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    settings: {
      issuer: 'amazon' as const,
      partnerId: 'Demoa',
      accessKeyId: 'AKIDSANDBOXDEMOA',
      secretAccessKey: 'sandbox-only-amazon-secret-a',
      region: 'us-west-2' as const,
    },
    endpoints: { AMAZON_INCENTIVES_URL: `http://127.0.0.1:${port}` },
    signal: AbortSignal.timeout(10_000),
    now: new Date('2026-11-24T01:00:00Z'),
  };
}

function card(more: { cardStatus?: string; amount?: number; id?: string; expires?: string | null } = {}) {
  return {
    cardInfo: {
      cardNumber: null,
      cardStatus: more.cardStatus ?? 'Fulfilled',
      expirationDate: null,
      value: { amount: more.amount ?? 1_000, currencyCode: 'JPY' },
    },
    creationRequestId: more.id ?? creationRequestId,
    gcClaimCode: 'LJ49-AKDUV6-UYCP',
    gcExpirationDate: more.expires === undefined ? 'Thu Jun 10 14:59:59 UTC 2032' : more.expires,
    gcId: '5535125272070255',
    status: 'SUCCESS',
  };
}

const failure = (errorCode: string, errorType: string, status = 'FAILURE') => ({
  agcodResponse: { cardInfo: null, creationRequestId: null, gcClaimCode: null, gcId: null, status },
  errorCode,
  errorType,
  message: 'LJ49-AKDUV6-UYCP',
});

describe('CreateGiftCard', () => {
  it('reads a card, and until when it is good', async () => {
    expect(await giftCode.submit(instruction, await contextWith(200, card()))).toEqual({
      status: 'settled',
      providerRef: '5535125272070255',
      secret: {
        values: [{ label: 'ギフトカード番号', value: 'LJ49-AKDUV6-UYCP' }],
        url: 'https://www.amazon.co.jp/gc/redeem',
      },
      expiresAt: new Date('2032-06-10T14:59:59Z'),
    });
  });

  it('takes a card without a date, and a date in another form', async () => {
    const without = await giftCode.submit(instruction, await contextWith(200, card({ expires: null })));
    expect(without).toMatchObject({ status: 'settled' });
    expect(without).not.toHaveProperty('expiresAt');
    const iso = await giftCode.submit(instruction, await contextWith(200, card({ expires: '2032-06-10T14:59:59Z' })));
    expect(iso).toMatchObject({ expiresAt: new Date('2032-06-10T14:59:59Z') });
  });

  it('does not take a SUCCESS for a payment where the card was cancelled or has expired', async () => {
    const cancelled = await contextWith(200, card({ cardStatus: 'RefundedToPurchaser' }));
    expect(await giftCode.submit(instruction, cancelled)).toEqual({ status: 'rejected', code: 'RefundedToPurchaser' });
    expect(await giftCode.query(instruction, cancelled)).toEqual({ status: 'rejected', code: 'RefundedToPurchaser' });
    const expired = await contextWith(200, card({ cardStatus: 'Expired' }));
    expect(await giftCode.query(instruction, expired)).toEqual({ status: 'expired' });
  });

  it.each([
    ['another amount', card({ amount: 999 })],
    ['another id', card({ id: 'Demoa00000000000000000000000000000000' })],
    ['a card status that is new', card({ cardStatus: 'Frozen' })],
    ['no card at all', { status: 'SUCCESS' }],
    ['a list', []],
  ])('leaves %s to a person', async (_name, answer) => {
    expect((await giftCode.submit(instruction, await contextWith(200, answer))).status).toBe('unknown');
  });

  it.each([
    [400, failure('F200', 'MaxAmountExceeded'), 'rejected'],
    [400, failure('F200', 'FractionalAmountNotAllowed'), 'rejected'],
    [400, failure('F300', 'InsufficientFunds'), 'retry'],
    [400, failure('F300', 'CustomerSurpassedDailyVelocityLimit'), 'retry'],
    [403, failure('F300', 'AccessDenied'), 'retry'],
    [400, { __type: 'com.amazon.coral.availability#ThrottlingException' }, 'retry'],
    [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }, 'retry'],
    // A card may exist.
    [500, failure('F100', 'GeneralError'), 'unknown'],
    [400, failure('F200', 'RequestedDenominationMismatch'), 'unknown'],
    [400, failure('F200', 'CardActivatedWithDifferentRequestId'), 'unknown'],
    [500, failure('F400', 'SystemTemporarilyUnavailable', 'RESEND'), 'unknown'],
    [400, failure('F300', 'InsufficientFunds', 'RESEND'), 'unknown'],
    [400, failure('F500', 'GeneralError'), 'unknown'],
    [400, failure('F500', 'MaxAmountExceeded'), 'unknown'],
    [400, failure('F999', 'SomethingNew'), 'unknown'],
  ])('%d with %o', async (status, answer, expected) => {
    const context = await contextWith(status, answer);
    const outcome = await giftCode.submit(instruction, context);
    expect(outcome.status).toBe(expected);
    expect(JSON.stringify(outcome)).not.toContain('LJ49');
    // A refusal of a second request says nothing of the first.
    expect((await giftCode.query(instruction, context)).status).toBe('unknown');
  });
});

describe('CancelGiftCard', () => {
  it('takes back within 15 minutes, and leaves what is later to a person', async () => {
    const done = await contextWith(200, { creationRequestId, gcId: '5535125272070255', status: 'SUCCESS' });
    expect(await giftCode.withdraw(instruction, done)).toEqual({ status: 'withdrawn' });
    const late = await contextWith(400, failure('F200', 'CancelRequestArrivedAfterTimeLimit'));
    expect(await giftCode.withdraw(instruction, late)).toEqual({
      status: 'unknown',
      code: 'CancelRequestArrivedAfterTimeLimit',
    });
    const other = await contextWith(200, { creationRequestId: 'Demoa1', status: 'SUCCESS' });
    expect((await giftCode.withdraw(instruction, other)).status).toBe('unknown');
  });
});
