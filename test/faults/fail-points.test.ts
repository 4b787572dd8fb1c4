// A worker that dies at each of the named points of the product (FAIL_POINT in services/worker), and another that comes
// after it. Fault F1: before the attempt is written, after it and before the call, after the provider's answer and before
// the outcome is written, after that.
import { SEND_FAIL_POINTS } from '@tenohira/messaging';
import { PAYOUT_FAIL_POINTS } from '@tenohira/payouts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPaidOnce, hurryPayouts, planCashPayouts } from '../support/payouts.ts';
import { hasRedisServer } from '../support/private-redis.ts';
import type { Service } from '../support/service.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
let worker: Service;
beforeAll(async () => {
  system = await startSystem({ redis: hasRedisServer() });
  [worker] = system.workers as [Service]; // one is what it starts with
});
afterAll(() => system?.stop());

/** The worker gets the work and dies of it there. */
async function dieAt<Work>(failPoint: string, giveWork: () => Promise<Work>): Promise<Work> {
  await worker.stop();
  await worker.start({ FAIL_POINT: failPoint });
  const work = await giveWork();
  expect(await worker.ended()).toBe('SIGKILL');
  return work;
}

type PayoutPoint = (typeof PAYOUT_FAIL_POINTS)[number];
/** What the dead leave: the payout's status, the number of payments, and the attempts that its successor ends with. */
const PAYOUT_POINTS: Readonly<Record<PayoutPoint, { status: string; issued: number; attempts: (string | null)[][] }>> =
  {
    'payout.before-attempt': { status: 'ready', issued: 0, attempts: [['submit', 'settled', null]] },
    'payout.attempt-written': {
      status: 'submitting',
      issued: 0,
      attempts: [
        ['submit', 'unknown', 'WORKER_LOST'],
        ['query', 'absent', null],
        ['submit', 'settled', null],
      ],
    },
    'payout.answered': {
      status: 'submitting',
      issued: 1,
      attempts: [
        ['submit', 'unknown', 'WORKER_LOST'],
        ['query', 'settled', null],
      ],
    },
    'payout.outcome-written': { status: 'settled', issued: 1, attempts: [['submit', 'settled', null]] },
  };

describe('a worker that dies while it pays out', () => {
  it.each(PAYOUT_FAIL_POINTS)('at %s leaves a payout that is paid once, under one key', async (failPoint) => {
    const expected = PAYOUT_POINTS[failPoint];
    const city = await system.addCity();
    const payouts = await dieAt(failPoint, () => planCashPayouts(system, city, 1));
    expect(await payouts.rows()).toMatchObject([{ status: expected.status }]);
    expect(await payouts.issued()).toHaveLength(expected.issued);
    // The money is on its way on paper as soon as it may be so in truth.
    expect(await payouts.mismatches()).toEqual([]);
    await hurryPayouts(system, city); // the lease of the dead
    await worker.start();
    await payouts.settled();
    await expectPaidOnce(payouts, 1);
    const { rows } = await system.admin.query<{ kind: string; outcome: string; code: string | null }>(
      'select kind, outcome, error_code as code from payout_attempt where tenant_id = $1 order by number',
      [city.tenantId],
    );
    expect(rows.map(({ kind, outcome, code }) => [kind, outcome, code])).toEqual(expected.attempts);
  });

  it.each(PAYOUT_FAIL_POINTS)(
    'at %s, in the middle of a group, leaves none that is paid twice or not at all',
    async (failPoint) => {
      const city = await system.addCity();
      const payouts = await dieAt(failPoint, () => planCashPayouts(system, city, 20));
      await worker.start();
      await payouts.settledInHurry();
      await expectPaidOnce(payouts, 20);
    },
  );
});

/** What is in the row that the dead leave, and whether the resident has it by then. */
const SEND_POINTS: Readonly<Record<(typeof SEND_FAIL_POINTS)[number], { status: string; isHeard: boolean }>> = {
  'send.before-attempt': { status: 'sending', isHeard: false },
  'send.attempt-written': { status: 'sending', isHeard: false },
  'send.answered': { status: 'sending', isHeard: true },
  'send.outcome-written': { status: 'sent', isHeard: true },
};

describe('a worker that dies while it pushes', () => {
  it.each(SEND_FAIL_POINTS)('at %s leaves a message that arrives once', async (failPoint) => {
    const { status, isHeard } = SEND_POINTS[failPoint];
    const city = await system.addCity();
    const resident = await city.resident();
    await resident.say('記録 まえ');
    await resident.hears('受付 まえ');
    await dieAt(failPoint, () => city.push(resident.userId, 'お知らせ'));
    expect((await city.outbox()).at(-1)).toMatchObject({ status });
    expect(await resident.heard()).toEqual(['受付 まえ', ...(isHeard ? ['お知らせ'] : [])]);
    await system.admin.query(
      `update outbox_message set lease_until = now() where tenant_id = $1 and status = 'sending'`,
      [city.tenantId],
    );
    await worker.start();
    await waitUntil('it is sent', async () => (await city.outbox()).at(-1)?.status === 'sent');
    expect(await resident.heard()).toEqual(['受付 まえ', 'お知らせ']);
  });
});
