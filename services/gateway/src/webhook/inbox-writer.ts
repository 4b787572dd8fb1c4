// Group commit: what arrives while one insert is under way goes into the next, so that thousands of webhooks a second
// share a few dozen transactions, and each still gets its 200 only when its events are durable.
import { AppError } from '@tenohira/core';
import type { NewInboxEvent } from '@tenohira/db';
import { errors } from '../errors.ts';

export type InboxWriter = {
  /** Resolves when the events are durable. @throws AppError GATEWAY_OVERLOADED, DB_UNAVAILABLE */
  write(events: readonly NewInboxEvent[]): Promise<void>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
};

export type InboxWriterOptions = {
  insert(events: readonly NewInboxEvent[]): Promise<void>;
  /** Inserts at a time. Two keep PostgreSQL busy while this process prepares the next. */
  concurrency?: number;
  /** Events of one insert. */
  maxBatch?: number;
  /** Events that may wait. Beyond it LINE is told to come again: memory stays bounded while PostgreSQL is away. */
  maxWaiting?: number;
  onBatch?(size: number): void;
};

type Waiting = { events: readonly NewInboxEvent[]; resolve: () => void; reject: (error: unknown) => void };

export function createInboxWriter(options: InboxWriterOptions): InboxWriter {
  const { insert, concurrency = 2, maxBatch = 1_000, maxWaiting = 20_000, onBatch = () => {} } = options;
  let queue: Waiting[] = [];
  let waitingEvents = 0;
  let underWay = 0;
  let scheduled = false;
  let drained: (() => void)[] = [];

  const takeBatch = (): Waiting[] => {
    let size = 0;
    let count = 0;
    for (const waiting of queue) {
      if (count > 0 && size + waiting.events.length > maxBatch) break;
      size += waiting.events.length;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    waitingEvents -= size;
    return batch;
  };

  const takeAll = (): Waiting[] => {
    const all = queue;
    queue = [];
    waitingEvents = 0;
    return all;
  };

  const flush = async (): Promise<void> => {
    scheduled = false;
    if (queue.length === 0 || underWay >= concurrency) return;
    const batch = takeBatch();
    const events = batch.flatMap((waiting) => waiting.events);
    underWay += 1;
    onBatch(events.length);
    try {
      await insert(events);
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      if (isAway(error)) rejectAll([...batch, ...takeAll()], error);
      else await settleApart(insert, batch, error);
    } finally {
      underWay -= 1;
      schedule();
      if (underWay === 0 && queue.length === 0) {
        for (const resolve of drained) resolve();
        drained = [];
      }
    }
  };

  // One turn of the event loop collects what has arrived at the same time.
  const schedule = (): void => {
    if (scheduled || queue.length === 0 || underWay >= concurrency) return;
    scheduled = true;
    setImmediate(flush);
  };

  return {
    write: (events) => {
      if (waitingEvents + events.length > maxWaiting) return Promise.reject(errors.OVERLOADED());
      waitingEvents += events.length;
      return new Promise((resolve, reject) => {
        queue.push({ events, resolve, reject });
        schedule();
      });
    },
    drain: () =>
      underWay === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve)),
  };
}

/** A database that is away costs all their place, also those who wait: LINE gives none of them more time. */
function rejectAll(all: readonly Waiting[], error: unknown): void {
  for (const waiting of all) waiting.reject(error);
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'DB_UNAVAILABLE';
}

/** One webhook that PostgreSQL will not take, or a deadlock with another gateway's batch, must not cost the others. */
async function settleApart(
  insert: InboxWriterOptions['insert'],
  batch: readonly Waiting[],
  error: unknown,
): Promise<void> {
  const [only] = batch;
  if (only && batch.length === 1 && !isConflict(error)) return only.reject(error);
  for (const waiting of batch) await insert(waiting.events).then(waiting.resolve, waiting.reject);
}

function isConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === 'DB_CONFLICT';
}
