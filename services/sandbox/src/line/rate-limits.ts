// Token buckets, one for each channel, endpoint and HTTP method:
// developers.line.biz/en/reference/messaging-api/#rate-limits
import type { Channel, RateLimit } from '../state/model.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const OTHER_ENDPOINTS: RateLimit = { limit: 2_000, perMs: SECOND };

/** LINE's values; a channel's `rateLimits` replaces any of them. */
export const DEFAULT_RATE_LIMITS: Readonly<Record<string, RateLimit>> = {
  'POST /v2/bot/message/multicast': { limit: 200, perMs: SECOND },
  'POST /v2/bot/message/broadcast': { limit: 60, perMs: HOUR },
  'GET /v2/bot/message/delivery/reply': { limit: 60, perMs: HOUR },
  'GET /v2/bot/message/delivery/push': { limit: 60, perMs: HOUR },
  'GET /v2/bot/message/delivery/multicast': { limit: 60, perMs: HOUR },
  'GET /v2/bot/message/delivery/broadcast': { limit: 60, perMs: HOUR },
  'POST /v2/bot/channel/webhook/test': { limit: 60, perMs: HOUR },
  'PUT /v2/bot/channel/webhook/endpoint': { limit: 1_000, perMs: MINUTE },
  'GET /v2/bot/channel/webhook/endpoint': { limit: 1_000, perMs: MINUTE },
  'POST /v2/bot/richmenu': { limit: 100, perMs: HOUR },
  'DELETE /v2/bot/richmenu/:richMenuId': { limit: 100, perMs: HOUR },
  'DELETE /v2/bot/richmenu/alias/:richMenuAliasId': { limit: 100, perMs: HOUR },
  'GET /v2/bot/richmenu/list': { limit: 10, perMs: SECOND },
  'POST /v2/bot/chat/loading/start': { limit: 100, perMs: SECOND },
  'POST /v2/oauth/accessToken': { limit: 370, perMs: SECOND },
};

export type RateLimiter = {
  /** Takes one token; false where the bucket is empty. `route` is `METHOD /path/with/:params`. */
  take(channel: Channel, route: string): boolean;
  /** Fills every bucket. */
  reset(): void;
};

export function limitOf(channel: Channel, route: string): RateLimit {
  return channel.rateLimits[route] ?? DEFAULT_RATE_LIMITS[route] ?? OTHER_ENDPOINTS;
}

export function createRateLimiter(clock: VirtualClock): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take: (channel, route) => {
      const { limit, perMs } = limitOf(channel, route);
      const now = clock.nowMs();
      const key = `${channel.channelId} ${route}`;
      const bucket = buckets.get(key) ?? { tokens: limit, atMs: now };
      bucket.tokens = Math.min(limit, bucket.tokens + ((now - bucket.atMs) * limit) / perMs);
      bucket.atMs = now;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    reset: () => buckets.clear(),
  };
}
