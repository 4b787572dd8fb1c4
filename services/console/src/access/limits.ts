// How often one may call. In this process's memory: behind several consoles each counts for itself, which is as good against
// guessing, since an account also locks in the database (packages/staff second-factor.ts).
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { errors } from '../api/errors.ts';

export type Limits = {
  /** Of one address, before anybody has signed in. A town hall is one address. @throws AppError CONSOLE_TOO_MANY */
  assertOpen(ip: string): Promise<void>;
  /** Of one person or token. @throws AppError CONSOLE_TOO_MANY */
  assertCaller(id: string): Promise<void>;
};

export type LimitOptions = { openPerMinute?: number; callerPerMinute?: number };

export function createLimits({ openPerMinute = 120, callerPerMinute = 1_200 }: LimitOptions = {}): Limits {
  const open = new RateLimiterMemory({ points: openPerMinute, duration: 60 });
  const caller = new RateLimiterMemory({ points: callerPerMinute, duration: 60 });
  const assert = (limiter: RateLimiterMemory) => async (key: string) => {
    await limiter.consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw errors.TOO_MANY({ details: { retryAfterMs: refusal.msBeforeNext } });
    });
  };
  return { assertOpen: assert(open), assertCaller: assert(caller) };
}
