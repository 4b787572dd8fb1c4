import type { Clock } from '@tenohira/core';
import type { Database } from './database.ts';
import { errors } from './errors.ts';

/** How often it is compared with the database again, in milliseconds. */
const COMPARE_MS = 60_000;
/** While it has not been set. */
const TRY_AGAIN_MS = 1_000;

/**
 * A clock that goes as the database's, whatever the machine's says: deadlines, dates of payment and the lapse of codes are
 * then the same on every node. Between two comparisons the process's own monotonic clock carries it on; it is right to half
 * the time that a question takes. Resolves when it is set, or the database could not be asked: then it is set as soon
 * as it can.
 *
 * `now()` throws DB_UNAVAILABLE while it has not been set.
 */
export async function startDatabaseClock({ platform }: Pick<Database, 'platform'>): Promise<Clock> {
  let aheadMs: number | undefined;
  const compare = async (): Promise<void> => {
    const askedAtMs = performance.now();
    try {
      const toldMs = (await platform.readTime()).getTime();
      aheadMs = toldMs - (askedAtMs + performance.now()) / 2;
    } catch {
      // What it says meanwhile is as good as the last comparison.
    }
    setTimeout(compare, aheadMs === undefined ? TRY_AGAIN_MS : COMPARE_MS).unref();
  };
  await compare();
  return {
    now: () => {
      if (aheadMs === undefined) throw errors.UNAVAILABLE({ message: 'the database has not told the time yet' });
      return new Date(performance.now() + aheadMs);
    },
  };
}
