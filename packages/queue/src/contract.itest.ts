// What the rest of the product relies on, the same on both backends.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '@tenohira/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { createQueues, defineQueue, type Queues } from './index.ts';
import { createPrivateRedis, hasRedisServer } from './testing/private-redis.ts';
import { createQueueDatabase } from './testing/queue-database.ts';
import { createRecordingLogger } from './testing/recording-logger.ts';

const job = z.object({ id: z.string() });
const hangingProcess = fileURLToPath(new URL('./testing/hanging-process.ts', import.meta.url));

type BackendUrl = { redisUrl: string } | { postgresUrl: string };
type Opened = { url: BackendUrl; stop(): Promise<void> };

describe.skipIf(!hasRedisServer())('queues on Redis (needs redis-server on the PATH)', () => {
  contract(async () => {
    const redis = await createPrivateRedis();
    await redis.start();
    return { url: { redisUrl: redis.url }, stop: () => redis.kill() };
  });
});

describe('queues on PostgreSQL, as a role that owns nothing', () => {
  contract(async () => {
    const database = await createQueueDatabase(inject('adminDatabaseUrl'));
    return { url: { postgresUrl: database.url }, stop: () => database.drop() };
  });
});

function contract(open: () => Promise<Opened>): void {
  let backend: Opened;
  let queues: Queues;
  const opened: Queues[] = [];
  const logger = createRecordingLogger();
  let queueNumber = 0;

  beforeAll(async () => {
    backend = await open();
  });
  afterAll(() => backend.stop());
  beforeEach(() => {
    queues = openQueues();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close(0)));
  });

  // The timeout for adding is longer than in production: this machine may be busy.
  const openQueues = (): Queues => {
    const made = createQueues({ ...backend.url, logger, addTimeoutMs: 10_000 });
    opened.push(made);
    return made;
  };
  const freshName = () => `contract-${++queueNumber}`;
  const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

  it('delivers each job once, in the order in which they were added', async () => {
    const definition = defineQueue({ name: freshName(), job, concurrency: 1 });
    const producer = queues.producer(definition);
    const seen: string[] = [];
    await producer.add({ id: 'first' });
    await producer.addBulk(Array.from({ length: 1_200 }, (_, n) => ({ payload: { id: `bulk-${n}` } })));
    await producer.add({ id: 'last' });
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload.id);
    });
    await until(() => expect(seen).toHaveLength(1_202));
    expect(seen).toEqual(['first', ...Array.from({ length: 1_200 }, (_, n) => `bulk-${n}`), 'last']);
    await until(async () =>
      expect(await queues.counts()).toMatchObject({ [definition.name]: { active: 0, waiting: 0 } }),
    );
  });

  it('wakes a worker that is waiting', async () => {
    const definition = defineQueue({ name: freshName(), job });
    const arrived = Promise.withResolvers<void>();
    await queues.worker(definition, async () => arrived.resolve()).ready();
    await sleep(300); // until it is in its blocking wait; the test also holds if it is not yet
    const addedAt = performance.now();
    await queues.producer(definition).add({ id: 'x' });
    await arrived.promise;
    expect(performance.now() - addedAt).toBeLessThan(3_000); // its own polling takes 5 s
  });

  it('leaves out of the queue what the schema does not name, and refuses what does not fit', async () => {
    const definition = defineQueue({ name: freshName(), job });
    const producer = queues.producer(definition);
    const seen: object[] = [];
    const withName = { id: 'x', name: 'somebody' };
    await producer.add(withName);
    const wrong = { id: 7 } as unknown as { id: string };
    await expect(producer.add(wrong)).rejects.toMatchObject({ code: 'QUEUE_PAYLOAD_INVALID', retry: 'never' });
    await expect(producer.add({ id: 'x'.repeat(9_000) })).rejects.toMatchObject({ code: 'QUEUE_PAYLOAD_INVALID' });
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload);
    });
    await until(() => expect(seen).toEqual([{ id: 'x' }]));
  });

  it('tries a job that throws again, later and later, and reports when it gives up', async () => {
    const definition = defineQueue({
      name: freshName(),
      job,
      attempts: 3,
      backoff: { delayMs: 200, maxDelayMs: 10_000 },
    });
    const startedAt: number[] = [];
    const attempts: number[] = [];
    const onGaveUp = vi.fn();
    queues.worker(
      definition,
      async ({ attempt }) => {
        attempts.push(attempt);
        startedAt.push(performance.now());
        throw Object.assign(new Error('key (name)=(Yamada) already exists'), { code: '23505' });
      },
      { onGaveUp },
    );
    await queues.producer(definition).add({ id: 'x' });
    await until(() => expect(onGaveUp).toHaveBeenCalledTimes(1));
    expect(attempts).toEqual([1, 2, 3]);
    const [first = 0, second = 0, third = 0] = startedAt;
    expect(second - first).toBeGreaterThanOrEqual(90);
    expect(third - second).toBeGreaterThanOrEqual(190);
    // What is stored of a foreign error names its kind and nothing of its text.
    expect(onGaveUp.mock.calls[0]?.[0]).toMatchObject({ attempts: 3, data: { id: 'x' }, reason: 'Error 23505' });
    expect(await queues.counts()).toMatchObject({ [definition.name]: { failed: 1, delayed: 0 } });
  });

  it('does not try a job again that failed for good', async () => {
    const definition = defineQueue({ name: freshName(), job, attempts: 5, backoff: { delayMs: 1, maxDelayMs: 1 } });
    const onGaveUp = vi.fn();
    const handler = vi.fn(async () => {
      throw new AppError({ code: 'PUSH_BLOCKED', message: 'blocked', userMessage: '送信できません。', retry: 'never' });
    });
    queues.worker(definition, handler, { onGaveUp });
    await queues.producer(definition).add({ id: 'x' });
    await until(() => expect(onGaveUp).toHaveBeenCalledTimes(1));
    expect(onGaveUp.mock.calls[0]?.[0]).toMatchObject({ attempts: 1, reason: 'PUSH_BLOCKED: blocked' });
    expect(handler).toHaveBeenCalledTimes(1);
    expect(await queues.counts()).toMatchObject({ [definition.name]: { failed: 1, delayed: 0, waiting: 0 } });
  });

  it('tries an AppError again whose retry is later', async () => {
    const definition = defineQueue({ name: freshName(), job, attempts: 5, backoff: { delayMs: 1, maxDelayMs: 1 } });
    const attempts: number[] = [];
    queues.worker(definition, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) {
        throw new AppError({ code: 'PUSH_BUSY', message: 'busy', userMessage: '混み合っています。', retry: 'later' });
      }
    });
    await queues.producer(definition).add({ id: 'x' });
    await until(() => expect(attempts).toEqual([1, 2, 3]));
  });

  it('fails a job at once whose payload the worker does not understand', async () => {
    const name = freshName();
    const old = defineQueue({ name, job: z.object({ oldId: z.string() }), attempts: 5 });
    const handler = vi.fn(async () => {});
    const onGaveUp = vi.fn();
    await queues.producer(old).add({ oldId: 'x' });
    queues.worker(defineQueue({ name, job, attempts: 5 }), handler, { onGaveUp });
    await until(() => expect(onGaveUp).toHaveBeenCalledTimes(1));
    expect(onGaveUp.mock.calls[0]?.[0]).toMatchObject({ reason: 'QUEUE_PAYLOAD_INVALID', attempts: 1 });
    expect(handler).not.toHaveBeenCalled();
    expect(await queues.counts()).toMatchObject({ [name]: { failed: 1, delayed: 0, waiting: 0 } });
  });

  it('does not run a delayed job before its time', async () => {
    const definition = defineQueue({ name: freshName(), job });
    const producer = queues.producer(definition);
    const seen: { id: string; at: number }[] = [];
    queues.worker(definition, async ({ payload }) => {
      seen.push({ id: payload.id, at: Date.now() });
    });
    const addedAt = Date.now();
    await producer.add({ id: 'later' }, { delayMs: 700 });
    await producer.add({ id: 'now' });
    await until(() => expect(seen.map(({ id }) => id)).toEqual(['now', 'later']));
    expect((seen[1]?.at ?? 0) - addedAt).toBeGreaterThanOrEqual(700);
  });

  it('takes jobs with a priority by its number', async () => {
    const definition = defineQueue({ name: freshName(), job, concurrency: 1 });
    const producer = queues.producer(definition);
    const seen: string[] = [];
    await producer.add({ id: 'low' }, { priority: 9 });
    await producer.add({ id: 'high' }, { priority: 1 });
    await producer.add({ id: 'none' });
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload.id);
    });
    await until(() => expect(seen).toEqual(['none', 'high', 'low']));
  });

  it('runs as many jobs at once as the definition says, and not more', async () => {
    const definition = defineQueue({ name: freshName(), job, concurrency: 3 });
    let now = 0;
    let most = 0;
    let done = 0;
    queues.worker(definition, async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(30);
      now -= 1;
      done += 1;
    });
    await queues.producer(definition).addBulk(Array.from({ length: 20 }, (_, n) => ({ payload: { id: `${n}` } })));
    await until(() => expect(done).toBe(20));
    expect(most).toBe(3);
  });

  it('ignores a job whose id waits or runs, and takes it again when that one has finished', async () => {
    const definition = defineQueue({ name: freshName(), job });
    const producer = queues.producer(definition);
    const gate = Promise.withResolvers<void>();
    const handler = vi.fn(() => gate.promise);
    await producer.add({ id: 'a' }, { jobId: 'row-a' });
    await producer.addBulk([{ payload: { id: 'a' }, jobId: 'row-a' }]);
    queues.worker(definition, handler);
    await until(() => expect(handler).toHaveBeenCalledTimes(1));
    await producer.add({ id: 'a' }, { jobId: 'row-a' });
    gate.resolve();
    await until(async () =>
      expect(await queues.counts()).toMatchObject({ [definition.name]: { active: 0, waiting: 0 } }),
    );
    expect(handler).toHaveBeenCalledTimes(1);
    await producer.add({ id: 'a' }, { jobId: 'row-a' });
    await until(() => expect(handler).toHaveBeenCalledTimes(2));
  });

  it.each(['', 'a:b', '123', 'x y'])('refuses the job id %j', async (jobId) => {
    const producer = queues.producer(defineQueue({ name: freshName(), job }));
    await expect(producer.add({ id: 'x' }, { jobId })).rejects.toMatchObject({ code: 'QUEUE_JOB_ID_INVALID' });
  });

  it('ticks in one of two processes at a time, and in the other when the first has stopped', async () => {
    const name = freshName();
    const ticks: string[] = [];
    let now = 0;
    let most = 0;
    const tickAs = (who: string) => async () => {
      now += 1;
      most = Math.max(most, now);
      ticks.push(who);
      await sleep(350); // longer than the interval
      now -= 1;
    };
    const other = openQueues();
    queues.everyTick(name, 200, tickAs('one'));
    other.everyTick(name, 200, tickAs('other'));
    await until(() => expect(ticks.length).toBeGreaterThanOrEqual(5));
    expect(most).toBe(1);
    await queues.close(5_000);
    const before = ticks.length;
    await until(() => expect(ticks.slice(before).filter((who) => who === 'other').length).toBeGreaterThanOrEqual(3));
    expect(ticks.slice(before)).not.toContain('one');
  });

  it('goes on ticking when a tick throws', async () => {
    const tick = vi.fn(async () => {
      throw new Error('no');
    });
    queues.everyTick(freshName(), 100, tick);
    await until(() => expect(tick.mock.calls.length).toBeGreaterThanOrEqual(3));
  });

  it('ticks by a cron pattern', async () => {
    const tick = vi.fn(async () => {});
    queues.everyTick(freshName(), { cron: '* * * * * *' }, tick);
    await until(() => expect(tick.mock.calls.length).toBeGreaterThanOrEqual(2));
  });

  it('finishes the jobs under way when it closes, and takes no more', async () => {
    const definition = defineQueue({ name: freshName(), job, concurrency: 2 });
    const started: string[] = [];
    const finished: string[] = [];
    await queues.producer(definition).addBulk(['a', 'b', 'c', 'd'].map((id) => ({ payload: { id } })));
    queues.worker(definition, async ({ payload }) => {
      started.push(payload.id);
      await sleep(500);
      finished.push(payload.id);
    });
    await until(() => expect(started).toEqual(['a', 'b']));
    expect(await queues.close(10_000)).toEqual({ drained: true });
    expect(finished).toEqual(['a', 'b']);
    expect(started).toEqual(['a', 'b']);

    const next = openQueues();
    next.worker(definition, async ({ payload }) => {
      started.push(payload.id);
    });
    await until(() => expect(started).toEqual(['a', 'b', 'c', 'd']));
    await expect(queues.producer(definition).add({ id: 'x' })).rejects.toMatchObject({ code: 'QUEUE_CLOSED' });
  });

  it('stops at the deadline although a job does not, and the job runs again elsewhere', async () => {
    const definition = defineQueue({ name: freshName(), job });
    const short = { lockDurationMs: 1_000, stalledIntervalMs: 500 };
    const taken = Promise.withResolvers<AbortSignal>();
    queues.worker(
      definition,
      async ({ signal }) => {
        taken.resolve(signal);
        await new Promise(() => {});
      },
      short,
    );
    await queues.producer(definition).add({ id: 'stuck' });
    const signal = await taken.promise;
    const closedAt = performance.now();
    expect(await queues.close(300)).toEqual({ drained: false });
    expect(performance.now() - closedAt).toBeLessThan(4_000);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ code: 'QUEUE_INTERRUPTED' });

    const again = Promise.withResolvers<number>();
    openQueues().worker(definition, async ({ attempt }) => again.resolve(attempt), short);
    expect(await again.promise).toBe(2);
  });

  describe('when a worker is killed', () => {
    async function killHolderOf(name: string, mode: 'usual' | 'money-safe'): Promise<void> {
      const url = 'redisUrl' in backend.url ? ['redis', backend.url.redisUrl] : ['postgres', backend.url.postgresUrl];
      const child = fork(hangingProcess, [...url, name, mode]);
      const exited = once(child, 'exit');
      await once(child, 'message');
      child.kill('SIGKILL');
      await exited;
    }

    it('runs its job again', async () => {
      const definition = defineQueue({ name: freshName(), job });
      await queues.producer(definition).add({ id: 'x' });
      await killHolderOf(definition.name, 'usual');
      const again = Promise.withResolvers<number>();
      const short = { lockDurationMs: 1_000, stalledIntervalMs: 500 };
      queues.worker(definition, async ({ attempt }) => again.resolve(attempt), short);
      expect(await again.promise).toBe(2);
    });

    it('fails its job instead where the queue is money-safe', async () => {
      const definition = defineQueue({ name: freshName(), job, moneySafe: true });
      await queues.producer(definition).add({ id: 'x' });
      await killHolderOf(definition.name, 'money-safe');
      const handler = vi.fn(async () => {});
      const onGaveUp = vi.fn();
      queues.worker(definition, handler, { lockDurationMs: 1_000, stalledIntervalMs: 500, onGaveUp });
      await until(() => expect(onGaveUp).toHaveBeenCalledTimes(1));
      expect(handler).not.toHaveBeenCalled();
      expect(await queues.counts()).toMatchObject({ [definition.name]: { failed: 1, waiting: 0, active: 0 } });
    });
  });

  it('answers a ping, and counts for Prometheus', async () => {
    const definition = defineQueue({ name: freshName(), job });
    await queues.producer(definition).add({ id: 'x' });
    expect((await queues.ping()).latencyMs).toBeGreaterThanOrEqual(0);
    const metrics = await queues.prometheus();
    expect(metrics).toContain('queue_up 1');
    expect(metrics).toContain(`queue_jobs{queue="${definition.name}",state="waiting"} 1`);
  });
}
