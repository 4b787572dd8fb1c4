// How often one may call. In this process's memory: behind several consoles each counts for itself, which is as good against
// guessing, since an account also locks in the database (packages/staff second-factor.ts).
import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { errors } from '../api/errors.ts';

export type Limits = {
  /** Of one address, or one network of IPv6, before anybody has signed in. A town hall is one address. @throws AppError CONSOLE_TOO_MANY */
  assertOpen(ip: string): Promise<void>;
  /** Of one address: what its browsers report. @throws AppError CONSOLE_TOO_MANY */
  assertReport(ip: string): Promise<void>;
  /** Of one person or token. @throws AppError CONSOLE_TOO_MANY */
  assertCaller(id: string): Promise<void>;
};

export type LimitOptions = { openPerMinute?: number; callerPerMinute?: number; reportsPerMinute?: number };

export function createLimits(options: LimitOptions = {}): Limits {
  const { openPerMinute = 120, callerPerMinute = 1_200, reportsPerMinute = 30 } = options;
  const open = new RateLimiterMemory({ points: openPerMinute, duration: 60 });
  const caller = new RateLimiterMemory({ points: callerPerMinute, duration: 60 });
  const reports = new RateLimiterMemory({ points: reportsPerMinute, duration: 60 });
  const assert = (limiter: RateLimiterMemory) => async (key: string) => {
    await limiter.consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw errors.TOO_MANY({ details: { retryAfterMs: refusal.msBeforeNext } });
    });
  };
  const [assertOpen, assertReport] = [assert(open), assert(reports)];
  return {
    assertOpen: (ip) => assertOpen(networkOf(ip)),
    assertReport: (ip) => assertReport(networkOf(ip)),
    assertCaller: assert(caller),
  };
}

/** An IPv4 address; of IPv6 the /64, of which a single subscriber has all addresses (RFC 6177 section 2). */
function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(plain) !== 6) return plain;
  const [before = '', after = ''] = plain.replace(/%.*$/, '').split('::');
  const [head, tail] = [before, after].map((groups) => (groups === '' ? [] : groups.split(':')));
  const zeros = plain.includes('::') ? Math.max(0, 8 - (head?.length ?? 0) - (tail?.length ?? 0)) : 0;
  const groups = [...(head ?? []), ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
