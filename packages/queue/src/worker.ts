import { AppError } from '@tenohira/core';
import { type Job, UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import type { Backend, BullWorker, WorkerEvents } from './backend.ts';
import { backoffMs } from './backoff.ts';
import type { QueueDefinition } from './define-queue.ts';
import { errors } from './errors.ts';
import type { JobCounters } from './job-counters.ts';
import type { QueueLogger } from './logger.ts';
import { within } from './within.ts';

export type JobContext<Payload> = {
  payload: Payload;
  jobId: string;
  /** From 1. Counts runs that a crash cut short too: above 1, something may have happened already. */
  attempt: number;
  /** Aborts when the process has to stop before the job is done, and when another worker may have taken the job over. */
  signal: AbortSignal;
};

/**
 * May run more than once for one job: read the row, act only if it still says so, write the outcome. Throwing an
 * AppError with retry 'never' ends the job; anything else is tried again while attempts last.
 */
export type JobHandler<Payload> = (job: JobContext<Payload>) => Promise<void>;

export type WorkerOptions = {
  /** Instead of the definition's. */
  concurrency?: number;
  /** A worker that is silent for this long has died, and its jobs run elsewhere. Default 30 s. */
  lockDurationMs?: number;
  /** How often dead workers are looked for. Default 30 s. */
  stalledIntervalMs?: number;
  /** An idle worker is woken; this is how often it also asks by itself. Default 5 s. */
  idlePollMs?: number;
  /**
   * Called once when a job will not be tried again, by the process that saw it. For the alarm; not the record: a
   * process may die before it, so the rows must say the same by themselves.
   */
  onGaveUp?: (job: GaveUpJob) => void | Promise<void>;
};

export type GaveUpJob = { jobId: string; data: unknown; attempts: number; reason: string };

export type RunningWorker = {
  /** Resolves when it takes jobs, for tests and start-up probes. */
  ready(): Promise<void>;
  close(deadlineMs: number): Promise<{ drained: boolean }>;
};

export type WorkerDependencies = {
  backend: Backend;
  logger: QueueLogger;
  onError: (error: unknown, fields?: object) => void;
  counters: JobCounters;
};

/** How long a handler has, after its signal has aborted, to write down where it stands. */
const graceMs = 500;

export function startWorker<Payload extends z.ZodType<object>>(
  definition: QueueDefinition<Payload>,
  handler: JobHandler<z.output<Payload>>,
  options: WorkerOptions,
  { backend, logger, onError, counters }: WorkerDependencies,
): RunningWorker {
  const queue = definition.name;
  const running = new Map<string, AbortController>();
  const stopping = new AbortController();
  const firstReady = Promise.withResolvers<void>();
  let current: BullWorker | undefined;

  const events: WorkerEvents = {
    onError: (error) => onError(error, { queue }),
    onCompleted: () => counters.count(queue, 'completed'),
    onFailed,
    onLockLost: (jobIds) => {
      for (const jobId of jobIds) {
        running.get(jobId)?.abort(errors.LOCK_LOST());
      }
    },
  };

  void keepRunning();
  return { ready: () => firstReady.promise, close };

  /** BullMQ remembers a first connection that failed, so a worker that cannot be made ready is replaced. */
  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      const worker = backend.openWorker(queue, run, bullOptions(definition, options), events);
      current = worker;
      try {
        await worker.waitUntilReady();
        firstReady.resolve();
        await worker.run();
      } catch (error) {
        onError(error, { queue });
      }
      if (!stopping.signal.aborted) {
        await worker.close(true).catch(events.onError);
        await pause(1_000, stopping.signal);
      }
    }
  }

  async function run(job: Job<unknown, void>): Promise<void> {
    const jobId = job.id ?? '';
    const parsed = definition.job.safeParse(job.data);
    if (!parsed.success) {
      const paths = parsed.error.issues.map((issue) => issue.path.join('.'));
      logger.error({ queue, jobId, paths }, 'job payload does not fit the schema');
      throw new UnrecoverableError('QUEUE_PAYLOAD_INVALID');
    }
    const controller = new AbortController();
    running.set(jobId, controller);
    try {
      await handler({ payload: parsed.data, jobId, attempt: job.attemptsStarted, signal: controller.signal });
    } catch (error) {
      logger.warn({ queue, jobId, attempt: job.attemptsStarted, err: error }, 'job threw');
      throw toStoredError(error);
    } finally {
      running.delete(jobId);
    }
  }

  function onFailed(job: Job<unknown, void> | undefined, reason: string): void {
    // finishedOn is set by the failure that is final, not by one that is followed by another attempt.
    if (job?.finishedOn === undefined) {
      counters.count(queue, 'retried');
      return;
    }
    counters.count(queue, 'failed');
    const gaveUp = { jobId: job.id ?? '', data: job.data, attempts: job.attemptsStarted, reason };
    logger.error({ queue, jobId: gaveUp.jobId, attempts: gaveUp.attempts, reason }, 'job gave up');
    void raiseAlarm(gaveUp);
  }

  async function raiseAlarm(gaveUp: GaveUpJob): Promise<void> {
    try {
      await options.onGaveUp?.(gaveUp);
    } catch (error) {
      logger.error({ queue, jobId: gaveUp.jobId, err: error }, 'onGaveUp threw');
    }
  }

  async function close(deadlineMs: number): Promise<{ drained: boolean }> {
    stopping.abort();
    const worker = current;
    if (worker === undefined) {
      return { drained: true };
    }
    // Takes no more jobs from here on, and resolves when those under way are done: whenever that is.
    const closed = worker.close();
    try {
      await within(deadlineMs, closed);
      return { drained: true };
    } catch {
      const interrupted = [...running.keys()];
      for (const controller of running.values()) {
        controller.abort(errors.INTERRUPTED());
      }
      await within(graceMs, closed).catch(() => {});
      await within(graceMs, worker.abandon()).catch(events.onError);
      logger.warn({ queue, interrupted }, 'stopped before these jobs were done');
      return { drained: interrupted.length === 0 };
    }
  }
}

function bullOptions(definition: QueueDefinition, options: WorkerOptions) {
  return {
    concurrency: options.concurrency ?? definition.concurrency,
    maxStalledCount: definition.maxStalledCount,
    lockDuration: options.lockDurationMs ?? 30_000,
    stalledInterval: options.stalledIntervalMs ?? 30_000,
    autorun: false as const,
    drainDelay: (options.idlePollMs ?? 5_000) / 1_000,
    runRetryDelay: 1_000,
    settings: { backoffStrategy: (attemptsMade: number) => backoffMs(definition.backoff, attemptsMade) },
  };
}

/**
 * What the backend keeps of an error is readable by whoever reads the queue. Messages of ours hold no personal data; the
 * message and the stack of any other error might (a database names the duplicate value), so only its kind is kept.
 */
function toStoredError(error: unknown): Error {
  const text = error instanceof AppError ? `${error.code}: ${error.message}` : kindOf(error);
  const stored = error instanceof AppError && error.retry === 'never' ? new UnrecoverableError(text) : new Error(text);
  stored.stack = text;
  return stored;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
