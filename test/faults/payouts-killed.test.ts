// Money leaves at most once, whatever dies in between.
import { PAYOUTS_A_JOB } from '@tenohira/queue';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectPaidOnce, hurryPayouts, planCashPayouts } from '../support/payouts.ts';
import { hasRedisServer } from '../support/private-redis.ts';
import type { Service } from '../support/service.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
let one: Service;
let two: Service;
beforeAll(async () => {
  system = await startSystem({ workers: 2, redis: hasRedisServer() });
  [one, two] = system.workers as [Service, Service]; // as many as were asked for
});
afterEach(() => system?.sandbox.clearFaults());
afterAll(() => system?.stop());

describe('workers that are killed while they pay out', () => {
  it('pay each payout once, with the queue emptied in between', { timeout: 180_000 }, async () => {
    const city = await system.addCity();
    // More than both workers take at once, so that something is under way whenever one dies.
    const count = 6 * PAYOUTS_A_JOB;
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 150, endpoint: 'receipts' }]);
    const payouts = await planCashPayouts(system, city, count);
    const settled = (atLeast: number) =>
      waitUntil(`${atLeast} are settled`, async () => {
        await hurryPayouts(system, city);
        return (await payouts.rows()).filter(({ status }) => status === 'settled').length >= atLeast;
      });
    const underWay = () =>
      waitUntil('some are under way', async () => (await payouts.rows()).some(({ status }) => status === 'submitting'));
    await settled(PAYOUTS_A_JOB);
    await underWay();
    await one.kill();
    await system.redis?.flushAll();
    await settled(3 * PAYOUTS_A_JOB);
    await underWay();
    await two.kill();
    const interrupted = (await payouts.rows()).filter(({ status }) => status === 'submitting');
    expect(interrupted.length).toBeGreaterThan(0);
    await Promise.all([one.start(), two.start()]);
    await settled(count);
    await expectPaidOnce(payouts, count);
  });

  it.each([
    ['before the provider has heard of it', { kind: 'api500BeforeAcceptance' }],
    ['after the provider has paid', { kind: 'api500AfterAcceptance' }],
    ['when the connection breaks after the payment', { kind: 'apiConnectionReset', afterAcceptance: true }],
    ['when the connection breaks before it', { kind: 'apiConnectionReset' }],
  ])('find out what became of a call that went wrong %s', { timeout: 60_000 }, async (_title, fault) => {
    const city = await system.addCity();
    await system.sandbox.setFaults([{ ...fault, endpoint: 'receipts', count: 3 }]);
    const payouts = await planCashPayouts(system, city, 3);
    await waitUntil('a first try of each', async () => (await payouts.rows()).every(({ attempts }) => attempts > 0));
    await payouts.settledInHurry();
    await expectPaidOnce(payouts, 3);
  });
});

describe('a worker that stands still for longer than its lease', () => {
  it('changes nothing on waking', { timeout: 120_000 }, async () => {
    await two.stop();
    const city = await system.addCity();
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 1_500, count: 1, endpoint: 'receipts' }]);
    const payouts = await planCashPayouts(system, city, 1);
    await waitUntil('the call is on its way', async () => (await payouts.rows())[0]?.status === 'submitting');
    one.freeze();
    await hurryPayouts(system, city);
    await two.start();
    await payouts.settledInHurry();
    const before = await payouts.rows();
    one.thaw();
    await waitUntil('the awakened worker serves again', async () => (await fetch(`${one.url}/readyz`)).ok);
    const further = await planCashPayouts(system, await system.addCity(), 5);
    await further.settled();
    expect(await payouts.rows()).toEqual(before);
    await expectPaidOnce(payouts, 1);
  });
});

describe('a worker that is asked to stop', () => {
  it('ends what is under way and leaves nothing open', { timeout: 60_000 }, async () => {
    await two.stop();
    const city = await system.addCity();
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 300, endpoint: 'receipts' }]);
    const payouts = await planCashPayouts(system, city, 30);
    await waitUntil('some are under way', async () =>
      (await payouts.rows()).some(({ status }) => status === 'submitting'),
    );
    expect(await one.stop()).toMatchObject({ code: 0 });
    const rows = await payouts.rows();
    expect(rows.filter(({ status }) => !['ready', 'settled'].includes(status))).toEqual([]);
    await system.sandbox.clearFaults();
    await Promise.all([one.start(), two.start()]);
    await payouts.settled();
    await expectPaidOnce(payouts, 30);
  });
});

describe('a worker that is killed', () => {
  // apiSlow waits before the provider takes the order; the other gives out the money and never answers.
  it.each([
    ['between its note of the attempt and the provider', { kind: 'apiSlow', ms: 3_000 }, 0],
    ['between the payment and its note of it', { kind: 'apiTimeoutAfterAcceptance' }, 1],
  ])('%s, has paid once when it is all over', { timeout: 60_000 }, async (_title, fault, paidBefore) => {
    await two.stop();
    const city = await system.addCity();
    await system.sandbox.setFaults([{ ...fault, endpoint: 'receipts', count: 1 }]);
    const payouts = await planCashPayouts(system, city, 1);
    await waitUntil(
      'the point is reached',
      async () => (await payouts.rows())[0]?.status === 'submitting' && (await payouts.issued()).length === paidBefore,
    );
    await one.kill();
    expect(await payouts.issued()).toHaveLength(paidBefore);
    await system.sandbox.clearFaults();
    await Promise.all([one.start(), two.start()]);
    await payouts.settledInHurry();
    await expectPaidOnce(payouts, 1);
    const { rows } = await system.admin.query(
      'select kind, outcome from payout_attempt where tenant_id = $1 order by number limit 2',
      [city.tenantId],
    );
    expect(rows).toMatchObject([{ kind: 'submit', outcome: 'unknown' }, { kind: 'query' }]);
  });
});
