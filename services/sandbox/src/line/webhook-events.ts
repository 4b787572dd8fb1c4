// Webhook event objects: developers.line.biz/en/reference/messaging-api/#webhook-event-objects
import { createUlid, randomHex } from '../state/ids.ts';
import type { Bond, Channel, JsonObject } from '../state/model.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { isFields } from './message-schema/report.ts';
import { issueReplyToken } from './reply-tokens.ts';

/** Events that a bot may answer. */
const REPLIABLE = new Set([
  ...['message', 'follow', 'join', 'memberJoined', 'postback', 'videoPlayComplete', 'beacon', 'accountLink'],
]);

export type WebhookEvent = JsonObject & { type: string; webhookEventId: string };

/** An event of a person, complete: ids, time, source, and a reply token where LINE gives one. */
export function createEvent(
  store: Store,
  clock: VirtualClock,
  bond: Bond,
  fields: JsonObject & { type: string },
): WebhookEvent {
  return completeEvent(store, clock, bond.channelId, { ...fields, source: { type: 'user', userId: bond.userId } });
}

/** Fills in what an event lacks. What is given stays, so that a test can send a time, an id or a mode of its own. */
export function completeEvent(
  store: Store,
  clock: VirtualClock,
  channelId: string,
  fields: JsonObject & { type: string },
): WebhookEvent {
  const now = clock.nowMs();
  const event: JsonObject = {
    ...fields,
    timestamp: fields.timestamp ?? now,
    mode: fields.mode ?? 'active',
    webhookEventId: fields.webhookEventId ?? createUlid(now),
    deliveryContext: fields.deliveryContext ?? { isRedelivery: false },
  };
  const userId = userIdIn(fields);
  // "When the channel state is standby, the webhook event won't contain a reply token."
  if (
    event.mode === 'active' &&
    fields.replyToken === undefined &&
    userId !== undefined &&
    REPLIABLE.has(fields.type)
  ) {
    event.replyToken = issueReplyToken(store, clock, {
      channelId,
      userId,
      eventAtMs: Number(event.timestamp),
      redelivered: isFields(event.deliveryContext) && event.deliveryContext.isRedelivery === true,
    });
  }
  return { ...event, type: fields.type, webhookEventId: String(event.webhookEventId) };
}

/** Message ids are long numbers in strings. */
export function nextMessageId(store: Store): string {
  const number = store.world.nextMessageId;
  store.world.nextMessageId += 1;
  store.touch();
  return `5${String(number).padStart(17, '0')}`;
}

export function createQuoteToken(): string {
  return randomHex(24);
}

export function webhookBody(channel: Channel, events: readonly JsonObject[]): string {
  return JSON.stringify({ destination: channel.botUserId, events });
}

function userIdIn(fields: JsonObject): string | undefined {
  const { source } = fields;
  return isFields(source) && typeof source.userId === 'string' ? source.userId : undefined;
}
