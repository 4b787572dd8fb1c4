// A city that does not pay: reminded, then read-only, and open again with the money or an operator's word.
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { grantTime, type Reminder, readBilling, readStanding, subscribeCity, tendCity } from './index.ts';
import { startTestBilling, type TestBilling } from './testing/index.ts';

let database: TestDatabase;
let billing: TestBilling;
let tenantId: string;
let reminders: Reminder[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  billing = await startTestBilling(database.db);
  ({ tenantId } = await createTestTenant(database.db));
  reminders = [];
  await subscribeCity(billing.deps, tenantId, {
    plan: 'up-to-30000-year',
    email: 'kaikei@city.example',
    actor: 'system',
  });
});
afterEach(() => billing.close());

const tend = () =>
  tendCity(billing.deps, tenantId, async (_db, reminder) => {
    reminders.push(reminder);
  });
const days = async (count: number) => {
  for (let day = 0; day < count; day += 1) {
    await billing.wait(1);
    await tend();
  }
};
const standing = () => database.db.readTenant(tenantId, (db) => readStanding(db, billing.clock.now()));
const read = () => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const customer = async () => (await read())?.customerId ?? '';
const grant = (until: string, reason = '議会の承認を待っている') =>
  database.db.withTenant(tenantId, (db) =>
    grantTime(db, { until, reason, actor: 'staff:operator' }, billing.clock.now()),
  );

it('is reminded when it is late, in the last week, and when its console only reads; paying opens it at once', async () => {
  await days(30);
  expect([await standing(), reminders]).toEqual(['good', []]);
  // Made and sent on 30 September, due on 30 October: late from the 31st.
  await days(1);
  expect(await standing()).toBe('late');
  expect(reminders).toMatchObject([
    {
      kind: 'overdue',
      invoice: { dueYen: 396_000, dueOn: '2026-10-30', pageUrl: expect.any(String) },
      readOnlyOn: '2026-11-30',
    },
  ]);
  await days(29);
  expect(await standing()).toBe('late');
  expect(reminders.map(({ kind }) => kind)).toEqual(['overdue', 'last-days']);
  await days(1);
  expect(await standing()).toBe('read-only');
  await days(3);
  expect(reminders.map(({ kind }) => kind)).toEqual(['overdue', 'last-days', 'read-only']);
  expect(new Set(reminders.map(({ key }) => key)).size).toBe(3);

  await billing.transfer(await customer(), 396_000);
  await tend();
  expect(await standing()).toBe('good');
  expect(await read()).toMatchObject({ lateFrom: null, readOnlyFrom: null });
});

it('gets time from an operator, and is reminded anew before that is over', async () => {
  await days(62);
  expect(await standing()).toBe('read-only');
  await grant('2026-12-24');
  expect(await standing()).toBe('late');
  expect(await read()).toMatchObject({ graceUntil: '2026-12-24', readOnlyFrom: new Date('2026-12-24T15:00:00Z') });
  await days(24);
  expect(await standing()).toBe('read-only');
  expect(reminders.map(({ kind, readOnlyOn }) => [kind, readOnlyOn])).toEqual([
    ['overdue', '2026-11-30'],
    ['last-days', '2026-11-30'],
    ['read-only', '2026-11-30'],
    ['last-days', '2026-12-25'],
    ['read-only', '2026-12-25'],
  ]);
});

it.each(['2026-09-29', '2028-01-01'])('gets no time until %s', async (until) => {
  await expect(grant(until)).rejects.toMatchObject({ code: 'BILLING_GRACE_INVALID' });
});

it('without a subscription is given none', async () => {
  const { tenantId: stranger } = await createTestTenant(database.db);
  const granted = database.db.withTenant(stranger, (db) =>
    grantTime(db, { until: '2026-12-01', reason: '-', actor: 'system' }, billing.clock.now()),
  );
  await expect(granted).rejects.toMatchObject({ code: 'BILLING_NOT_SUBSCRIBED' });
});

it('is told of a worker that was away for long only what holds now', async () => {
  await billing.wait(70);
  await tend();
  expect(reminders.map(({ kind }) => kind)).toEqual(['read-only']);
});

it('is reminded again tomorrow where the letter could not be stored', async () => {
  await billing.wait(31);
  const broken = tendCity(billing.deps, tenantId, async () => {
    throw new Error('no room for letters');
  });
  await expect(broken).rejects.toThrow('no room');
  await tend();
  expect(reminders).toHaveLength(1);
});

it('that paid its latest invoice and not an older one is late, though Stripe calls its subscription active', async () => {
  await billing.wait(190);
  const { data } = await billing.client.invoices.list({ customer: await customer() });
  expect(data.map(({ status }) => status)).toEqual(['open', 'open']);
  await billing.transfer(await customer(), 792_000);
  await tend();
  expect(await read()).toMatchObject({ status: 'active', standing: 'read-only' });
  await billing.transfer(await customer(), 396_000);
  await tend();
  expect(await standing()).toBe('good');
});

it('whose invoice was taken back owes nothing; whose invoice was written off does', async () => {
  await billing.wait(31);
  const [invoice] = (await billing.client.invoices.list({ customer: await customer() })).data;
  await billing.client.invoices.markUncollectible(invoice?.id ?? '');
  await tend();
  expect(await standing()).toBe('late');
  await billing.client.invoices.voidInvoice(invoice?.id ?? '');
  await tend();
  expect(await standing()).toBe('good');
});
