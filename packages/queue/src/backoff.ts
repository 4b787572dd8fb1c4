import type { Backoff } from './define-queue.ts';

/**
 * Milliseconds until the next attempt, after `attemptsMade` (from 1) attempts have failed. Half of it is random: jobs
 * that failed together (a provider was down) do not come back together.
 */
export function backoffMs(backoff: Backoff, attemptsMade: number, random: () => number = Math.random): number {
  const ceiling = Math.min(backoff.maxDelayMs, backoff.delayMs * 2 ** (attemptsMade - 1));
  return Math.max(1, Math.round(ceiling * (1 - random() / 2)));
}
