import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signAsAmazonAsks } from '../testing/sign-as-amazon-asks.ts';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const QUO = '/issuers/quo-card-pay/v1/orders';
const quo = (method: string, path: string, body?: object, apiKey = 'sandbox-only-quo-card-pay-key-a') =>
  sandbox.call(method, `${QUO}${path}`, body, { 'x-api-key': apiKey });
const order = (orderNumber: string, amount = 10_000) => quo('POST', '', { orderNumber, amount });
const issued = (issuer: string) => sandbox.control('GET', `/issuers/${issuer}/issued`);

function voucher(body: object, { secret = 'sandbox-only-e-money-secret-a', ageMs = 0 } = {}) {
  const path = '/issuers/e-money/v1/vouchers';
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor((sandbox.clock.now().getTime() - ageMs) / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}\nPOST\n${path}\n${text}`).digest('hex');
  const headers = { 'x-client-id': 'demo-a', 'x-timestamp': timestamp, 'x-signature': signature };
  return sandbox.call('POST', path, text, { 'content-type': 'application/json', ...headers });
}

function amazon(operation: string, body: object, more: { secret?: string; ageMs?: number } = {}) {
  const text = JSON.stringify({ partnerId: 'Demoa', ...body });
  const headers = signAsAmazonAsks(sandbox.url, operation, text, {
    accessKeyId: 'AKIDSANDBOXDEMOA',
    secret: more.secret ?? 'sandbox-only-amazon-secret-a',
    at: new Date(sandbox.clock.now().getTime() - (more.ageMs ?? 0)),
  });
  return sandbox.call('POST', `/issuers/amazon/${operation}`, text, headers);
}
const yen = (amount: number) => ({ currencyCode: 'JPY', amount });

describe('every issuer', () => {
  it('gives the same for the same key, and refuses it for another amount', async () => {
    const [first, second] = [await order('k1'), await order('k1')];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const other = await order('k1', 10_001);
    expect([other.status, other.body.error.code]).toEqual([409, 'ORDER_NUMBER_CONFLICT']);
    expect(await issued('quo-card-pay')).toMatchObject({
      count: 1,
      totalYen: 10_000,
      keptYen: 10_000,
      issued: [{ accountId: 'demo-a', key: 'k1', asked: 2, status: 'issued' }],
    });
  });

  it('gives one value for a key that is asked for at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => order('k1')));
    expect(new Set(answers.map(({ body }) => body.url)).size).toBe(1);
    expect((await issued('quo-card-pay')).count).toBe(1);
  });

  it('keeps customers apart: the same key of another one is something else', async () => {
    const mine = await order('k1');
    expect((await quo('GET', '/k1', undefined, 'sandbox-only-quo-card-pay-key-b')).status).toBe(404);
    const theirs = await quo('POST', '', { orderNumber: 'k1', amount: 500 }, 'sandbox-only-quo-card-pay-key-b');
    expect(theirs.body.url).not.toBe(mine.body.url);
  });

  it('spends the funds of its customer, and gives back what is taken back', async () => {
    const account = { accountId: 'demo-a' };
    await sandbox.control('PUT', '/issuers/quo-card-pay', { ...account, fundsYen: 15_000 });
    expect((await order('k1')).status).toBe(201);
    expect((await order('k2')).body.error.code).toBe('INSUFFICIENT_DEPOSIT');
    expect((await order('k1')).status).toBe(200);
    expect((await quo('POST', '/k1/cancel')).body.status).toBe('CANCELED');
    expect((await quo('POST', '/k1/cancel')).body.status).toBe('CANCELED');
    expect((await sandbox.control('PUT', '/issuers/quo-card-pay', account)).fundsYen).toBe(15_000);
    expect((await order('k2')).status).toBe(201);
    expect(await issued('quo-card-pay')).toMatchObject({ count: 2, keptCount: 1, keptYen: 10_000 });
  });

  it('lets what nobody used lapse, for nothing', async () => {
    await sandbox.control('PUT', '/issuers/quo-card-pay', { accountId: 'demo-a', lifeMs: DAY_MS });
    await order('k1');
    await order('k2');
    await sandbox.control('POST', '/issuers/quo-card-pay/redeem', { accountId: 'demo-a', key: 'k2' });
    await sandbox.control('POST', '/clock', { advanceMs: DAY_MS });
    expect((await quo('GET', '/k1')).body.status).toBe('EXPIRED');
    expect((await quo('GET', '/k2')).body.status).toBe('USED');
    expect((await quo('POST', '/k1/cancel')).body.error.code).toBe('CARD_EXPIRED');
    expect((await quo('POST', '/k2/cancel')).body.error.code).toBe('CARD_ALREADY_USED');
    expect(await issued('quo-card-pay')).toMatchObject({ keptCount: 1, keptYen: 10_000 });
  });

  it('is used once, by key', async () => {
    await order('k1');
    const use = () => sandbox.call('POST', '/control/issuers/quo-card-pay/redeem', { accountId: 'demo-a', key: 'k1' });
    expect((await use()).body.status).toBe('used');
    const again = await use();
    expect([again.status, again.body.error.code]).toEqual([409, 'SANDBOX_VALUE_NOT_USABLE']);
    const absent = await sandbox.call('POST', '/control/issuers/amazon/redeem', { accountId: 'Demoa', key: 'k1' });
    expect(absent.body.error.code).toBe('SANDBOX_VALUE_NOT_FOUND');
    expect((await sandbox.call('GET', '/control/issuers/line-pay/issued')).status).toBe(400);
  });

  it('is struck by faults that name its endpoint, and by no other', async () => {
    const fault = async (endpoint?: string) =>
      sandbox.control('PUT', '/faults', { faults: [{ kind: 'api500AfterAcceptance', endpoint, count: 1 }] });
    await fault();
    expect((await order('k1')).status).toBe(201);
    await fault('orders');
    expect((await order('k2')).status).toBe(500);
    expect((await order('k2')).status).toBe(200);
    await fault(`GET ${QUO}/:key`);
    expect((await order('k3')).status).toBe(201);
    expect((await quo('GET', '/k3')).status).toBe(500);
    const { requests } = await sandbox.control('GET', '/requests');
    expect(requests.at(-1)).toMatchObject({ path: `${QUO}/k3`, channelId: 'demo-a', fault: 'api500AfterAcceptance' });
  });

  it('is out of funds, at rest, or says something new where told so', async () => {
    const after = async (kind: string) => {
      await sandbox.control('PUT', '/faults', { faults: [{ kind, endpoint: 'orders', count: 1 }] });
      const { status, body } = await order(randomUUID());
      return [status, body.error.code];
    };
    expect(await after('issuerOutOfFunds')).toEqual([409, 'INSUFFICIENT_DEPOSIT']);
    expect(await after('issuerMaintenance')).toEqual([503, 'MAINTENANCE']);
    expect(await after('issuerUnlistedCode')).toEqual([422, 'SOMETHING_NEW']);
    expect(await after('api429Rate')).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect((await issued('quo-card-pay')).count).toBe(0);
  });

  it('forgets nothing over a restart, and everything when all is reset', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const first = await startSandbox({ dataDir });
    const ask = (at: TestSandbox) =>
      at.call('POST', QUO, { orderNumber: 'k1', amount: 10_000 }, { 'x-api-key': 'sandbox-only-quo-card-pay-key-a' });
    const before = await ask(first);
    await first.close();
    const second = await startSandbox({ dataDir });
    expect((await ask(second)).body).toEqual(before.body);
    await second.control('POST', '/reset', {});
    expect((await second.control('GET', '/issuers/quo-card-pay/issued')).count).toBe(1);
    await second.control('POST', '/reset', { everything: true });
    expect((await second.control('GET', '/issuers/quo-card-pay/issued')).count).toBe(0);
    await second.close();
    await rm(dataDir, { recursive: true });
  });
});

describe('quo-card-pay', () => {
  it.each([
    [{ orderNumber: 'k', amount: 49 }, 'INVALID_AMOUNT'],
    [{ orderNumber: 'k', amount: 100_001 }, 'INVALID_AMOUNT'],
    [{ orderNumber: 'k', amount: 50.5 }, 'INVALID_AMOUNT'],
    [{ orderNumber: 'a b', amount: 50 }, 'INVALID_REQUEST'],
    [{ amount: 50 }, 'INVALID_REQUEST'],
  ])('refuses %o', async (body, code) => {
    const answer = await quo('POST', '', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });

  it('asks for the key', async () => {
    expect((await quo('POST', '', { orderNumber: 'k', amount: 50 }, 'another')).status).toBe(401);
  });
});

describe('e-money', () => {
  it('asks for a signature that is fresh and over this request', async () => {
    const body = { requestId: 'k1', brand: 'mihon-pay', amount: 5_000 };
    expect((await voucher(body, { secret: 'wrong' })).body.resultCode).toBe('E401_SIGNATURE');
    expect((await voucher(body, { ageMs: 6 * 60 * 1_000 })).body.resultCode).toBe('E401_SIGNATURE');
    expect((await voucher(body)).body).toMatchObject({ requestId: 'k1', state: 'issued', brand: 'mihon-pay' });
  });

  it('runs out of a brand, and knows its brands', async () => {
    await sandbox.control('PUT', '/issuers/e-money', { accountId: 'demo-a', stock: { 'mihon-pay': 1 } });
    const ask = async (requestId: string, brand: string) => {
      const { status, body } = await voucher({ requestId, brand, amount: 5_000 });
      return body.resultCode ?? status;
    };
    expect(await ask('k1', 'mihon-pay')).toBe(201);
    expect(await ask('k2', 'mihon-pay')).toBe('E409_STOCK');
    expect(await ask('k1', 'mihon-pay')).toBe(200);
    expect(await ask('k1', 'sakura-points')).toBe('E409_REQUEST_ID');
    expect(await ask('k3', 'sakura-points')).toBe(201);
    expect(await ask('k4', 'line-pay')).toBe('E400_BRAND');
  });
});

describe('atm-cash', () => {
  const receipt = (amount: number, authorization = 'Bearer sandbox-only-atm-cash-key-a') =>
    sandbox.call('POST', '/issuers/atm-cash/v1/receipts', { requestNumber: `k${amount}`, amount }, { authorization });

  it('gives three numbers, for notes of 1,000 yen', async () => {
    expect((await receipt(70_000)).body).toMatchObject({
      status: 'WAITING',
      partnerCode: '1001',
      customerNumber: expect.stringMatching(/^\d{10}$/),
      confirmationNumber: expect.stringMatching(/^\d{6}$/),
    });
    for (const amount of [500, 1_500, 101_000]) expect((await receipt(amount)).body.code).toBe('AMOUNT_ERROR');
    expect((await receipt(1_000, 'Bearer x')).status).toBe(401);
  });
});

describe('amazon', () => {
  it('asks for a signature of Version 4 that is fresh and over this request', async () => {
    const body = { creationRequestId: 'Demoa1', value: yen(1_000) };
    const refused = async (more: object) => (await amazon('CreateGiftCard', body, more)).body.errorType;
    expect(await refused({ secret: 'wrong' })).toBe('InvalidSignature');
    expect(await refused({ ageMs: 16 * 60 * 1_000 })).toBe('RequestExpired');
    const unsigned = await sandbox.call('POST', '/issuers/amazon/CreateGiftCard', { partnerId: 'Demoa', ...body });
    expect([unsigned.status, unsigned.body.errorType]).toEqual([403, 'IncompleteSignature']);
    const other = await amazon('CreateGiftCard', { ...body, partnerId: 'Demob' });
    expect(other.body).toMatchObject({ errorCode: 'F300', errorType: 'AccessDenied' });
    expect((await amazon('CreateGiftCard', body)).body).toMatchObject({
      status: 'SUCCESS',
      creationRequestId: 'Demoa1',
      gcClaimCode: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{6}-[A-Z2-9]{4}$/),
      gcExpirationDate: expect.stringMatching(/^\w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC 2036$/),
      cardInfo: { cardStatus: 'Fulfilled', value: yen(1_000) },
    });
  });

  it.each([
    [{ creationRequestId: 'Other1', value: yen(1_000) }, 'RequestIdMustStartWithPartnerName'],
    [{ creationRequestId: `Demoa${'1'.repeat(36)}`, value: yen(1_000) }, 'RequestIdTooLong'],
    [{ creationRequestId: 'Demoa1', value: { currencyCode: 'USD', amount: 10 } }, 'CurrencyCodeMismatch'],
    [{ creationRequestId: 'Demoa1', value: yen(0) }, 'InvalidAmountValue'],
    [{ creationRequestId: 'Demoa1', value: yen(1.5) }, 'FractionalAmountNotAllowed'],
    [{ creationRequestId: 'Demoa1', value: yen(500_001) }, 'MaxAmountExceeded'],
    [{ creationRequestId: 'Demoa1' }, 'CurrencyCodeMismatch'],
    [{ value: yen(1_000) }, 'InvalidRequestIdInput'],
  ])('refuses %o', async (body, errorType) => {
    expect((await amazon('CreateGiftCard', body)).body).toMatchObject({
      agcodResponse: { status: 'FAILURE', gcClaimCode: null },
      errorCode: 'F200',
      errorType,
    });
  });

  it('cancels within 15 minutes, and then says of the card that it was refunded', async () => {
    const create = () => amazon('CreateGiftCard', { creationRequestId: 'Demoa1', value: yen(1_000) });
    const card = (await create()).body;
    expect((await amazon('CancelGiftCard', { creationRequestId: 'Demoa1' })).body.status).toBe('SUCCESS');
    expect((await create()).body).toMatchObject({
      status: 'SUCCESS',
      gcClaimCode: card.gcClaimCode,
      cardInfo: { cardStatus: 'RefundedToPurchaser' },
    });
    await amazon('CreateGiftCard', { creationRequestId: 'Demoa2', value: yen(1_000) });
    await sandbox.control('POST', '/clock', { advanceMs: 15 * 60 * 1_000 + 1 });
    const late = await amazon('CancelGiftCard', { creationRequestId: 'Demoa2' });
    expect(late.body.errorType).toBe('CancelRequestArrivedAfterTimeLimit');
    expect((await amazon('CancelGiftCard', { creationRequestId: 'Demoa3' })).body.errorType).toBe('CardNotFound');
    expect((await amazon('GetAvailableFunds', {})).body.availableFunds).toEqual(yen(999_999_000));
  });
});
