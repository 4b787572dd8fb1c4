// The events that LINE sends, under our own names, and guards that look before they promise: LINE adds types and
// properties without notice (https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects).

import type { webhook } from '@line/bot-sdk';

/** The properties that every event has, whatever its type. */
export type CommonEvent = {
  type: string;
  /** ULID. The same event may come twice, and not only as a redelivery: deduplicate by this. */
  webhookEventId: string;
  /** When it happened, in milliseconds. Events may arrive out of order. */
  timestamp: number;
  /** `standby`: another module answers, we must not. */
  mode: string;
  deliveryContext: { isRedelivery: boolean };
  source?: { type: string; userId?: string | undefined } | undefined;
};

export type KnownEvent = webhook.Event;
/** A type that LINE has added since, or one whose body has another shape than documented. */
export type UnknownEvent = CommonEvent & Record<string, unknown>;
export type WebhookEvent = KnownEvent | UnknownEvent;

export type MessageEvent = webhook.MessageEvent;
export type TextMessageEvent = MessageEvent & { message: webhook.TextMessageContent };
export type ImageMessageEvent = MessageEvent & { message: webhook.ImageMessageContent };
export type LocationMessageEvent = MessageEvent & { message: webhook.LocationMessageContent };
export type PostbackEvent = webhook.PostbackEvent;
export type FollowEvent = webhook.FollowEvent;
export type UnfollowEvent = webhook.UnfollowEvent;
export type UnsendEvent = webhook.UnsendEvent;
export type AccountLinkEvent = webhook.AccountLinkEvent;

export function isMessageEvent(event: WebhookEvent): event is MessageEvent {
  return event.type === 'message' && isText(inner(event, 'message', 'id')) && isText(inner(event, 'message', 'type'));
}

export function isTextMessageEvent(event: WebhookEvent): event is TextMessageEvent {
  return isMessageEvent(event) && event.message.type === 'text' && isText(inner(event, 'message', 'text'));
}

export function isImageMessageEvent(event: WebhookEvent): event is ImageMessageEvent {
  return isMessageEvent(event) && event.message.type === 'image';
}

export function isLocationMessageEvent(event: WebhookEvent): event is LocationMessageEvent {
  return (
    isMessageEvent(event) &&
    event.message.type === 'location' &&
    typeof inner(event, 'message', 'latitude') === 'number' &&
    typeof inner(event, 'message', 'longitude') === 'number'
  );
}

export function isPostbackEvent(event: WebhookEvent): event is PostbackEvent {
  return event.type === 'postback' && isText(inner(event, 'postback', 'data'));
}

export function isFollowEvent(event: WebhookEvent): event is FollowEvent {
  return event.type === 'follow';
}

export function isUnfollowEvent(event: WebhookEvent): event is UnfollowEvent {
  return event.type === 'unfollow';
}

/** The message named by `unsend.messageId` must be deleted or hidden wherever it was stored. */
export function isUnsendEvent(event: WebhookEvent): event is UnsendEvent {
  return event.type === 'unsend' && isText(inner(event, 'unsend', 'messageId'));
}

export function isAccountLinkEvent(event: WebhookEvent): event is AccountLinkEvent {
  return (
    event.type === 'accountLink' && isText(inner(event, 'link', 'result')) && isText(inner(event, 'link', 'nonce'))
  );
}

/** Who did it, if a person did and LINE says who. */
export function findUserId(event: WebhookEvent): string | undefined {
  const userId = inner(event, 'source', 'userId');
  return isText(userId) && userId !== '' ? userId : undefined;
}

/**
 * The token that answers this event for free, if it may be answered. Good once, for a minute; on a redelivery for a
 * minute unless used, within 20 minutes of the event
 * (https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token).
 */
export function findReplyToken(event: WebhookEvent): string | undefined {
  if (event.mode !== 'active' || !('replyToken' in event)) return undefined;
  return isText(event.replyToken) && event.replyToken !== '' ? event.replyToken : undefined;
}

function inner(event: WebhookEvent, key: string, field: string): unknown {
  const object: unknown = Reflect.get(event, key);
  return typeof object === 'object' && object !== null ? Reflect.get(object, field) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
