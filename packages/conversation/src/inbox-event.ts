// An event as the inbox keeps it, and what it is to the conversation.
import type { PostbackParams, ResidentEvent } from '@tenohira/feature-kit';
import {
  isFollowEvent,
  isLocationMessageEvent,
  isMessageEvent,
  isPostbackEvent,
  isTextMessageEvent,
  isUnsendEvent,
  type WebhookEvent,
} from '@tenohira/line';
import { z } from 'zod';

export type InboxRow = {
  channelId: string;
  webhookEventId: string;
  type: string;
  lineUserId: string | null;
  lineMessageId: string | null;
  occurredAt: Date;
  receivedAt: Date;
  /** The same by the clock of the process: how long it has waited is measured by the database alone. */
  arrivedAt: Date;
  payload: string | null;
  attempts: number;
};

/** Our own event: a form page was sent in. LINE's types never hold a dot. */
export const FORM_EVENT_TYPE = 'tenohira.form';

export const formEventSchema = z.object({ formId: z.uuid(), values: z.record(z.string(), z.string()) });

/** The LINE message that an event is about: the one it brings, or the one that was unsent. */
export function findMessageId(event: WebhookEvent): string | undefined {
  if (isMessageEvent(event)) return event.message.id;
  return isUnsendEvent(event) ? event.unsend.messageId : undefined;
}

/** Only what a resident does in a one-to-one chat that is ours to answer. */
export function isForUs(event: WebhookEvent): boolean {
  return event.mode === 'active' && event.source?.type === 'user' && typeof event.source.userId === 'string';
}

/** What a webhook event means to a flow; undefined for what a flow never reacts to. */
export function toResidentEvent(event: WebhookEvent, photoId: string | undefined): ResidentEvent | undefined {
  if (isFollowEvent(event)) return { type: 'follow' };
  if (isPostbackEvent(event)) return toPostback(event.postback.data, event.postback.params);
  if (!isMessageEvent(event)) return undefined;
  const messageId = event.message.id;
  if (isTextMessageEvent(event)) return { type: 'text', text: event.message.text, messageId };
  if (event.message.type === 'image')
    return photoId === undefined ? { type: 'photo', messageId } : { type: 'photo', messageId, photoId };
  if (!isLocationMessageEvent(event)) return { type: 'other', kind: event.message.type };
  const { latitude, longitude, title, address } = event.message;
  return {
    type: 'location',
    latitude,
    longitude,
    messageId,
    ...(title ? { title } : {}),
    ...(address ? { address } : {}),
  };
}

/** A tab of the rich menu was switched: LINE shows it by itself and there is nothing to say. */
function toPostback(data: string, params: unknown): ResidentEvent | undefined {
  const given = typeof params === 'object' && params !== null ? params : {};
  if ('newRichMenuAliasId' in given) return undefined;
  const picked: PostbackParams = {};
  for (const key of ['date', 'time', 'datetime'] as const) {
    const value: unknown = Reflect.get(given, key);
    if (typeof value === 'string') picked[key] = value;
  }
  return Object.keys(picked).length === 0 ? { type: 'postback', data } : { type: 'postback', data, params: picked };
}
