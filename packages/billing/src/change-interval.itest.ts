// From the year to the month and back: with the fiscal year, to the yen, once, and not after all.
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  changeInterval,
  changePlan,
  type Interval,
  listInvoices,
  previewIntervalChange,
  previewNextInvoice,
  readBilling,
  subscribeCity,
  syncCity,
  tendCity,
  withdrawIntervalChange,
} from './index.ts';
import { startTestBilling, type TestBilling } from './testing/index.ts';

const TURN = new Date('2027-04-01T00:00:00+09:00');
const TO_THE_TURN = 183;

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

const subscribe = (interval: Interval) =>
  subscribeCity(billing.deps, tenantId, {
    plan: `up-to-30000-${interval}`,
    email: 'kaikei@city.example',
    actor: 'system',
  });
const change = (interval: Interval) => changeInterval(billing.deps, tenantId, { interval, actor: 'staff:owner' });
const withdraw = () => withdrawIntervalChange(billing.deps, tenantId, { actor: 'staff:owner' });
const preview = (interval: Interval) => previewIntervalChange(billing.deps, tenantId, interval);
const read = () => database.db.readTenant(tenantId, (db) => readBilling(db, billing.clock.now()));
const bills = async () => {
  await syncCity(billing.deps, tenantId);
  const all = await database.db.readTenant(tenantId, (db) => listInvoices(db, { limit: 30 }));
  return all.map(({ subtotalYen, taxYen, totalYen }) => [subtotalYen, taxYen, totalYen]);
};
const audited = async () => {
  const rows = await database.db.readTenant(tenantId, ({ sql }) =>
    sql<{ action: string }>(`select action from audit_entry where action like 'billing.interval%' order by sequence`),
  );
  return rows.map(({ action }) => action);
};
const schedulesAtStripe = async () =>
  (await billing.client.events.list({ type: 'subscription_schedule.created', limit: 100 })).data.length;

describe('from the year to the month', () => {
  beforeEach(() => subscribe('year'));

  it('costs nothing now, and each month from 1 April on what the preview said', async () => {
    expect(await preview('month')).toMatchObject({
      on: TURN,
      subtotalYen: 66_000,
      taxYen: 6_600,
      totalYen: 72_600,
      dueYen: 72_600,
      lines: [{ amountYen: 66_000, from: TURN, to: new Date('2027-05-01T00:00:00+09:00') }],
    });
    await change('month');
    expect(await read()).toMatchObject({
      plan: 'up-to-30000-year',
      nextPlan: 'up-to-30000-month',
      nextPlanFrom: TURN,
      openIntent: null,
    });
    expect(await previewNextInvoice(billing.deps, tenantId)).toMatchObject({ on: TURN, totalYen: 72_600 });
    await billing.wait(1);
    expect(await bills()).toEqual([[360_000, 36_000, 396_000]]);
    await billing.wait(TO_THE_TURN);
    expect(await bills()).toEqual([
      [66_000, 6_600, 72_600],
      [360_000, 36_000, 396_000],
    ]);
    expect(await read()).toMatchObject({
      plan: 'up-to-30000-month',
      nextPlan: null,
      periodStart: TURN,
      periodEnd: new Date('2027-05-01T00:00:00+09:00'),
    });
    // Months of 30, 31 and 28 days: each bill begins on the first in Japan.
    await billing.wait(365);
    expect(await bills()).toHaveLength(14);
    expect(await read()).toMatchObject({ periodStart: new Date('2028-04-01T00:00:00+09:00') });
    expect(await audited()).toEqual(['billing.interval-change-ordered', 'billing.interval-changed']);
  });

  it('and back again, in the year after', async () => {
    await change('month');
    await billing.wait(TO_THE_TURN + 1);
    await syncCity(billing.deps, tenantId);
    await change('year');
    expect(await read()).toMatchObject({
      nextPlan: 'up-to-30000-year',
      nextPlanFrom: new Date('2028-04-01T00:00:00+09:00'),
    });
    await billing.wait(366);
    const [latest, ...earlier] = await bills();
    expect(latest).toEqual([720_000, 72_000, 792_000]);
    expect(earlier.filter(([yen]) => yen === 66_000)).toHaveLength(12);
  });

  it('is taken back until then, and the year goes on', async () => {
    await change('month');
    await withdraw();
    expect(await read()).toMatchObject({ plan: 'up-to-30000-year', nextPlan: null, nextPlanFrom: null });
    await expect(withdraw()).rejects.toMatchObject({ code: 'BILLING_NO_CHANGE_SCHEDULED' });
    await billing.wait(TO_THE_TURN + 1);
    expect((await bills())[0]).toEqual([720_000, 72_000, 792_000]);
    expect(await audited()).toEqual(['billing.interval-change-ordered', 'billing.interval-change-withdrawn']);
  });

  it('cannot be taken back when it has taken effect', async () => {
    await change('month');
    await billing.wait(TO_THE_TURN + 1);
    // No webhook has told yet.
    await expect(withdraw()).rejects.toMatchObject({ code: 'BILLING_TURN_PASSED' });
    await syncCity(billing.deps, tenantId);
    expect(await read()).toMatchObject({ plan: 'up-to-30000-month', openIntent: null });
  });

  it('is decided once when the answers are lost, and when it is clicked twice', async () => {
    for (const endpoint of ['POST /v1/subscription_schedules', 'POST /v1/subscription_schedules/:id']) {
      await billing.fail({ kind: 'apiTimeoutAfterAcceptance', endpoint, ms: 10, count: 2 });
      await expect(change('month')).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    }
    await Promise.allSettled([change('month'), change('month')]);
    await change('month');
    expect(await read()).toMatchObject({ nextPlan: 'up-to-30000-month', openIntent: null });
    expect(await schedulesAtStripe()).toBe(1);
    expect(await audited()).toEqual(['billing.interval-change-ordered']);
  });

  it('is taken up by the worker where a crash left it, but not in another year', async () => {
    const lost = { kind: 'apiConnectionReset', endpoint: 'POST /v1/subscription_schedules/:id', count: 2 };
    await billing.fail(lost);
    await expect(change('month')).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    expect(await tendCity(billing.deps, tenantId, async () => {})).toMatchObject({ resumed: true });
    expect(await read()).toMatchObject({ nextPlan: 'up-to-30000-month', openIntent: null });
    await withdraw();

    await billing.fail(lost);
    await expect(change('month')).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE' });
    await billing.wait(TO_THE_TURN + 1);
    await expect(tendCity(billing.deps, tenantId, async () => {})).rejects.toMatchObject({
      code: 'BILLING_TURN_PASSED',
    });
    expect(await read()).toMatchObject({ openIntent: null, nextPlan: null });
  });

  it('keeps another band waiting until it is taken back', async () => {
    await change('month');
    const larger = () => changePlan(billing.deps, tenantId, { plan: 'up-to-50000-year', actor: 'system' });
    await expect(larger()).rejects.toMatchObject({ code: 'BILLING_CHANGE_SCHEDULED' });
    await withdraw();
    await larger();
    expect(await read()).toMatchObject({ plan: 'up-to-50000-year' });
  });

  it('is not for a subscription that ends', async () => {
    const { subscriptionId } = (await read()) ?? {};
    await billing.client.subscriptions.update(subscriptionId ?? '', { cancel_at_period_end: true });
    await expect(preview('month')).rejects.toMatchObject({ code: 'BILLING_ENDING' });
    await expect(change('month')).rejects.toMatchObject({ code: 'BILLING_ENDING' });
    expect(await read()).toMatchObject({ openIntent: null });
  });

  it('is refused where it is so already', async () => {
    await expect(change('year')).rejects.toMatchObject({ code: 'BILLING_SAME_PLAN' });
    await expect(preview('year')).rejects.toMatchObject({ code: 'BILLING_SAME_PLAN' });
  });
});

describe('from the month to the year', () => {
  beforeEach(() => subscribe('month'));

  it('leaves the months of this fiscal year as they are, and bills the next one whole', async () => {
    expect(await preview('year')).toMatchObject({ on: TURN, subtotalYen: 720_000, taxYen: 72_000, totalYen: 792_000 });
    await change('year');
    expect(await previewNextInvoice(billing.deps, tenantId)).toMatchObject({
      on: new Date('2026-10-01T00:00:00+09:00'),
      totalYen: 72_600,
    });
    await billing.wait(TO_THE_TURN);
    const [year, ...months] = await bills();
    expect(year).toEqual([720_000, 72_000, 792_000]);
    // October to March, and before them the rest of September.
    expect(months.filter(([yen]) => yen === 66_000)).toHaveLength(6);
    expect(months).toHaveLength(7);
    expect(await read()).toMatchObject({
      plan: 'up-to-30000-year',
      nextPlan: null,
      periodEnd: new Date('2028-04-01T00:00:00+09:00'),
    });
    await billing.wait(366);
    expect((await bills())[0]).toEqual([720_000, 72_000, 792_000]);
  });
});

it('needs a subscription that runs', async () => {
  await expect(change('month')).rejects.toMatchObject({ code: 'BILLING_NOT_SUBSCRIBED' });
  await expect(preview('month')).rejects.toMatchObject({ code: 'BILLING_NOT_SUBSCRIBED' });
  await expect(withdraw()).rejects.toMatchObject({ code: 'BILLING_NOT_SUBSCRIBED' });
});
