/** Where the time comes from. Passed in, so that a test can set it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/**
 * How long it is since then, in milliseconds, by whichever clock has gone further: one stands still while a machine
 * sleeps, the other can be set.
 */
export function startStopwatch(): () => number {
  const monotonicMs = performance.now();
  const wallMs = Date.now();
  return () => Math.max(performance.now() - monotonicMs, Date.now() - wallMs);
}

/** A clock for tests: stands still until it is moved. */
export function createFixedClock(
  start: string | Date,
): Clock & { set(time: string | Date): void; advanceMs(ms: number): void } {
  let time = new Date(start);
  return {
    now: () => new Date(time),
    set: (next) => {
      time = new Date(next);
    },
    advanceMs: (ms) => {
      time = new Date(time.getTime() + ms);
    },
  };
}
