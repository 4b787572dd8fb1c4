import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';
import type { QueueDefinition } from './define-queue.ts';
import { errors } from './errors.ts';
import type { QueueHandle } from './queue-handle.ts';

export type AddOptions = {
  /**
   * While a job with this id waits or runs, adding it again does nothing. Once it has finished (well or badly) the id
   * is free: it saves work and is no protection against doing something twice.
   */
  jobId?: string;
  /** Not before this many milliseconds from now. */
  delayMs?: number;
  /** From 1 (first) to 2,097,151 (last). Jobs without a priority come before all that have one. */
  priority?: number;
};

export type Producer<Payload> = {
  /**
   * Returns the id of the job. What the schema does not name is left out.
   *
   * @throws QUEUE_UNAVAILABLE within about a second when Redis or PostgreSQL is away. The job may nevertheless have
   * been added (its answer was lost). Nothing is lost if it was not: a sweeper finds the row and adds it later.
   */
  add(payload: Payload, options?: AddOptions): Promise<string>;
  /** In order, in slices of 500, each of which is added as a whole or not at all. Returns the ids. */
  addBulk(jobs: readonly ({ payload: Payload } & AddOptions)[]): Promise<string[]>;
};

const sliceSize = 500;
/** Payloads are ids. A bigger one is a row that somebody put into the queue. */
const maxPayloadBytes = 8_192;
const jobIdPattern = /^(?!\d+$)[\w.-]{1,200}$/;

export function createProducer<Payload extends z.ZodType<object>>(
  definition: QueueDefinition<Payload>,
  handle: QueueHandle,
  timeoutMs: number,
): Producer<z.input<Payload>> {
  const { name } = definition;
  const toJob = (payload: z.input<Payload>, options: AddOptions) => ({
    name,
    data: parse(definition, payload),
    opts: jobOptions(definition, options),
  });

  return {
    async add(payload, options = {}) {
      const job = toJob(payload, options);
      const added = await handle.run(timeoutMs, (queue) => queue.add(job.name, job.data, job.opts));
      return added.id ?? '';
    },
    async addBulk(jobs) {
      const all = jobs.map(({ payload, ...options }) => toJob(payload, options));
      const ids: string[] = [];
      for (let from = 0; from < all.length; from += sliceSize) {
        const slice = all.slice(from, from + sliceSize);
        const added = await handle.run(timeoutMs * 5, (queue) => queue.addBulk(slice));
        ids.push(...added.map((job) => job.id ?? ''));
      }
      return ids;
    },
  };
}

function parse<Payload extends z.ZodType<object>>(
  definition: QueueDefinition<Payload>,
  payload: z.input<Payload>,
): object {
  const parsed = definition.job.safeParse(payload);
  const paths = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
  if (!parsed.success) {
    throw errors.PAYLOAD_INVALID({ details: { queue: definition.name, paths } });
  }
  if (Buffer.byteLength(JSON.stringify(parsed.data)) > maxPayloadBytes) {
    throw errors.PAYLOAD_INVALID({ message: 'the payload is too big: put an id', details: { queue: definition.name } });
  }
  return parsed.data;
}

function jobOptions(definition: QueueDefinition, { jobId, delayMs, priority }: AddOptions): JobsOptions {
  if (jobId !== undefined && !jobIdPattern.test(jobId)) {
    throw errors.JOB_ID_INVALID({ details: { queue: definition.name } });
  }
  const { keepCompleted, keepFailed } = definition;
  return {
    attempts: definition.attempts,
    backoff: { type: 'capped-exponential' }, // the worker's backoffStrategy
    stackTraceLimit: 0,
    // A finished job that is still kept would swallow the next one of its id, and with it a wake-up.
    removeOnComplete: jobId !== undefined || { age: keepCompleted.ageSeconds, count: keepCompleted.count },
    removeOnFail: jobId !== undefined || { age: keepFailed.ageSeconds, count: keepFailed.count },
    ...(jobId === undefined ? {} : { jobId }),
    ...(delayMs === undefined ? {} : { delay: delayMs }),
    ...(priority === undefined ? {} : { priority }),
  };
}
