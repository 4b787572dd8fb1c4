// Slows down whoever tries one code after another. In the memory of one process: it protects nothing by itself, since
// the page behind it looks nothing up; the codes are guarded where they are used.

const MAX_FAILURES = 10;
const WINDOW_MS = 10 * 60_000;
const MAX_KEYS = 10_000;

export type AttemptLimit = {
  isBlocked(key: string, now: Date): boolean;
  countFailure(key: string, now: Date): void;
};

export function createAttemptLimit(): AttemptLimit {
  const failures = new Map<string, { count: number; until: number }>();
  const current = (key: string, now: Date) => {
    const entry = failures.get(key);
    return entry && entry.until > now.getTime() ? entry : undefined;
  };
  return {
    isBlocked: (key, now) => (current(key, now)?.count ?? 0) >= MAX_FAILURES,
    countFailure: (key, now) => {
      const count = (current(key, now)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, until: now.getTime() + WINDOW_MS });
      // The one that has failed least recently goes first.
      const oldest = failures.keys().next();
      if (failures.size > MAX_KEYS && !oldest.done) failures.delete(oldest.value);
    },
  };
}
