import { describe, expect, it } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

const NOW = new Date('2026-12-10T10:00:00+09:00');
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('the limit of attempts', () => {
  it('blocks after ten failures, for ten minutes after the last, and only that address', () => {
    const limit = createAttemptLimit();
    for (let count = 0; count < 10; count += 1) {
      expect(limit.isBlocked('a', later(count))).toBe(false);
      limit.countFailure('a', later(count));
    }
    expect(limit.isBlocked('a', later(10))).toBe(true);
    expect(limit.isBlocked('b', later(10))).toBe(false);
    expect(limit.isBlocked('a', later(9 + 10 * 60_000))).toBe(false);
  });

  it('keeps no more than so many addresses, and of the newest', () => {
    const limit = createAttemptLimit();
    for (let count = 0; count < 10; count += 1) limit.countFailure('kept', NOW);
    for (let count = 0; count < 9_999; count += 1) limit.countFailure(`other-${count}`, NOW);
    expect(limit.isBlocked('kept', NOW)).toBe(true);
    limit.countFailure('one-more', NOW);
    expect(limit.isBlocked('kept', NOW)).toBe(false);
  });
});
