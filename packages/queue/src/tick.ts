import { z } from 'zod';
import type { BullQueue } from './backend.ts';
import { defineQueue } from './define-queue.ts';
import { errors } from './errors.ts';
import type { QueueHandle } from './queue-handle.ts';

/** Milliseconds from one tick to the next, or a cron pattern, read on the clock of `tz` (default Asia/Tokyo). */
export type TickSchedule = number | { cron: string; tz?: string };

export type TickHandler = (context: { signal: AbortSignal }) => Promise<void>;

const schedulerId = 'tick';
const askTimeoutMs = 5_000;

/** One queue a tick, so that a process only takes ticks it has the handler of. One attempt: the next tick is the retry. */
export function defineTick(name: string) {
  return defineQueue({ name: `tick-${name}`, job: z.object({}), concurrency: 1, attempts: 1 });
}

/**
 * Keeps the scheduler there. It lives in the datastore, so emptying Redis stops every tick; and two processes that
 * register the same one at the same moment have stopped it too (bullmq issues 3262 and 3381). Every process that has the
 * tick looks, every few seconds.
 */
export function keepTicking(
  schedule: TickSchedule,
  handle: QueueHandle,
  onError: (error: unknown) => void,
): { stop(): void } {
  const everyMs = typeof schedule === 'number' ? schedule : undefined;
  if (everyMs !== undefined && (!Number.isInteger(everyMs) || everyMs < 100)) {
    throw errors.DEFINITION_INVALID({ message: 'a tick is a whole number of milliseconds from 100' });
  }
  const lookEveryMs = Math.min(10_000, Math.max(1_000, everyMs ?? 10_000));
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };

  async function look(): Promise<void> {
    let nextLookMs = lookEveryMs;
    try {
      await handle.run(askTimeoutMs, (queue) => ensureScheduled(queue, schedule));
    } catch (error) {
      onError(error);
      nextLookMs = 1_000;
    }
    if (!stopped) {
      timer = setTimeout(look, nextLookMs);
    }
  }
}

async function ensureScheduled(queue: BullQueue, schedule: TickSchedule): Promise<void> {
  const wanted =
    typeof schedule === 'number' ? { every: schedule } : { pattern: schedule.cron, tz: schedule.tz ?? 'Asia/Tokyo' };
  const found = await queue.getJobScheduler(schedulerId);
  const same =
    found !== undefined &&
    found.every === wanted.every &&
    found.pattern === wanted.pattern &&
    (wanted.pattern === undefined || found.tz === wanted.tz);
  const lateMs = Date.now() - (found?.next ?? 0);
  if (same && lateMs < 2 * (wanted.every ?? 0) + 30_000) {
    return;
  }
  // One at a time over all processes: a tick that takes longer than its interval does not overlap itself.
  await queue.setGlobalConcurrency(1);
  // Finished ticks go at once: one that is kept has the id that the scheduler may want to give again (bullmq 3063).
  const opts = { attempts: 1, removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 };
  await queue.upsertJobScheduler(schedulerId, wanted, { name: schedulerId, data: {}, opts });
}
