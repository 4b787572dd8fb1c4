import type { z } from 'zod';
import { errors } from './errors.ts';

/** Exponential: `delayMs`, twice that, four times that … never above `maxDelayMs`; each shortened by up to a half. */
export type Backoff = { delayMs: number; maxDelayMs: number };

/**
 * How long finished jobs stay visible. Both bounds hold. They are looked at, never needed: the facts are rows. On
 * PostgreSQL each job that finishes pays for the count: 100 cost about a quarter of the throughput, 1,000 half.
 */
export type Retention = { ageSeconds: number; count: number };

export type QueueOptions<Payload extends z.ZodType<object>> = {
  /** Kebab-case, one queue per speed or risk class: `line-push`, `payout-submit`. Never reused for another meaning. */
  name: string;
  /** Ids only. The backend stores payloads in plain text, so nothing that says something about a person. */
  job: Payload;
  /** Jobs at once in one process. Default 10. */
  concurrency?: number;
  /** Runs of a job that keeps throwing. Default 5. */
  attempts?: number;
  backoff?: Backoff;
  keepCompleted?: Retention;
  keepFailed?: Retention;
  /**
   * For jobs that must not run a second time by themselves. One attempt, and a job whose process died fails instead of
   * running again: its outcome is unknown, and a person or a reconciliation decides from the rows.
   */
  moneySafe?: boolean;
};

export type QueueDefinition<Payload extends z.ZodType<object> = z.ZodType<object>> = {
  readonly name: string;
  readonly job: Payload;
  readonly concurrency: number;
  readonly attempts: number;
  /** How often a job whose worker died is run again. */
  readonly maxStalledCount: number;
  readonly backoff: Backoff;
  readonly keepCompleted: Retention;
  readonly keepFailed: Retention;
};

const queueName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Declares a queue, apart from the function that handles its jobs: who adds jobs does not import who runs them.
 *
 * @example
 * export const linePush = defineQueue({ name: 'line-push', job: z.object({ batchId: z.uuid() }), concurrency: 20 });
 *
 * @throws QUEUE_DEFINITION_INVALID
 */
export function defineQueue<Payload extends z.ZodType<object>>(
  options: QueueOptions<Payload>,
): QueueDefinition<Payload> {
  const { name, moneySafe = false } = options;
  if (!queueName.test(name)) {
    throw invalid(`a queue name is kebab-case: ${name}`);
  }
  if (moneySafe && options.attempts !== undefined && options.attempts !== 1) {
    throw invalid(`${name}: a money-safe queue has one attempt`);
  }
  const concurrency = options.concurrency ?? 10;
  const attempts = moneySafe ? 1 : (options.attempts ?? 5);
  const backoff = options.backoff ?? { delayMs: 1_000, maxDelayMs: 5 * 60_000 };
  for (const [what, value] of Object.entries({ concurrency, attempts, ...backoff })) {
    if (!Number.isInteger(value) || value < 1) {
      throw invalid(`${name}: ${what} is a whole number from 1`);
    }
  }
  return Object.freeze({
    name,
    job: options.job,
    concurrency,
    attempts,
    maxStalledCount: moneySafe ? 0 : 1,
    backoff,
    keepCompleted: options.keepCompleted ?? { ageSeconds: 60 * 60, count: 100 },
    keepFailed: options.keepFailed ?? { ageSeconds: 7 * 24 * 60 * 60, count: 1_000 },
  });
}

function invalid(message: string) {
  return errors.DEFINITION_INVALID({ message });
}
