// Several consoles on one Redis, which may be away.
import { createQueues, type Queues } from '@tenohira/queue';
import { createPrivateRedis, hasRedisServer, type PrivateRedis } from '@tenohira/queue/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimits, type Limits } from './limits.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const ADDRESS = '203.0.113.1';
const TOO_MANY = { code: 'CONSOLE_TOO_MANY' };

describe.skipIf(!hasRedisServer())('two consoles on one Redis (needs redis-server on the PATH)', () => {
  let redis: PrivateRedis;
  let opened: Queues[];
  let one: Limits;
  let two: Limits;

  beforeEach(async () => {
    redis = await createPrivateRedis();
    opened = [1, 2].map(() => createQueues({ redisUrl: redis.url, logger: silent }));
    const [first, second] = opened.map((queues) =>
      createLimits({ redis: queues.redis, openPerMinute: 4, reportsPerMinute: 4, callerPerMinute: 4 }),
    );
    if (!first || !second) throw new Error('two were made');
    [one, two] = [first, second];
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(opened.map((queues) => queues.close(0)));
    await redis.kill();
  });

  async function startRedis(): Promise<void> {
    await redis.start();
    await vi.waitFor(() => Promise.all(opened.map((queues) => queues.ping())), { timeout: 10_000 });
  }
  async function callTimes(times: number, limits: Limits): Promise<void> {
    for (let called = 0; called < times; called += 1) await limits.assertOpen(ADDRESS);
  }

  it('count together, and say when to come again', async () => {
    await startRedis();
    await callTimes(2, one);
    await callTimes(2, two);
    for (const limits of [one, two]) {
      const refusal = await limits.assertOpen(ADDRESS).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ ...TOO_MANY, details: { retryAfterMs: expect.any(Number) } });
    }
    await one.assertOpen('203.0.113.2');
  });

  it('count each thing for itself', async () => {
    await startRedis();
    await callTimes(4, one);
    await one.assertReport(ADDRESS);
    await one.assertCaller(ADDRESS);
  });

  it('keep nothing for longer than the minute', async () => {
    await startRedis();
    await one.assertOpen(ADDRESS);
    const key = `{tenohira}:limit:open:${ADDRESS}`;
    expect(await redis.command('KEYS', '*limit*')).toEqual([key]);
    const left = await redis.command('TTL', key);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60);
  });

  it('each count for themselves where Redis was never there', async () => {
    await callTimes(4, one);
    await expect(one.assertOpen(ADDRESS)).rejects.toMatchObject(TOO_MANY);
    await two.assertOpen(ADDRESS);
  });

  it.each([
    ['dies', () => redis.kill()],
    ['stands still', async () => redis.freeze()],
  ])('each go on counting when Redis %s', async (_, fail) => {
    await startRedis();
    await callTimes(1, one);
    await fail();
    await callTimes(4, one);
    await expect(one.assertOpen(ADDRESS)).rejects.toMatchObject(TOO_MANY);
    await two.assertOpen(ADDRESS);
  });

  it('count together again when it comes back', async () => {
    await startRedis();
    await redis.kill();
    await callTimes(1, one);
    await startRedis();
    await callTimes(2, one);
    await callTimes(2, two);
    await expect(one.assertOpen(ADDRESS)).rejects.toMatchObject(TOO_MANY);
  });
});
