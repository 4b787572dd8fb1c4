// Redis goes away, comes back, forgets. Jobs may be lost (the rows are not); nothing may hang or need a restart.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createQueues, defineQueue, type Queues } from './index.ts';
import { createPrivateRedis, hasRedisServer, type PrivateRedis } from './testing/private-redis.ts';
import { createRecordingLogger } from './testing/recording-logger.ts';

const definition = defineQueue({ name: 'faults', job: z.object({ id: z.string() }) });
// A tick that was running when the connection went is taken over when its lock ends.
const shortLocks = { lockDurationMs: 1_000, stalledIntervalMs: 500 };
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

describe.skipIf(!hasRedisServer())('queues when Redis fails (needs redis-server on the PATH)', () => {
  let redis: PrivateRedis;
  let queues: Queues;

  beforeEach(async () => {
    redis = await createPrivateRedis();
    queues = createQueues({ redisUrl: redis.url, logger: createRecordingLogger() });
  });
  afterEach(async () => {
    redis.thaw();
    await queues.close(0);
    await redis.kill();
  });

  async function refusedAfterMs(work: () => Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await expect(work()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE', statusCode: 503, retry: 'later' });
    return performance.now() - startedAt;
  }

  it('refuses jobs within about a second when Redis is down from the start, and recovers when it comes', async () => {
    const producer = queues.producer(definition);
    const seen: string[] = [];
    const tick = vi.fn(async () => {});
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload.id);
    });
    queues.everyTick('faults', 200, tick, shortLocks);
    expect(await refusedAfterMs(() => producer.add({ id: 'a' }))).toBeLessThan(1_900);
    // The outage is known by now: nobody else waits for it.
    expect(await refusedAfterMs(() => producer.add({ id: 'b' }))).toBeLessThan(200);
    expect(await refusedAfterMs(() => queues.ping())).toBeLessThan(1_900);
    expect(await queues.prometheus()).toContain('queue_up 0');

    await redis.start();
    await until(() => producer.add({ id: 'c' }));
    await until(() => expect(seen).toEqual(['c']));
    await until(() => expect(tick).toHaveBeenCalled());
    expect(await queues.prometheus()).toContain('queue_up 1');
  });

  it('works again after Redis was killed and started empty: producers, workers and ticks', async () => {
    await redis.start();
    const producer = queues.producer(definition);
    const seen: string[] = [];
    const tick = vi.fn(async () => {});
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload.id);
    });
    queues.everyTick('faults', 200, tick, shortLocks);
    await until(() => producer.add({ id: 'before' }));
    await until(() => expect(seen).toEqual(['before']));
    await until(() => expect(tick).toHaveBeenCalled());

    await redis.kill();
    expect(await refusedAfterMs(() => producer.add({ id: 'lost' }))).toBeLessThan(1_900);
    await redis.start();
    const ticksBefore = tick.mock.calls.length;
    await until(() => producer.add({ id: 'after' }));
    await until(() => expect(seen).toContain('after'));
    await until(() => expect(tick.mock.calls.length).toBeGreaterThan(ticksBefore + 1));
    expect(seen).not.toContain('lost');
  });

  it('loses jobs on FLUSHALL, and runs new ones and ticks as before', async () => {
    await redis.start();
    const producer = queues.producer(definition);
    const tick = vi.fn(async () => {});
    const gate = Promise.withResolvers<void>();
    const seen: string[] = [];
    await until(() => producer.add({ id: 'running' }));
    await producer.addBulk(Array.from({ length: 50 }, (_, n) => ({ payload: { id: `lost-${n}` } })));
    queues.everyTick('faults', 200, tick, shortLocks);
    await until(() => expect(tick).toHaveBeenCalled());
    queues.worker(
      definition,
      async ({ payload }) => {
        seen.push(payload.id);
        if (payload.id === 'running') {
          await gate.promise;
        }
      },
      { concurrency: 1 },
    );
    await until(() => expect(seen).toEqual(['running']));
    await redis.command('FLUSHALL');
    const ticksBefore = tick.mock.calls.length;
    gate.resolve(); // the job under way finds nothing to write its end to

    await producer.add({ id: 'new' });
    await until(() => expect(seen).toEqual(['running', 'new']));
    await until(() => expect(tick.mock.calls.length).toBeGreaterThan(ticksBefore + 1));
  });

  it('tells a job when its lock is gone, because another worker may take it', async () => {
    await redis.start();
    const taken = Promise.withResolvers<AbortSignal>();
    queues.worker(
      definition,
      async ({ signal }) => {
        taken.resolve(signal);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      { lockDurationMs: 1_000 },
    );
    await until(() => queues.producer(definition).add({ id: 'x' }));
    const signal = await taken.promise;
    await redis.command('FLUSHALL');
    await until(() => expect(signal.reason).toMatchObject({ code: 'QUEUE_LOCK_LOST' }));
  });

  it('does not wait for a Redis that is there and does not answer', async () => {
    await redis.start();
    const producer = queues.producer(definition);
    await until(() => producer.add({ id: 'before' }));
    redis.freeze();
    expect(await refusedAfterMs(() => producer.add({ id: 'frozen' }))).toBeLessThan(1_900);
    redis.thaw();
    await until(() => producer.add({ id: 'after' }));
  });

  it('refuses jobs while Redis is full, and takes them when it has room', async () => {
    await redis.start();
    const producer = queues.producer(definition);
    await until(() => producer.add({ id: 'before' }));
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    expect(await refusedAfterMs(() => producer.add({ id: 'full' }))).toBeLessThan(1_900);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await producer.add({ id: 'after' });
  });

  it('closes by its deadline while Redis is away', async () => {
    await redis.start();
    await queues.worker(definition, async () => {}).ready();
    await redis.kill();
    const startedAt = performance.now();
    await queues.close(500);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('closes by its deadline when Redis was never there', async () => {
    queues.worker(definition, async () => {});
    const startedAt = performance.now();
    await queues.close(500);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
