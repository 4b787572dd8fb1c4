// Reply tokens: developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
import { randomHex } from '../state/ids.ts';
import type { ReplyToken } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { refuse } from './line-error.ts';

/** "Within one minute after receiving the webhook." */
const LIFE_MS = 60_000;
/** The token of a redelivered webhook is dead 20 minutes after the event. */
const REDELIVERY_LIFE_MS = 20 * 60_000;
const KEPT = 5_000;

export function issueReplyToken(
  store: Store,
  clock: VirtualClock,
  event: Pick<ReplyToken, 'channelId' | 'userId' | 'eventAtMs' | 'redelivered'>,
): string {
  const token = randomHex(16);
  const tokens = store.world.replyTokens;
  tokens.push({ token, ...event, deliveredAtMs: clock.nowMs(), used: false });
  if (tokens.length > KEPT * 1.25) store.world.replyTokens = tokens.slice(-KEPT);
  store.touch();
  return token;
}

/** The minute starts anew at each delivery of the same event. */
export function markDelivered(store: Store, clock: VirtualClock, token: string, isRedelivery: boolean): void {
  const known = findToken(store, token);
  if (known === undefined) return;
  known.deliveredAtMs = clock.nowMs();
  known.redelivered ||= isRedelivery;
}

/**
 * Uses the token up.
 *
 * @throws LineError 400 "Invalid reply token": unknown, another channel's, used, or too late.
 */
export function spendReplyToken(store: Store, clock: VirtualClock, channelId: string, token: string): ReplyToken {
  const known = findToken(store, token);
  const now = clock.nowMs();
  if (
    known === undefined ||
    known.channelId !== channelId ||
    known.used ||
    now > known.deliveredAtMs + LIFE_MS ||
    (known.redelivered && now > known.eventAtMs + REDELIVERY_LIFE_MS)
  ) {
    throw refuse(400, 'Invalid reply token');
  }
  known.used = true;
  store.touch();
  return known;
}

/** From the newest: a token is nearly always among the last. */
function findToken(store: Store, token: string): ReplyToken | undefined {
  return store.world.replyTokens.findLast((known) => known.token === token);
}
