import { verifyAudit } from '@tenohira/audit';
import type { Database } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { Crash, createMortalProcess } from '@tenohira/testing/mortal-process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stripeOf } from './dependencies.ts';
import { ensureCatalog, PLANS, readBilling, subscribeCity, tendCity } from './index.ts';
import { startTestBilling, type TestBilling } from './testing/index.ts';

let database: TestDatabase;
let billing: TestBilling;
let tenantId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  billing = await startTestBilling(database.db);
  ({ tenantId } = await createTestTenant(database.db));
});
afterEach(() => billing.close());

const order = { plan: 'up-to-30000-year', email: 'kaikei@city.example', actor: 'staff:operator' } as const;
const subscribe = (db: Database = database.db) => subscribeCity({ ...billing.deps, db }, tenantId, order);
const read = () => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const atStripe = () => billing.sandbox.control('GET', `/stripe/accounts/${billing.accountId}`);
const audited = () =>
  database.db.readTenant(tenantId, ({ sql }) =>
    sql<{ action: string }>('select action from audit_entry order by sequence'),
  );
const remind = async () => {};
const catalog = () => ensureCatalog(stripeOf(billing.deps));

describe('the catalog', () => {
  it('is brought to Stripe once, however often and by however many at once', async () => {
    const [one, two] = await Promise.all([catalog(), catalog()]);
    const again = await catalog();
    expect(again).toEqual(one);
    expect(two).toEqual(one);
    const { data: prices } = await billing.client.prices.list({ limit: 100 });
    expect(prices.map(({ unit_amount, metadata }) => [metadata.plan, unit_amount]).sort()).toEqual(
      PLANS.map(({ key, priceYen }) => [key, priceYen]).sort(),
    );
    expect((await billing.client.products.list({ limit: 100 })).data).toHaveLength(PLANS.length / 2);
    expect((await billing.client.taxRates.list({ limit: 100 })).data).toMatchObject([
      { percentage: 10, inclusive: false },
    ]);
  });

  it('gives a plan whose price has changed a new price, and leaves the old one to who has it', async () => {
    const { prices } = await catalog();
    const old = prices.get('up-to-30000-year') ?? '';
    const { product, lookup_key } = await billing.client.prices.retrieve(old);
    const dearer = await billing.client.prices.create({
      product: String(product),
      currency: 'jpy',
      unit_amount: 1,
      recurring: { interval: 'year' },
      lookup_key: lookup_key ?? '',
      transfer_lookup_key: true,
    });
    const now = (await catalog()).prices.get('up-to-30000-year');
    expect([old, dearer.id]).not.toContain(now);
    expect(await billing.client.prices.retrieve(old)).toMatchObject({
      active: true,
      metadata: { plan: 'up-to-30000-year' },
    });
  });
});

describe('subscribing a city', () => {
  it('makes it a customer with a subscription to the end of the fiscal year, paid by invoice and transfer', async () => {
    await subscribe();
    const { customers, subscriptions, invoices } = await atStripe();
    expect(customers).toMatchObject([
      {
        name: expect.stringContaining('試験市'),
        email: 'kaikei@city.example',
        preferred_locales: ['ja'],
        metadata: { tenant: tenantId },
      },
    ]);
    expect(subscriptions).toMatchObject([
      {
        collection_method: 'send_invoice',
        days_until_due: 30,
        payment_settings: {
          payment_method_types: ['customer_balance', 'card'],
          payment_method_options: { customer_balance: { bank_transfer: { type: 'jp_bank_transfer' } } },
        },
      },
    ]);
    // Half a year of 720,000 yen, and a tenth of that.
    expect(invoices).toMatchObject([{ subtotal: 360_000, total: 396_000 }]);
    expect(await read()).toMatchObject({
      customerId: customers[0].id,
      subscriptionId: subscriptions[0].id,
      plan: 'up-to-30000-year',
      status: 'active',
      periodStart: new Date('2026-09-30T03:00:00Z'),
      periodEnd: new Date('2027-03-31T15:00:00Z'),
      standing: 'good',
      openIntent: null,
    });
    expect(await audited()).toEqual([{ action: 'billing.subscription-ordered' }]);
  });

  it('by the month runs to the first of each month in Japan', async () => {
    await subscribeCity(billing.deps, tenantId, { ...order, plan: 'up-to-30000-month' });
    expect(await read()).toMatchObject({ periodEnd: new Date('2026-09-30T15:00:00Z') });
    const ends = new Set<string | undefined>();
    for (let step = 0; step < 6; step += 1) {
      await billing.wait(28);
      await tendCity(billing.deps, tenantId, remind);
      ends.add((await read())?.periodEnd?.toISOString());
    }
    expect([...ends]).toEqual([
      '2026-10-31T15:00:00.000Z',
      '2026-11-30T15:00:00.000Z',
      '2026-12-31T15:00:00.000Z',
      '2027-01-31T15:00:00.000Z',
      '2027-02-28T15:00:00.000Z',
      '2027-03-31T15:00:00.000Z',
    ]);
  });

  it('stores no address of a person', async () => {
    await subscribe();
    const rows = await database.db.readTenant(tenantId, ({ sql }) =>
      sql<{ text: string }>(
        `select to_jsonb(s)::text as text from subscription s union all select to_jsonb(i)::text from billing_intent i
         union all select to_jsonb(a)::text from audit_entry a`,
      ),
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ text }) => text.includes('@'))).toEqual([]);
  });

  it('is refused for a plan that is none, for nobody, and for who has one', async () => {
    await expect(subscribeCity(billing.deps, tenantId, { ...order, plan: 'free' })).rejects.toMatchObject({
      code: 'BILLING_PLAN_UNKNOWN',
    });
    const nobody = '018f0000-0000-7000-8000-000000000000';
    await expect(subscribeCity(billing.deps, nobody, order)).rejects.toMatchObject({ code: 'BILLING_CITY_NOT_FOUND' });
    await subscribe();
    await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_ALREADY_SUBSCRIBED' });
    const { stripe: _, ...unconfigured } = billing.deps;
    await expect(subscribeCity(unconfigured, tenantId, order)).rejects.toMatchObject({
      code: 'BILLING_NOT_CONFIGURED',
    });
  });

  it('that Stripe refuses can be ordered anew', async () => {
    const refused = subscribeCity(billing.deps, tenantId, { ...order, email: 'nobody' });
    await expect(refused).rejects.toMatchObject({ code: 'BILLING_REFUSED', statusCode: 422 });
    expect(await read()).toMatchObject({ status: 'preparing', openIntent: null, standing: 'good' });
    await subscribe();
    expect(await read()).toMatchObject({ status: 'active' });
    expect((await atStripe()).customers).toHaveLength(1);
  });

  it('again after it has ended makes a new one, of the same customer', async () => {
    await subscribe();
    const before = await read();
    await billing.client.subscriptions.cancel(before?.subscriptionId ?? '');
    await tendCity(billing.deps, tenantId, remind);
    expect(await read()).toMatchObject({ status: 'canceled', endedAt: billing.clock.now() });
    await subscribe();
    const { customers, subscriptions } = await atStripe();
    expect(customers).toHaveLength(1);
    expect(subscriptions).toHaveLength(2);
    expect(await read()).toMatchObject({ status: 'active', customerId: before?.customerId, endedAt: null });
  });
});

describe('there is never a second subscription', () => {
  const expectOne = async () => {
    const { customers, subscriptions, invoices } = await atStripe();
    expect([customers.length, subscriptions.length, invoices.length]).toEqual([1, 1, 1]);
    expect(await read()).toMatchObject({ subscriptionId: subscriptions[0].id, status: 'active', openIntent: null });
    expect(await audited()).toEqual([{ action: 'billing.subscription-ordered' }]);
    expect(await verifyAudit(database.db, tenantId)).toMatchObject({ ok: true });
  };

  it('when many click at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => subscribe()));
    const refusals = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(new Set(refusals).isSubsetOf(new Set(['BILLING_ALREADY_SUBSCRIBED', 'BILLING_BUSY']))).toBe(true);
    await expectOne();
  });

  it.each(['POST /v1/customers', 'POST /v1/customers/:id', 'POST /v1/subscriptions', 'GET /v1/invoices'])(
    'when the answer of %s is lost after it was carried out',
    async (endpoint) => {
      // The library tries a broken connection once more by itself.
      await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint, ms: 10, count: 2 });
      await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE', retry: 'later' });
      expect(await read()).toMatchObject({ openIntent: { kind: 'subscription', errorCode: 'BILLING_UNAVAILABLE' } });
      await subscribe();
      await expectOne();
    },
  );

  it.each(['POST /v1/customers', 'POST /v1/subscriptions'])(
    'when %s fails after it was carried out, and the failure is what its key is answered from then on',
    async (endpoint) => {
      await billing.fail({ kind: 'api500AfterAcceptance', endpoint, count: 1 });
      await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
      billing.clock.advanceMs(120_000);
      await subscribe();
      await expectOne();
    },
  );

  it.each(['POST /v1/customers', 'POST /v1/subscriptions'])(
    'when %s is repeated after its key was forgotten',
    async (endpoint) => {
      await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint, ms: 10, count: 2 });
      await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
      billing.clock.advanceMs(25 * 60 * 60 * 1_000);
      await subscribe();
      const { customers, subscriptions } = await atStripe();
      expect([customers.length, subscriptions.length]).toEqual([1, 1]);
    },
  );

  it('when the worker takes up what was left', async () => {
    await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint: 'POST /v1/subscriptions', ms: 10, count: 2 });
    await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    expect(await tendCity(billing.deps, tenantId, remind)).toEqual({ resumed: true, synced: true, reminders: 0 });
    await expectOne();
  });

  it('when the worker finds a customer without an address: the order is given again', async () => {
    await billing.fail({ kind: 'apiConnectionReset', endpoint: 'POST /v1/customers/:id', count: 2 });
    await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    await expect(tendCity(billing.deps, tenantId, remind)).rejects.toMatchObject({ code: 'BILLING_REFUSED' });
    expect(await read()).toMatchObject({ status: 'preparing', openIntent: null });
    await subscribe();
    const { customers, subscriptions } = await atStripe();
    expect([customers.length, subscriptions.length]).toEqual([1, 1]);
  });

  it('when another plan is ordered while the outcome is unknown', async () => {
    await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint: 'POST /v1/subscriptions', ms: 10, count: 2 });
    await expect(subscribe()).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    const other = subscribeCity(billing.deps, tenantId, { ...order, plan: 'up-to-50000-year' });
    await expect(other).rejects.toMatchObject({ code: 'BILLING_ALREADY_SUBSCRIBED' });
    await expectOne();
  });

  it('when our rows are those of a backup', async () => {
    await subscribe();
    await database.db.withTenant(tenantId, async ({ sql }) => {
      await sql('delete from subscription');
      await sql('delete from billing_intent');
    });
    billing.clock.advanceMs(120_000);
    await subscribe();
    const { customers, subscriptions } = await atStripe();
    expect([customers.length, subscriptions.length]).toEqual([1, 1]);
    expect(await read()).toMatchObject({ subscriptionId: subscriptions[0].id });
  });

  it('when the process dies before, in, or after any of its transactions', async () => {
    let deaths = 0;
    for (let at = 1; at < 100; at += 1) {
      ({ tenantId } = await createTestTenant(database.db));
      await billing.close();
      billing = await startTestBilling(database.db);
      const { db } = createMortalProcess(database.db, { kind: 'dies', at });
      const died = await subscribe(db).then(
        () => false,
        (error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      if (!died) break;
      deaths += 1;
      // Somebody tries again; or has already got it, and is told so.
      await subscribe().catch((error: unknown) => expect(error).toMatchObject({ code: 'BILLING_ALREADY_SUBSCRIBED' }));
      await tendCity(billing.deps, tenantId, remind);
      await expectOne();
    }
    expect(deaths).toBeGreaterThan(8);
  });
});
