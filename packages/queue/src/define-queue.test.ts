import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineQueue } from './define-queue.ts';

const job = z.object({ id: z.uuid() });

describe('defineQueue', () => {
  it.each(['line:push', 'LinePush', 'line_push', '-push', 'push-', ''])('refuses the name %j', (name) => {
    expect(() => defineQueue({ name, job })).toThrow(expect.objectContaining({ code: 'QUEUE_DEFINITION_INVALID' }));
  });

  it.each([{ concurrency: 0 }, { attempts: 1.5 }, { backoff: { delayMs: 0, maxDelayMs: 1 } }])(
    'refuses %j',
    (numbers) => {
      expect(() => defineQueue({ name: 'push', job, ...numbers })).toThrow(
        expect.objectContaining({ code: 'QUEUE_DEFINITION_INVALID' }),
      );
    },
  );

  it('gives a money-safe queue one attempt and no second run after a crash', () => {
    expect(defineQueue({ name: 'payout-submit', job, moneySafe: true })).toMatchObject({
      attempts: 1,
      maxStalledCount: 0,
    });
    expect(() => defineQueue({ name: 'payout-submit', job, moneySafe: true, attempts: 3 })).toThrow(/one attempt/);
  });

  it('bounds by age and by count what is kept of finished jobs', () => {
    const { keepCompleted, keepFailed } = defineQueue({ name: 'push', job });
    for (const { ageSeconds, count } of [keepCompleted, keepFailed]) {
      expect(ageSeconds).toBeGreaterThan(0);
      expect(count).toBeGreaterThan(0);
    }
  });
});
