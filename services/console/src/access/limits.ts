// How often one may call. All consoles count together in Redis, where there is one; without it, or while it is away, each
// counts for itself in its memory. Against guessing that is enough: an account also locks in the database (packages/staff
// second-factor.ts).
import type { Queues } from '@tenohira/queue';
import { networkOf } from '@tenohira/service-kit';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { errors } from '../api/errors.ts';

export type Limits = {
  /** Of one address, or one network of IPv6, before anybody has signed in. A town hall is one address. @throws AppError CONSOLE_TOO_MANY */
  assertOpen(ip: string): Promise<void>;
  /** Of one address: what its browsers report. @throws AppError CONSOLE_TOO_MANY */
  assertReport(ip: string): Promise<void>;
  /** Of one person or token. @throws AppError CONSOLE_TOO_MANY */
  assertCaller(id: string): Promise<void>;
  /**
   * Of one person who moves money: as fast as somebody looks and decides, who may decide about thousands in one call (ASVS 5.0,
   * 2.4.2). @throws AppError CONSOLE_TOO_MANY
   */
  assertPace(staffId: string): Promise<void>;
};

export type LimitOptions = {
  redis?: Queues['redis'];
  openPerMinute?: number;
  callerPerMinute?: number;
  reportsPerMinute?: number;
  decisionsPerMinute?: number;
};

const PACE =
  '支払いに関わる操作が、短い時間に続いています。内容を確かめながら、1分ほどおいてお続けください。承認は、まとめて一度にできます。';

export function createLimits({
  redis,
  openPerMinute = 120,
  callerPerMinute = 1_200,
  reportsPerMinute = 30,
  decisionsPerMinute = 10,
}: LimitOptions = {}): Limits {
  const perMinute = (name: string, points: number, words: { userMessage?: string } = {}) => {
    const limiter = limiterOf({ keyPrefix: `{tenohira}:limit:${name}`, points, duration: 60 }, redis);
    return async (key: string) => {
      await limiter.consume(key).catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw errors.TOO_MANY({ ...words, details: { retryAfterMs: refusal.msBeforeNext } });
      });
    };
  };
  const [assertOpen, assertReport] = [perMinute('open', openPerMinute), perMinute('report', reportsPerMinute)];
  return {
    assertOpen: (ip) => assertOpen(networkOf(ip)),
    assertReport: (ip) => assertReport(networkOf(ip)),
    assertCaller: perMinute('caller', callerPerMinute),
    assertPace: perMinute('pace', decisionsPerMinute, { userMessage: PACE }),
  };
}

type Count = { keyPrefix: string; points: number; duration: number };

function limiterOf(count: Count, redis: LimitOptions['redis']): RateLimiterMemory | RateLimiterRedis {
  const inMemory = new RateLimiterMemory(count);
  if (redis === undefined) return inMemory;
  const inRedis = { ...count, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: inMemory };
  return new RateLimiterRedis(inRedis);
}
