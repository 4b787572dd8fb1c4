// What every call goes through: keys, parameters, idempotency, faults; and the catalog.
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { openTestStripe, type TestStripe } from '../testing/stripe-account.ts';

let sandbox: TestSandbox;
let account: TestStripe;
let stripe: Stripe;

beforeEach(async () => {
  sandbox = await startSandbox();
  account = await openTestStripe(sandbox);
  stripe = account.stripe;
});
afterEach(async () => {
  await sandbox.close();
  await account.close();
});

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  sandbox.call('POST', path, body, {
    authorization: `Bearer ${account.secretKey}`,
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
const fail = (fault: object) => sandbox.control('PUT', '/faults', { faults: [{ count: 1, ...fault }] });
const customerCount = async () => (await stripe.customers.list({ limit: 100 })).data.length;

describe('a call', () => {
  it.each([
    ['without a key', {}, 401],
    ['with a live key', { authorization: 'Bearer sk_live_0123456789abcdef' }, 401],
    [
      'with its key as a user name',
      { authorization: `Basic ${Buffer.from('sk_test_0123456789abcdef:').toString('base64')}` },
      200,
    ],
  ])('%s', async (_how, headers, status) => {
    expect((await sandbox.call('GET', '/v1/customers', undefined, headers)).status).toBe(status);
  });

  it('sees its own account only', async () => {
    const { id } = await stripe.customers.create({ name: 'みほん市' });
    const other = await openTestStripe(sandbox);
    await expect(other.stripe.customers.retrieve(id)).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    await other.close();
  });

  it.each([
    ['/v1/customers', 'nmae=x', 'parameter_unknown', 'nmae'],
    ['/v1/customers', 'email=nobody', undefined, 'email'],
    ['/v1/products', '', 'parameter_missing', 'name'],
    ['/v1/prices', 'currency=jpy&unit_amount=1.5&product=p&recurring[interval]=year', undefined, 'unit_amount'],
    ['/v1/prices', 'currency=jpy&unit_amount=1&product=none&recurring[interval]=year', 'resource_missing', 'product'],
    ['/v1/subscriptions', 'customer=cus_none&items[0][quantity]=1', 'parameter_missing', 'items[0][price]'],
  ])('to %s with %s names what is wrong', async (path, body, code, param) => {
    const { status, body: answer } = await post(path, body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({
      type: 'invalid_request_error',
      param,
      ...(code === undefined ? {} : { code }),
    });
  });

  it('to what is not played says so', async () => {
    const { status, body } = await post('/v1/coupons', '');
    expect(status).toBe(404);
    expect(body.error.message).toContain('sandbox does not play');
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('is answered in pages', async () => {
    for (const name of ['い', 'ろ', 'は']) await stripe.customers.create({ name });
    const first = await stripe.customers.list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true, data: [{ name: 'は' }, { name: 'ろ' }] });
    const names: (string | null | undefined)[] = [];
    for await (const { name } of stripe.customers.list({ limit: 1 })) names.push(name);
    expect(names).toEqual(['は', 'ろ', 'い']);
  });

  it('finds a customer by its metadata, a minute later', async () => {
    const { id } = await stripe.customers.create({ name: 'みほん市', metadata: { tenant: 't-1' } });
    const search = () => stripe.customers.search({ query: "metadata['tenant']:'t-1'" });
    expect((await search()).data).toEqual([]);
    sandbox.clock.advanceMs(60_000);
    expect((await search()).data).toMatchObject([{ id }]);
  });
});

describe('an idempotency key', () => {
  it('gives the first answer again, for a day', async () => {
    const create = () => stripe.customers.create({ name: 'みほん市' }, { idempotencyKey: 'k-1' });
    const first = await create();
    const again = await create();
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    sandbox.clock.advanceMs(24 * 60 * 60 * 1_000);
    expect((await create()).id).not.toBe(first.id);
  });

  it('is refused for other parameters', async () => {
    await stripe.customers.create({ name: 'みほん市' }, { idempotencyKey: 'k-1' });
    const other = stripe.customers.create({ name: 'みほん町' }, { idempotencyKey: 'k-1' });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(await customerCount()).toBe(1);
  });

  it('is refused while its first request is being carried out', async () => {
    await fail({ kind: 'apiSlow', endpoint: 'POST /v1/customers', ms: 100 });
    const create = () => stripe.customers.create({ name: 'みほん市' }, { idempotencyKey: 'k-1' });
    const outcomes = await Promise.allSettled([create(), create()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [refusal] = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refusal).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect(await customerCount()).toBe(1);
  });

  it('keeps a refusal of the work, but none of the parameters', async () => {
    const create = (price: string) =>
      stripe.subscriptions.create(
        { customer: 'cus_none', items: [{ price }], collection_method: 'send_invoice', days_until_due: 30 },
        { idempotencyKey: 'k-1' },
      );
    await expect(create('p')).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(create('p')).rejects.toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
    await post('/v1/customers', 'nmae=x', { 'idempotency-key': 'k-2' });
    expect((await post('/v1/customers', 'name=x', { 'idempotency-key': 'k-2' })).status).toBe(200);
  });
});

describe('on a bad day', () => {
  it.each([
    ['is not carried out', 'api500BeforeAcceptance', {}, 0],
    ['is carried out, and the failure is what a retry is told', 'api500AfterAcceptance', {}, 1],
    ['is carried out and not answered', 'apiTimeoutAfterAcceptance', { ms: 20 }, 1],
    ['is carried out before an HTML page', 'apiHtmlBody', { afterAcceptance: true }, 1],
    ['is turned away', 'api429Rate', {}, 0],
  ])('a call %s', async (_what, kind, more, made) => {
    await fail({ kind, endpoint: 'POST /v1/customers', ...more });
    // The library tries once more by itself where the connection broke, under the same key.
    await stripe.customers.create({ name: 'みほん市' }, { idempotencyKey: 'k-1' }).catch(() => undefined);
    expect(await customerCount()).toBe(made);
    if (kind === 'api500AfterAcceptance') {
      const again = stripe.customers.create({ name: 'みほん市' }, { idempotencyKey: 'k-1' });
      await expect(again).rejects.toMatchObject({ statusCode: 500 });
    }
  });
});

describe('the catalog', () => {
  it('finds prices by their lookup keys, of which one price has each', async () => {
    const { product, price } = await account.stock();
    const list = () => stripe.prices.list({ lookup_keys: ['yearly', 'monthly'] });
    expect((await list()).data).toMatchObject([{ id: price.id, unit_amount: 1_200_000 }]);
    const dearer = {
      currency: 'jpy',
      product: product.id,
      unit_amount: 1_300_000,
      recurring: { interval: 'year' as const },
    };
    await expect(stripe.prices.create({ ...dearer, lookup_key: 'yearly' })).rejects.toMatchObject({
      param: 'lookup_key',
    });
    const next = await stripe.prices.create({ ...dearer, lookup_key: 'yearly', transfer_lookup_key: true });
    expect((await list()).data).toMatchObject([{ id: next.id }]);
    expect(await stripe.prices.update(price.id, { active: false })).toMatchObject({ active: false, lookup_key: null });
    const keys = Array.from({ length: 11 }, (_, index) => `k${index}`);
    await expect(stripe.prices.list({ lookup_keys: keys })).rejects.toMatchObject({ param: 'lookup_keys' });
  });

  it('takes a product once', async () => {
    await stripe.products.create({ id: 'base', name: '基本料金' });
    await expect(stripe.products.create({ id: 'base', name: '基本料金' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    });
  });
});
