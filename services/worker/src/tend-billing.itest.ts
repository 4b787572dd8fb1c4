import { type Reminder, readBilling, subscribeCity } from '@tenohira/billing';
import { startTestBilling, type TestBilling } from '@tenohira/billing/testing';
import { createServer } from '@tenohira/service-kit';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tendBilling } from './tend-billing.ts';

let database: TestDatabase;
let billing: TestBilling;
let tenantIds: string[];
let reminded: { tenantId: string; reminder: Reminder }[];
const { log } = createServer({ name: 'test', log: false });

beforeEach(async () => {
  database = await openTestDatabase();
  billing = await startTestBilling(database.db);
  reminded = [];
  tenantIds = [];
  for (let city = 0; city < 5; city += 1) tenantIds.push((await createTestTenant(database.db)).tenantId);
});
afterEach(async () => {
  await billing.close();
  await database.drop();
});

const order = { plan: 'up-to-10000-year', email: 'kaikei@city.example', actor: 'system' } as const;
const subscribe = (tenantId = '') => subscribeCity(billing.deps, tenantId, order);
const tend = (signal = new AbortController().signal) =>
  tendBilling(
    billing.deps,
    async ({ tenantId }, reminder) => {
      reminded.push({ tenantId, reminder });
    },
    { log, signal },
  );
const read = (tenantId = '') => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const previews = async (): Promise<number> =>
  (await billing.sandbox.control('GET', '/requests')).requests.filter(({ path }: { path: string }) =>
    path.startsWith('/v1/customers/'),
  ).length;

it('brings every city up to date, and reminds those who are late', async () => {
  const [paying, late] = tenantIds;
  await subscribe(paying);
  await subscribe(late);
  await billing.wait(1);
  await billing.transfer((await read(paying))?.customerId ?? '', 198_000);
  await billing.wait(31);
  await tend();
  await tend();
  expect(await read(paying)).toMatchObject({ standing: 'good' });
  expect(await read(late)).toMatchObject({ standing: 'late', status: 'past_due' });
  expect(reminded).toMatchObject([{ tenantId: late, reminder: { kind: 'overdue', invoice: { dueYen: 198_000 } } }]);
});

it('goes on after a city that fails, and leaves the rest to tomorrow where Stripe is away', async () => {
  for (const tenantId of tenantIds) await subscribe(tenantId);
  await billing.wait(32);
  await billing.fail({ kind: 'api500BeforeAcceptance', endpoint: 'GET /v1/invoices', count: 1 });
  await tend();
  expect(reminded).toHaveLength(4);
  await billing.fail({ kind: 'api500BeforeAcceptance', endpoint: 'GET /v1/customers/:id' });
  const before = await previews();
  await tend();
  expect((await previews()) - before).toBe(3);
});

it('stops when it is told to', async () => {
  for (const tenantId of tenantIds) await subscribe(tenantId);
  await billing.wait(32);
  await tend(AbortSignal.abort());
  expect(reminded).toEqual([]);
});

it('does nothing where there is no Stripe', async () => {
  const { stripe: _, ...unconfigured } = billing.deps;
  await tendBilling(unconfigured, async () => {}, { log, signal: new AbortController().signal });
  expect(reminded).toEqual([]);
});
