// F20: events that come twice, in another order, late or forged; an invoice that is paid twice.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@tenohira/core';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  changeInterval,
  type EventOutcome,
  listInvoices,
  readBilling,
  readStanding,
  receiveEvent,
  subscribeCity,
  syncCity,
} from './index.ts';
import { startTestBilling, type TestBilling } from './testing/index.ts';

let database: TestDatabase;
let billing: TestBilling;
let server: Server;
let tenantId: string;
let outcomes: (EventOutcome | string)[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  billing = await startTestBilling(database.db);
  ({ tenantId } = await createTestTenant(database.db));
  outcomes = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const signature = request.headers['stripe-signature'];
    const outcome = await receiveEvent(billing.deps, Buffer.concat(chunks), signature?.toString()).catch(
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
    outcomes.push(outcome);
    response.writeHead(/^[a-z]+$/.test(outcome) ? 200 : 400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await subscribeCity(billing.deps, tenantId, {
    plan: 'up-to-30000-year',
    email: 'kaikei@city.example',
    actor: 'system',
  });
  await billing.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`); // it listens on a port, not on a pipe
});
afterEach(async () => {
  await billing.close();
  await new Promise((resolve) => server.close(resolve));
});

const read = () => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const invoices = () => database.db.readTenant(tenantId, (db) => listInvoices(db, { limit: 10 }));
const standing = () => database.db.readTenant(tenantId, (db) => readStanding(db, billing.clock.now()));
const audited = async (action: string) =>
  (await database.db.readTenant(tenantId, ({ sql }) => sql('select 1 from audit_entry where action = $1', [action])))
    .length;
const pay = async () => billing.transfer((await read())?.customerId ?? '', 396_000);
const events = async (): Promise<{ id: string; type: string }[]> =>
  (await billing.sandbox.control('GET', `/stripe/accounts/${billing.accountId}/events`)).events;
const sendAgain = (eventId: string, more: object = {}) =>
  billing.sandbox.control('POST', `/stripe/accounts/${billing.accountId}/events/${eventId}/send`, more);
const fail = (fault: object) => billing.fail({ endpoint: '/stripe/webhook', count: 1, ...fault });

describe('an event', () => {
  it('leads to what Stripe has now: the invoice was sent, it was paid', async () => {
    await billing.wait(1);
    await billing.delivered();
    expect(await invoices()).toMatchObject([
      {
        status: 'open',
        subtotalYen: 360_000,
        taxYen: 36_000,
        totalYen: 396_000,
        dueYen: 396_000,
        paidYen: 0,
        reason: 'subscription_create',
        dueAt: new Date('2026-10-30T04:00:00Z'),
        pageUrl: expect.stringContaining('/stripe/invoices/'),
      },
    ]);
    await pay();
    await billing.delivered();
    expect(await invoices()).toMatchObject([{ status: 'paid', paidYen: 396_000, paidAt: billing.clock.now() }]);
    expect(await audited('billing.invoice-paid')).toBe(1);
    expect(new Set(outcomes)).toEqual(new Set(['stored', 'ignored']));
  });

  it('is acted upon once, however often it comes, also at the same moment', async () => {
    await billing.wait(1);
    await pay();
    await billing.delivered();
    const paid = (await events()).find(({ type }) => type === 'invoice.paid');
    outcomes = [];
    await sendAgain(paid?.id ?? '', { copies: 8 });
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'repeated'));
    expect(await audited('billing.invoice-paid')).toBe(1);
  });

  it('of a schedule tells what is to come, and that it has come, in whatever order', async () => {
    await changeInterval(billing.deps, tenantId, { interval: 'month', actor: 'system' });
    await billing.delivered();
    // Taken back by hand at Stripe.
    const schedule = async () =>
      (await billing.client.subscriptions.retrieve((await read())?.subscriptionId ?? '')).schedule;
    await billing.client.subscriptionSchedules.release(String(await schedule()));
    await billing.delivered();
    expect(await read()).toMatchObject({ nextPlan: null, nextPlanFrom: null });
    await fail({ kind: 'webhookReorder', count: 20 });
    await changeInterval(billing.deps, tenantId, { interval: 'month', actor: 'system' });
    await billing.wait(184);
    await billing.delivered();
    expect(await read()).toMatchObject({ plan: 'up-to-30000-month', nextPlan: null });
    expect(await audited('billing.interval-changed')).toBe(1);
    const { id } = (await events()).find(({ type }) => type === 'subscription_schedule.updated') ?? {};
    outcomes = [];
    await sendAgain(id ?? '');
    expect(outcomes).toEqual(['repeated']);
  });

  it.each([
    ['twice', { kind: 'webhookDuplicate', count: 20 }],
    ['in another order', { kind: 'webhookReorder', count: 20 }],
  ])('comes %s and ends in the same', async (_how, fault) => {
    await fail(fault);
    await billing.wait(1);
    await pay();
    await billing.wait(40);
    await billing.delivered();
    // One of a reordered pair may still be held back; the others told of all that there was.
    expect(await invoices()).toMatchObject([{ status: 'paid', paidYen: 396_000 }]);
    expect(await standing()).toBe('good');
    expect(await audited('billing.invoice-issued')).toBe(1);
    expect(await audited('billing.invoice-paid')).toBe(1);
  });

  it('of long ago, sent again, turns nothing back', async () => {
    await billing.wait(31);
    await billing.delivered();
    expect(await standing()).toBe('late');
    await pay();
    await billing.delivered();
    await database.db.withTenant(tenantId, ({ sql }) => sql('delete from billing_event'));
    for (const { id, type } of await events())
      if (type === 'invoice.overdue' || type === 'invoice.sent') await sendAgain(id);
    expect(await standing()).toBe('good');
    expect(await invoices()).toMatchObject([{ status: 'paid' }]);
  });

  it('whose look at Stripe is overtaken by a later one stores nothing', async () => {
    await billing.wait(1);
    await billing.delivered();
    // The first look has its answer and stands still before it stores; the second one sees the payment and stores that.
    const arrived = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    let stops = 2;
    const slow = {
      ...billing.deps,
      db: {
        ...database.db,
        withTenant: (async (id, work) => {
          stops -= 1;
          if (stops === 0) {
            arrived.resolve();
            await released.promise;
          }
          return database.db.withTenant(id, work);
        }) satisfies typeof database.db.withTenant,
      },
    };
    const early = syncCity(slow, tenantId);
    await arrived.promise;
    await pay();
    await syncCity(billing.deps, tenantId);
    released.resolve();
    await early;
    expect(await invoices()).toMatchObject([{ status: 'paid' }]);
    expect(await audited('billing.invoice-paid')).toBe(1);
  });

  it('that Stripe does not answer for comes again', async () => {
    await billing.fail({ kind: 'api500BeforeAcceptance', endpoint: 'GET /v1/invoices', count: 1 });
    await billing.wait(1);
    await billing.delivered();
    expect(outcomes).toContain('BILLING_UNAVAILABLE');
    await expect.poll(invoices, { timeout: 5_000 }).toMatchObject([{ status: 'open' }]);
  });

  it('of a customer of nobody, or about nothing that is kept, is let go', async () => {
    await billing.client.customers.create({ name: 'だれか' });
    await billing.client.products.create({ name: 'なにか' });
    await billing.delivered();
    expect(outcomes).toEqual(['ignored', 'ignored']);
  });
});

describe('a signature', () => {
  it.each(['wrong', 'truncated', 'old', 'absent'])('that is %s changes nothing', async (signature) => {
    await database.db.withTenant(tenantId, ({ sql }) => sql(`update subscription set status = 'untouched'`));
    const [event] = await events();
    await sendAgain(event?.id ?? '', { signature });
    expect(outcomes).toEqual(['BILLING_SIGNATURE_INVALID']);
    expect(await read()).toMatchObject({ status: 'untouched' });
  });

  it('over what is no event is refused as well', async () => {
    const refused = receiveEvent(billing.deps, Buffer.from('not json'), 't=1,v1=00');
    await expect(refused).rejects.toMatchObject({ code: 'BILLING_SIGNATURE_INVALID', statusCode: 400 });
  });
});

describe('an invoice that is paid twice', () => {
  it('is paid once; the second transfer stays the city’s, and pays the next invoice', async () => {
    await billing.wait(1);
    await pay();
    await pay();
    await billing.delivered();
    expect(await invoices()).toMatchObject([{ status: 'paid', paidYen: 396_000 }]);
    expect(await read()).toMatchObject({ creditYen: 396_000, standing: 'good' });
    expect(await audited('billing.invoice-paid')).toBe(1);
    await pay();
    await billing.wait(184);
    await billing.delivered();
    // 720,000 yen and the tax are 792,000: what two transfers too many come to.
    expect(await invoices()).toMatchObject([{ status: 'paid', totalYen: 792_000 }, { status: 'paid' }]);
    expect(await read()).toMatchObject({ creditYen: 0 });
    expect(await audited('billing.invoice-paid')).toBe(2);
  });
});

it('no city sees the invoices of another', async () => {
  const other = await createTestTenant(database.db);
  await subscribeCity(billing.deps, other.tenantId, {
    plan: 'over-500000-year',
    email: 'zaisei@other.example',
    actor: 'system',
  });
  await billing.wait(1);
  await pay();
  await billing.delivered();
  expect(await invoices()).toMatchObject([{ status: 'paid', totalYen: 396_000 }]);
  const theirs = await database.db.readTenant(other.tenantId, (db) => listInvoices(db, { limit: 10 }));
  expect(theirs).toMatchObject([{ status: 'open', totalYen: 5_280_000 }]);
});
