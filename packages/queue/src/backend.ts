import type { IQueueBackend, Job, JobProgress, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';

/** What the two datastores have in common. Everything above this file does not know which one it talks to. */
export type Backend = {
  readonly kind: 'redis' | 'postgres';
  readonly redis?: Redis;
  openQueue(name: string, onError: OnError): BullQueue;
  openWorker(name: string, run: RunJob, options: BullWorkerOptions, events: WorkerEvents): BullWorker;
  /** Resolves when a command has a chance. Rejects after `timeoutMs`, or at once when it has been down that long. */
  whenUp(timeoutMs: number): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type OnError = (error: unknown) => void;
export type RunJob = (job: Job<unknown, void>) => Promise<void>;

export type BullQueue = Pick<
  Queue<unknown, void>,
  | 'add'
  | 'addBulk'
  | 'close'
  | 'getJobCounts'
  | 'getJobScheduler'
  | 'setGlobalConcurrency'
  | 'upsertJobScheduler'
  | 'waitUntilReady'
>;

export type BullWorker = Pick<Worker, 'close' | 'run' | 'waitUntilReady'> & {
  /** Lets go of the datastore although jobs are running: what they still do is not recorded. */
  abandon(): Promise<void>;
};

export type BullWorkerOptions = {
  concurrency: number;
  maxStalledCount: number;
  lockDuration: number;
  stalledInterval: number;
  autorun: false;
  /** Seconds until an idle worker asks again although nothing woke it. */
  drainDelay: number;
  /** BullMQ's default of 15 s after a refused connection is a long silence after a restart of PostgreSQL. */
  runRetryDelay: number;
  settings: { backoffStrategy: (attemptsMade: number) => number };
};

export type WorkerEvents = {
  onError: OnError;
  onCompleted(): void;
  onFailed(job: Job<unknown, void> | undefined, reason: string): void;
  onLockLost(jobIds: string[]): void;
};

/** Wires a worker of either backend: an 'error' event without a listener would end the process. */
export function wireWorker<B extends IQueueBackend, C>(
  worker: Worker<unknown, void, string, B, JobProgress, C>,
  events: WorkerEvents,
): BullWorker {
  worker.on('error', events.onError);
  worker.on('completed', () => events.onCompleted());
  worker.on('failed', (job, error) => events.onFailed(job, error.message));
  worker.on('lockRenewalFailed', (jobIds) => events.onLockLost(jobIds));
  return {
    close: (force) => worker.close(force),
    run: () => worker.run(),
    waitUntilReady: () => worker.waitUntilReady(),
    abandon: () => worker.getBackend().close(true),
  };
}
