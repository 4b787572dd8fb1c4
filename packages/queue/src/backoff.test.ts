import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const backoff = { delayMs: 1_000, maxDelayMs: 10_000 };

it('doubles with each attempt up to the maximum', () => {
  const latest = [1, 2, 3, 4, 5, 60].map((attempts) => backoffMs(backoff, attempts, () => 0));
  expect(latest).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

it('spreads jobs that failed together over the second half of the delay', () => {
  expect(backoffMs(backoff, 3, () => 0.5)).toBe(3_000);
  expect(backoffMs(backoff, 3, () => 0.999)).toBeGreaterThanOrEqual(2_000);
});
