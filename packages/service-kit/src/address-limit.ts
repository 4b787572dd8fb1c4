import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { errors } from './errors.ts';

/** Throws where an address has called too often. */
export type AddressLimit = (ip: string) => Promise<void>;

/**
 * At most so many calls a minute of one address, or one network of IPv6, counted in the memory of this process.
 * What it returns throws AppError SERVICE_TOO_MANY.
 */
export function createAddressLimit(perMinute: number): AddressLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (ip) => {
    await limiter.consume(networkOf(ip)).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw errors.TOO_MANY({ details: { retryAfterMs: refusal.msBeforeNext } });
    });
  };
}

/** An IPv4 address; of IPv6 the /64, of which a single subscriber has all addresses (RFC 6177 section 2). */
export function networkOf(ip: string): string {
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
