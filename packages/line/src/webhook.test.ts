import { AppError } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import { parseWebhookBody } from './webhook.ts';
import {
  findReplyToken,
  findUserId,
  isAccountLinkEvent,
  isFollowEvent,
  isImageMessageEvent,
  isLocationMessageEvent,
  isMessageEvent,
  isPostbackEvent,
  isTextMessageEvent,
  isUnfollowEvent,
  isUnsendEvent,
  type WebhookEvent,
} from './webhook-event.ts';

const destination = 'U8e742f61d673b39c7fff3cecb7536ef0';
const common = {
  timestamp: 1_785_542_400_000,
  mode: 'active',
  webhookEventId: '01K1J8E1WYVV4NRTHPYCM5ZK7N',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: 'U00000000000000000000000000000001' },
};
const textEvent = {
  ...common,
  type: 'message',
  replyToken: '757913772c4646b784d4b7ce46d12671',
  message: { type: 'text', id: '14353798921116', text: '道路に穴があいています🕳', quoteToken: 'q3Plxr4AgKd' },
};

const bodyOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const parseEvent = (event: unknown): WebhookEvent => {
  const [parsed] = parseWebhookBody(bodyOf({ destination, events: [event] })).events;
  if (parsed === undefined) throw new Error('no event');
  return parsed;
};

describe('parseWebhookBody', () => {
  it('reads the connection check, which has no events', () => {
    expect(parseWebhookBody(bodyOf({ destination, events: [] }))).toEqual({ destination, events: [] });
  });

  it('passes unknown types and unknown properties through as they came', () => {
    const unheardOf = { ...common, type: 'somethingNew', novelty: { deep: [1, { a: null }] }, mode: 'dormant' };
    const extended = { ...textEvent, addedLater: true, source: { ...common.source, addedLater: 'x' } };
    expect(parseWebhookBody(bodyOf({ destination, events: [unheardOf, extended], more: 1 })).events).toEqual([
      unheardOf,
      extended,
    ]);
  });

  it('keeps the events of several people in order', () => {
    const events = ['U1', 'U2', 'U1'].map((userId) => ({ ...textEvent, source: { type: 'user', userId } }));
    expect(parseWebhookBody(bodyOf({ destination, events })).events.map(findUserId)).toEqual(['U1', 'U2', 'U1']);
  });

  it('accepts events without a source, which module and account events are', () => {
    const { source, ...withoutSource } = common;
    expect(findUserId(parseEvent({ ...withoutSource, type: 'botSuspended' }))).toBeUndefined();
  });

  it.each([
    ['no JSON', Buffer.from('道路に穴')],
    ['nothing', Buffer.alloc(0)],
    ['an array', bodyOf([])],
    ['null', bodyOf(null)],
    ['no destination', bodyOf({ events: [] })],
    ['no events', bodyOf({ destination })],
    ['an event that is a text', bodyOf({ destination, events: ['x'] })],
    ...(['type', 'webhookEventId', 'timestamp', 'mode', 'deliveryContext'] as const).map((key): [string, Buffer] => [
      `an event without ${key}`,
      bodyOf({ destination, events: [{ ...textEvent, [key]: undefined }] }),
    ]),
  ])('refuses %s with LINE_WEBHOOK_MALFORMED', (_, rawBody) => {
    expect(() => parseWebhookBody(rawBody)).toThrow(expect.objectContaining({ code: 'LINE_WEBHOOK_MALFORMED' }));
  });

  it('never repeats what a resident wrote in the error', () => {
    const secretText = '秘密の相談';
    const bodies = [
      Buffer.from(`{"destination":"U1","events":[${secretText}`),
      bodyOf({ destination, events: [{ ...textEvent, timestamp: secretText }] }),
    ];
    for (const rawBody of bodies) {
      try {
        parseWebhookBody(rawBody);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(JSON.stringify([error.message, error.details, String(error.cause)])).not.toContain(secretText);
      }
    }
  });
});

describe('guards', () => {
  const image = { ...textEvent, message: { type: 'image', id: '1', contentProvider: { type: 'line' } } };
  const location = { ...textEvent, message: { type: 'location', id: '1', latitude: 34.6, longitude: 133.7 } };
  const postback = { ...common, type: 'postback', replyToken: 'r', postback: { data: 'a=1' } };
  const unsend = { ...common, type: 'unsend', unsend: { messageId: '1' } };
  const link = { ...common, type: 'accountLink', replyToken: 'r', link: { result: 'ok', nonce: 'n' } };

  it.each<[string, (event: WebhookEvent) => boolean, unknown, unknown]>([
    ['isMessageEvent', isMessageEvent, textEvent, { ...textEvent, message: undefined }],
    ['isTextMessageEvent', isTextMessageEvent, textEvent, { ...textEvent, message: { type: 'text', id: '1' } }],
    ['isImageMessageEvent', isImageMessageEvent, image, textEvent],
    [
      'isLocationMessageEvent',
      isLocationMessageEvent,
      location,
      { ...location, message: { type: 'location', id: '1' } },
    ],
    ['isPostbackEvent', isPostbackEvent, postback, { ...postback, postback: null }],
    ['isFollowEvent', isFollowEvent, { ...common, type: 'follow', replyToken: 'r', follow: {} }, textEvent],
    ['isUnfollowEvent', isUnfollowEvent, { ...common, type: 'unfollow' }, { ...common, type: 'follow' }],
    ['isUnsendEvent', isUnsendEvent, unsend, { ...unsend, unsend: {} }],
    ['isAccountLinkEvent', isAccountLinkEvent, link, { ...link, link: { result: 'ok' } }],
  ])('%s believes the shape, not the type alone', (_, guard, yes, no) => {
    expect(guard(parseEvent(yes))).toBe(true);
    expect(guard(parseEvent(no))).toBe(false);
  });

  it('gives the reply token of an active event, and none where we must not answer', () => {
    expect(findReplyToken(parseEvent(textEvent))).toBe(textEvent.replyToken);
    expect(findReplyToken(parseEvent({ ...textEvent, mode: 'standby' }))).toBeUndefined();
    expect(findReplyToken(parseEvent({ ...textEvent, replyToken: undefined }))).toBeUndefined();
    expect(findReplyToken(parseEvent({ ...textEvent, replyToken: 7 }))).toBeUndefined();
  });
});
