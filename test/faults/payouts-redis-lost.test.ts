// Fault F4 for money: the queue is killed, comes back empty, refuses every write, has no room, while payouts are under way.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CashPayouts, expectPaidOnce, planCashPayouts } from '../support/payouts.ts';
import { hasRedisServer, type PrivateRedis } from '../support/private-redis.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

type Trouble = {
  title: string;
  strike(redis: PrivateRedis): Promise<unknown>;
  /** What it says to a write while it lasts, where it says anything. */
  refusal?: string;
  heal(redis: PrivateRedis): Promise<unknown>;
};

const TROUBLES: readonly Trouble[] = [
  { title: 'killed', strike: (redis) => redis.kill(), heal: (redis) => redis.start() },
  {
    // A primary that has become a replica: https://redis.io/docs/latest/commands/replicaof/
    title: 'read-only',
    strike: (redis) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    refusal: 'READONLY',
    heal: (redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
  {
    // `noeviction` is the default, and the only policy with which BullMQ loses nothing by itself.
    title: 'full',
    strike: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
    refusal: 'OOM',
    heal: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
];
const LASTS_MS = 3_000;
/** After the trouble: for what comes new, and for what had its turn when it struck (a turn is 30 s, services/worker). */
const NEW_DEADLINE_MS = 20_000;
const OLD_DEADLINE_MS = 60_000;

describe.skipIf(!hasRedisServer())('Redis that fails while money leaves (needs redis-server on the PATH)', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ redis: true, workers: 2 });
  });
  afterAll(() => system?.stop());

  it('costs seconds and not a yen: killed and empty again, read-only, full, one after another', {
    timeout: 180_000,
  }, async () => {
    const { redis } = system;
    if (!redis) throw new Error('asked for Redis');
    await system.sandbox.setFaults([{ kind: 'apiSlow', ms: 300, endpoint: 'receipts' }]);
    const all: { title: string; count: number; payouts: CashPayouts }[] = [];
    const plan = async (title: string, count: number) => {
      const payouts = await planCashPayouts(system, await system.addCity(), count);
      all.push({ title, count, payouts });
      return payouts;
    };
    for (const { title, strike, refusal, heal } of TROUBLES) {
      const underWay = await plan(`under way when it was ${title}`, 150);
      await waitUntil('the first have been paid', async () => (await underWay.issued()).length > 0);
      await strike(redis);
      if (refusal !== undefined) expect(await redis.command('SET', 'any', 'thing')).toContain(refusal);
      await plan(`planned while it was ${title}`, 20);
      await pause(LASTS_MS);
      await heal(redis);
      const afterwards = await plan(`planned after it was ${title}`, 5);
      await afterwards.settled(NEW_DEADLINE_MS);
    }
    const healedAt = performance.now();
    for (const { title, count, payouts } of all) {
      await payouts.settled(Math.max(1_000, OLD_DEADLINE_MS - (performance.now() - healedAt)));
      await expectPaidOnce(payouts, count, title);
    }
  });
});
