import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { Backend } from './backend.ts';
import type { QueueDefinition } from './define-queue.ts';
import { errors } from './errors.ts';
import { createJobCounters } from './job-counters.ts';
import { createErrorLog, type QueueLogger } from './logger.ts';
import { createPostgresBackend } from './postgres-backend.ts';
import { createProducer, type Producer } from './producer.ts';
import { type QueueCounts, toPrometheus } from './prometheus.ts';
import { createQueueHandle, type QueueHandle } from './queue-handle.ts';
import { createRedisBackend } from './redis-backend.ts';
import { defineTick, keepTicking, type TickHandler, type TickSchedule } from './tick.ts';
import { within } from './within.ts';
import { type JobHandler, type RunningWorker, startWorker, type WorkerOptions } from './worker.ts';

export type CreateQueuesOptions = {
  /** Used when given: what production runs. */
  redisUrl?: string;
  /** Used otherwise. `migrateQueues` has made its tables. */
  postgresUrl?: string;
  /** Before all keys in Redis, so that two installations can share one. In braces it keeps a cluster's keys together. */
  prefix?: string;
  logger: QueueLogger;
  /** How long adding a job may take before QUEUE_UNAVAILABLE. Default 1,000. */
  addTimeoutMs?: number;
};

export type Queues = {
  readonly backend: 'redis' | 'postgres';
  /** For what processes count together, where there is a Redis. Refuses at once while it is away. */
  readonly redis: Redis | undefined;
  producer<Payload extends z.ZodType<object>>(definition: QueueDefinition<Payload>): Producer<z.input<Payload>>;
  /** Starts at once, and waits for the datastore if it is away. */
  worker<Payload extends z.ZodType<object>>(
    definition: QueueDefinition<Payload>,
    handler: JobHandler<z.output<Payload>>,
    options?: WorkerOptions,
  ): { ready(): Promise<void> };
  /**
   * Calls the handler in one of all the processes that ask for the same tick, never twice at a time. A tick that is missed
   * (nobody was running) is made up for once, not once for each.
   *
   * @param name kebab-case
   */
  everyTick(
    name: string,
    schedule: TickSchedule,
    handler: TickHandler,
    options?: WorkerOptions,
  ): { ready(): Promise<void> };
  /**
   * BullMQ's own queues, for a page that shows them. Ask again for each look: one that could not be reached is opened anew.
   *
   * @throws QUEUE_UNAVAILABLE within about two seconds
   */
  openForLooking(definitions: readonly QueueDefinition[]): Promise<readonly Queue[]>;
  /** Jobs by queue and state, of the queues that this process knows. */
  counts(): Promise<QueueCounts>;
  /** Never throws: `queue_up 0` when the datastore is away. */
  prometheus(): Promise<string>;
  /** @throws QUEUE_UNAVAILABLE within about a second */
  ping(): Promise<{ latencyMs: number }>;
  /**
   * Takes no more jobs, waits up to `deadlineMs` for those under way, then aborts their signals, gives them half a second
   * and lets go. A job that was cut off runs again elsewhere when its lock ends, unless its queue is money-safe.
   */
  close(deadlineMs: number): Promise<{ drained: boolean }>;
};

const LOOK_TIMEOUT_MS = 2_000;

/**
 * The queues of a process. Connects in the background: it does not fail, and nothing here ends the process, when Redis or
 * PostgreSQL is away.
 *
 * @throws QUEUE_NOT_CONFIGURED
 */
export function createQueues(options: CreateQueuesOptions): Queues {
  const { logger, addTimeoutMs = 1_000 } = options;
  const onError = createErrorLog(logger);
  const backend = openBackend(options, onError);
  const counters = createJobCounters();
  const handles = new Map<string, QueueHandle>();
  const workers: RunningWorker[] = [];
  const ticks: { stop(): void }[] = [];
  let closing: Promise<{ drained: boolean }> | undefined;

  const queues: Queues = {
    backend: backend.kind,
    redis: backend.redis,
    producer: (definition) => createProducer(definition, handleOf(definition.name), addTimeoutMs),
    worker(definition, handler, workerOptions = {}) {
      if (closing !== undefined) {
        throw errors.CLOSED();
      }
      handleOf(definition.name);
      const worker = startWorker(definition, handler, workerOptions, { backend, logger, onError, counters });
      workers.push(worker);
      return { ready: worker.ready };
    },
    everyTick(name, schedule, handler, workerOptions = {}) {
      const definition = defineTick(name);
      const handle = handleOf(definition.name);
      // A process that was killed in a tick holds up all ticks until its lock ends: a short one.
      // Whoever waits because another process ticks is not always woken when that one stops: it asks.
      const quick = { lockDurationMs: 10_000, stalledIntervalMs: 5_000, idlePollMs: 1_000, ...workerOptions };
      const worker = queues.worker(definition, ({ signal }) => handler({ signal }), quick);
      ticks.push(keepTicking(schedule, handle, (error) => onError(error, { queue: definition.name })));
      return worker;
    },
    async openForLooking(definitions) {
      const opened = definitions.map(({ name }) => handleOf(name).run(LOOK_TIMEOUT_MS, async (queue) => queue));
      // What a backend opens is a whole Queue; ours see a part of it. PostgreSQL's differs in the type of its connection only.
      return (await Promise.all(opened)) as unknown as readonly Queue[];
    },
    async counts() {
      const known = [...handles];
      const counted = await Promise.all(
        known.map(
          async ([name, handle]) => [name, await handle.run(LOOK_TIMEOUT_MS, (queue) => queue.getJobCounts())] as const,
        ),
      );
      return Object.fromEntries(counted);
    },
    async prometheus() {
      const counts = await queues.counts().catch(() => undefined);
      return toPrometheus(counts, counters);
    },
    async ping() {
      const startedAt = performance.now();
      try {
        await backend.whenUp(1_000);
        await within(1_000, backend.ping());
      } catch (cause) {
        throw errors.UNAVAILABLE({ cause });
      }
      return { latencyMs: performance.now() - startedAt };
    },
    close(deadlineMs) {
      closing ??= closeAll(deadlineMs);
      return closing;
    },
  };
  return queues;

  function handleOf(name: string): QueueHandle {
    const known = handles.get(name);
    if (known !== undefined) {
      return known;
    }
    const handle = createQueueHandle(backend, name, (error) => onError(error, { queue: name }));
    handles.set(name, handle);
    return handle;
  }

  async function closeAll(deadlineMs: number): Promise<{ drained: boolean }> {
    for (const tick of ticks) {
      tick.stop();
    }
    const closed = await Promise.all(workers.map((worker) => worker.close(deadlineMs)));
    const connections = [...handles.values()].map((handle) => handle.close());
    await within(1_000, Promise.allSettled(connections)).catch(onError);
    await within(1_000, backend.close()).catch(onError);
    return { drained: closed.every(({ drained }) => drained) };
  }
}

function openBackend({ redisUrl, postgresUrl, prefix }: CreateQueuesOptions, onError: (e: unknown) => void): Backend {
  if (redisUrl !== undefined) {
    return createRedisBackend({ redisUrl, prefix: prefix ?? '{tenohira}', onError });
  }
  if (postgresUrl !== undefined) {
    return createPostgresBackend({ postgresUrl, onError });
  }
  throw errors.NOT_CONFIGURED();
}
