// PostgreSQL goes away and comes back. Its jobs are rows, so none is lost.
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { createQueues, defineQueue, type Queues } from './index.ts';
import { createQueueDatabase, type QueueDatabase } from './testing/queue-database.ts';
import { createRecordingLogger } from './testing/recording-logger.ts';
import { createTcpGate, type TcpGate } from './testing/tcp-gate.ts';

const definition = defineQueue({ name: 'faults', job: z.object({ id: z.string() }) });
// A tick that was running when the connection went is taken over when its lock ends.
const shortLocks = { lockDurationMs: 1_000, stalledIntervalMs: 500 };
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

describe('queues when PostgreSQL fails', () => {
  let database: QueueDatabase;
  let gate: TcpGate;
  let queues: Queues;

  beforeEach(async () => {
    database = await createQueueDatabase(inject('adminDatabaseUrl'));
    const url = new URL(database.url);
    gate = await createTcpGate({ host: url.hostname, port: Number(url.port) });
    url.hostname = '127.0.0.1';
    url.port = String(gate.port);
    queues = createQueues({ postgresUrl: url.href, logger: createRecordingLogger() });
  });
  afterEach(async () => {
    await queues.close(0);
    await gate.shut();
    await database.drop();
  });

  it('refuses jobs within about a second when it is down from the start, and recovers when it comes', async () => {
    const producer = queues.producer(definition);
    const seen: string[] = [];
    const tick = vi.fn(async () => {});
    queues.worker(definition, async ({ payload }) => {
      seen.push(payload.id);
    });
    queues.everyTick('faults', 200, tick, shortLocks);
    const startedAt = performance.now();
    await expect(producer.add({ id: 'a' })).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    expect(performance.now() - startedAt).toBeLessThan(1_900);
    await expect(queues.ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });

    await gate.open();
    await until(() => producer.add({ id: 'b' }));
    await until(() => expect(seen).toContain('b'));
    await until(() => expect(tick).toHaveBeenCalled());
  });

  it('keeps its jobs over a restart, and works again: producers, workers and ticks', async () => {
    await gate.open();
    const producer = queues.producer(definition);
    const seen: string[] = [];
    const tick = vi.fn(async () => {});
    queues.everyTick('faults', 200, tick, shortLocks);
    await until(() => producer.add({ id: 'later' }, { delayMs: 1_500 }));
    await queues
      .worker(definition, async ({ payload }) => {
        seen.push(payload.id);
      })
      .ready();
    await gate.shut();
    await expect(producer.add({ id: 'refused' })).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await gate.open();
    const ticksBefore = tick.mock.calls.length;
    await until(() => producer.add({ id: 'after' }));
    await until(() => expect(seen.toSorted()).toEqual(['after', 'later']));
    await until(() => expect(tick.mock.calls.length).toBeGreaterThan(ticksBefore + 1));
  });

  it('goes on when the server ends its connections', async () => {
    await gate.open();
    const producer = queues.producer(definition);
    const seen: string[] = [];
    await queues
      .worker(definition, async ({ payload }) => {
        seen.push(payload.id);
      })
      .ready();
    await until(() => producer.add({ id: 'before' }));
    await until(() => expect(seen).toEqual(['before']));
    await database.cutConnections();
    await until(() => producer.add({ id: 'after' }));
    await until(() => expect(seen).toContain('after'));
  });

  it('says what is missing when the tables were not made', async () => {
    const logger = createRecordingLogger();
    const empty = createQueues({ postgresUrl: inject('adminDatabaseUrl'), logger });
    try {
      await expect(empty.producer(definition).add({ id: 'a' })).rejects.toMatchObject({
        code: 'QUEUE_UNAVAILABLE',
        cause: { name: 'SchemaMigrationRequiredError' },
      });
    } finally {
      await empty.close(0);
    }
  });

  it('closes by its deadline while it is away', async () => {
    await gate.open();
    await queues.worker(definition, async () => {}).ready();
    await gate.shut();
    const startedAt = performance.now();
    await queues.close(500);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
