import { countGraphemes } from '@tenohira/core';
import { describe, expect, it } from 'vitest';
import {
  A,
  area,
  bubble,
  bubbleOfBytes,
  buttons,
  carousel,
  carouselOfBytes,
  check,
  codesOf,
  column,
  FAMILY,
  flex,
  flexButton,
  imagemap,
  inBody,
  postback,
  quickReply,
  quickReplyAction,
  SINGLE_CHARACTERS,
  template,
  text,
  times,
  url,
} from './check-messages.fixture.ts';
import { checkMessages } from './check-messages.ts';
import { countCharacters } from './count-characters.ts';
import type { Message, QuickReplyItem } from './messages.ts';

/** [what, limit, how a message of that measure is made, where the problem is] */
type Limit = [string, number, (measure: number) => Message[], string];

describe('lengths in UTF-16 code units', () => {
  it.each<Limit>([
    ['text', 5_000, (n) => [text(n)], 'messages[0].text'],
    ['textV2', 5_000, (n) => [{ type: 'textV2', text: A(n) }], 'messages[0].text'],
    [
      'altText of a template',
      1_500,
      (n) => [template({ type: 'confirm', text: '?', actions: times(2, postback) }, A(n))],
      'messages[0].altText',
    ],
    ['altText of a flex', 1_500, (n) => [flex(bubble(), A(n))], 'messages[0].altText'],
    ['altText of an imagemap', 1_500, (n) => [imagemap({ altText: A(n) })], 'messages[0].altText'],
    [
      'postback data',
      300,
      (n) => [quickReplyAction({ ...postback, data: A(n) })],
      'messages[0].quickReply.items[0].action.data',
    ],
    [
      'uri',
      1_000,
      (n) => [quickReplyAction({ type: 'uri', label: '開く', uri: url(n) })],
      'messages[0].quickReply.items[0].action.uri',
    ],
    [
      'desktop uri',
      1_000,
      (n) => [quickReplyAction({ type: 'uri', label: '開く', uri: url(30), altUri: { desktop: url(n) } })],
      'messages[0].quickReply.items[0].action.altUri.desktop',
    ],
    [
      'clipboard text',
      1_000,
      (n) => [quickReplyAction({ type: 'clipboard', label: 'コピー', clipboardText: A(n) })],
      'messages[0].quickReply.items[0].action.clipboardText',
    ],
    [
      'datetimepicker data',
      300,
      (n) => [quickReplyAction({ type: 'datetimepicker', label: '日付', data: A(n), mode: 'date' })],
      'messages[0].quickReply.items[0].action.data',
    ],
    [
      'quick reply icon',
      2_000,
      (n) => [quickReply([{ type: 'action', imageUrl: url(n), action: postback }])],
      'messages[0].quickReply.items[0].imageUrl',
    ],
    [
      'image',
      2_000,
      (n) => [{ type: 'image', originalContentUrl: url(n), previewImageUrl: url(30) }],
      'messages[0].originalContentUrl',
    ],
    [
      'preview',
      2_000,
      (n) => [{ type: 'video', originalContentUrl: url(30), previewImageUrl: url(n) }],
      'messages[0].previewImageUrl',
    ],
    [
      'tracking id',
      100,
      (n) => [{ type: 'video', originalContentUrl: url(30), previewImageUrl: url(30), trackingId: A(n) }],
      'messages[0].trackingId',
    ],
    [
      'audio',
      2_000,
      (n) => [{ type: 'audio', originalContentUrl: url(n), duration: 1 }],
      'messages[0].originalContentUrl',
    ],
    [
      'location title',
      100,
      (n) => [{ type: 'location', title: A(n), address: '住所', latitude: 0, longitude: 0 }],
      'messages[0].title',
    ],
    [
      'location address',
      100,
      (n) => [{ type: 'location', title: '役所', address: A(n), latitude: 0, longitude: 0 }],
      'messages[0].address',
    ],
    ['sender name', 20, (n) => [{ type: 'text', text: 'a', sender: { name: A(n) } }], 'messages[0].sender.name'],
    [
      'sender icon',
      2_000,
      (n) => [{ type: 'text', text: 'a', sender: { iconUrl: url(n) } }],
      'messages[0].sender.iconUrl',
    ],
    ['delivery tag', 30, (n) => [{ type: 'coupon', couponId: 'c', deliveryTag: A(n) }], 'messages[0].deliveryTag'],
    ['thumbnail', 2_000, (n) => [buttons({ thumbnailImageUrl: url(n) })], 'messages[0].template.thumbnailImageUrl'],
    [
      'imagemap text',
      400,
      (n) => [imagemap({ actions: [{ type: 'message', text: A(n), area }] })],
      'messages[0].actions[0].text',
    ],
    [
      'imagemap link',
      1_000,
      (n) => [imagemap({ actions: [{ type: 'uri', linkUri: url(n), area }] })],
      'messages[0].actions[0].linkUri',
    ],
    [
      'imagemap clipboard',
      1_000,
      (n) => [imagemap({ actions: [{ type: 'clipboard', clipboardText: A(n), area }] })],
      'messages[0].actions[0].clipboardText',
    ],
    ['flex image', 2_000, (n) => [inBody({ type: 'image', url: url(n) })], 'messages[0].contents.body.contents[0].url'],
  ])('%s: %i passes, one more does not', (_, limit, make, path) => {
    expect(checkMessages(make(limit))).toEqual([]);
    expect(checkMessages(make(limit + 1))).toMatchObject([{ path, code: 'too-long', limit, actual: limit + 1 }]);
  });

  it('counts an apple as two and a family as eleven', () => {
    const of = (value: string) => check({ type: 'text', text: value });
    expect(of('🍎'.repeat(2_500))).toEqual([]);
    expect(of(`${'🍎'.repeat(2_500)}a`)).toEqual(['messages[0].text too-long']);
    expect(of(FAMILY.repeat(454) + A(6))).toEqual([]);
    expect(of(FAMILY.repeat(455))).toEqual(['messages[0].text too-long']);
  });

  it('tells staff that emoji count more', () => {
    const [problem] = checkMessages([{ type: 'text', text: '🍎'.repeat(2_501) }]);
    expect(problem?.message).toBe(
      '本文は5000文字までです。いまは5002文字です(絵文字などは2文字以上と数えます)。2文字減らしてください。',
    );
  });
});

describe('lengths in grapheme clusters', () => {
  const limits: [string, number, (value: string) => Message[], string][] = [
    [
      'quick reply label',
      20,
      (v) => [quickReplyAction({ ...postback, label: v })],
      'messages[0].quickReply.items[0].action.label',
    ],
    [
      'template label',
      20,
      (v) => [buttons({ actions: [{ ...postback, label: v }] })],
      'messages[0].template.actions[0].label',
    ],
    [
      'image carousel label',
      12,
      (v) => [
        template({ type: 'image_carousel', columns: [{ imageUrl: url(30), action: { ...postback, label: v } }] }),
      ],
      'messages[0].template.columns[0].action.label',
    ],
    ['flex button label', 40, (v) => [flexButton({ label: v })], 'messages[0].contents.body.contents[0].action.label'],
    [
      'imagemap label',
      100,
      (v) => [imagemap({ actions: [{ type: 'uri', linkUri: url(30), label: v, area }] })],
      'messages[0].actions[0].label',
    ],
    [
      'displayText',
      300,
      (v) => [quickReplyAction({ ...postback, displayText: v })],
      'messages[0].quickReply.items[0].action.displayText',
    ],
    [
      'text of a postback',
      300,
      (v) => [quickReplyAction({ ...postback, text: v })],
      'messages[0].quickReply.items[0].action.text',
    ],
    [
      'fillInText',
      300,
      (v) => [quickReplyAction({ ...postback, inputOption: 'openKeyboard', fillInText: v })],
      'messages[0].quickReply.items[0].action.fillInText',
    ],
    [
      'text of a message action',
      300,
      (v) => [quickReplyAction({ type: 'message', label: '押す', text: v })],
      'messages[0].quickReply.items[0].action.text',
    ],
    ['buttons title', 40, (v) => [buttons({ title: v })], 'messages[0].template.title'],
    ['buttons text', 160, (v) => [buttons({ text: v })], 'messages[0].template.text'],
    ['buttons text with a title', 60, (v) => [buttons({ title: '題', text: v })], 'messages[0].template.text'],
    [
      'buttons text with an image',
      60,
      (v) => [buttons({ thumbnailImageUrl: url(30), text: v })],
      'messages[0].template.text',
    ],
    [
      'confirm text',
      240,
      (v) => [template({ type: 'confirm', text: v, actions: times(2, postback) })],
      'messages[0].template.text',
    ],
    ['carousel title', 40, (v) => [carousel([column({ title: v })])], 'messages[0].template.columns[0].title'],
    ['carousel text', 120, (v) => [carousel([column({ text: v })])], 'messages[0].template.columns[0].text'],
    [
      'carousel text with a title',
      60,
      (v) => [carousel([column({ title: '題', text: v })])],
      'messages[0].template.columns[0].text',
    ],
    [
      'carousel text with an image',
      60,
      (v) => [carousel([column({ thumbnailImageUrl: url(30), text: v })])],
      'messages[0].template.columns[0].text',
    ],
  ];
  const cases = limits.flatMap(([name, limit, make, path]) =>
    SINGLE_CHARACTERS.map((character) => [name, limit, character, make, path] as const),
  );

  it.each(cases)('%s: %i of %s pass, one more does not', (_, limit, character, make, path) => {
    expect(checkMessages(make(character.repeat(limit)))).toEqual([]);
    expect(checkMessages(make(character.repeat(limit + 1)))).toMatchObject([
      { path, code: 'too-long', limit, actual: limit + 1 },
    ]);
  });

  it('counts like core does', () => {
    for (const sample of ['', 'a', ...SINGLE_CHARACTERS, '🇯🇵🇯🇵', 'ｶﾞ', '葛󠄀城', '\r\n', '\ud83d', '👍🏽', 'นี้']) {
      expect(countCharacters(sample, 'graphemes')).toBe(countGraphemes(sample));
    }
  });
});

describe('numbers of things', () => {
  const quickReplyItem: QuickReplyItem = { type: 'action', action: postback };
  it.each<Limit>([
    ['messages', 5, (n) => times(n, text(1)), 'messages'],
    ['quick replies', 13, (n) => [quickReply(times(n, quickReplyItem))], 'messages[0].quickReply.items'],
    [
      'LINE emoji',
      20,
      (n) => [
        {
          type: 'text',
          text: '$'.repeat(n),
          emojis: Array.from({ length: n }, (_, index) => ({ index, productId: 'p', emojiId: '001' })),
        },
      ],
      'messages[0].emojis',
    ],
    [
      'LINE emoji of a textV2',
      20,
      (n) => [
        {
          type: 'textV2',
          text: '{e0}',
          substitution: Object.fromEntries(
            Array.from({ length: n }, (_, i) => [`e${i}`, { type: 'emoji', productId: 'p', emojiId: '001' }]),
          ),
        },
      ],
      'messages[0].substitution',
    ],
    [
      'mentions',
      20,
      (n) => [
        {
          type: 'textV2',
          text: '{m0}',
          substitution: Object.fromEntries(
            Array.from({ length: n }, (_, i) => [`m${i}`, { type: 'mention', mentionee: { type: 'all' } }]),
          ),
        },
      ],
      'messages[0].substitution',
    ],
    ['buttons', 4, (n) => [buttons({ actions: times(n, postback) })], 'messages[0].template.actions'],
    [
      'confirm buttons',
      2,
      (n) => [template({ type: 'confirm', text: '?', actions: times(n, postback) })],
      'messages[0].template.actions',
    ],
    ['carousel columns', 10, (n) => [carousel(times(n, column()))], 'messages[0].template.columns'],
    [
      'carousel buttons',
      3,
      (n) => [carousel([column({ actions: times(n, postback) })])],
      'messages[0].template.columns[0].actions',
    ],
    [
      'image carousel columns',
      10,
      (n) => [template({ type: 'image_carousel', columns: times(n, { imageUrl: url(30), action: postback }) })],
      'messages[0].template.columns',
    ],
    ['bubbles', 12, (n) => [flex({ type: 'carousel', contents: times(n, bubble()) })], 'messages[0].contents.contents'],
    [
      'imagemap areas',
      50,
      (n) => [imagemap({ actions: times(n, { type: 'message', text: 'a', area }) })],
      'messages[0].actions',
    ],
  ])('%s: %i pass, one more does not', (_, limit, make, path) => {
    expect(checkMessages(make(limit))).toEqual([]);
    expect(checkMessages(make(limit + 1))).toMatchObject([{ path, code: 'too-many', limit, actual: limit + 1 }]);
  });

  it('takes what is left of the five when told', () => {
    expect(codesOf(checkMessages([text(1), text(1)], { maxMessages: 2 }))).toEqual([]);
    expect(codesOf(checkMessages([text(1), text(1), text(1)], { maxMessages: 2 }))).toEqual(['messages too-many']);
  });

  it.each<[string, Message[], string]>([
    ['no message', [], 'messages'],
    ['no quick reply', [quickReply([])], 'messages[0].quickReply.items'],
    ['no button', [buttons({ actions: [] })], 'messages[0].template.actions'],
    [
      'one confirm button',
      [template({ type: 'confirm', text: '?', actions: [postback] })],
      'messages[0].template.actions',
    ],
    ['no column', [carousel([])], 'messages[0].template.columns'],
    ['no bubble', [flex({ type: 'carousel', contents: [] })], 'messages[0].contents.contents'],
  ])('%s is too few', (_, messages, path) => {
    expect(codesOf(checkMessages(messages))).toEqual([`${path} too-few`]);
  });
});

describe('sizes', () => {
  it('a bubble: 30 KB pass, one byte more does not', () => {
    expect(check(flex(bubbleOfBytes(30_000)))).toEqual([]);
    expect(checkMessages([flex(bubbleOfBytes(30_001))])).toMatchObject([
      { path: 'messages[0].contents', code: 'too-large', limit: 30_000, actual: 30_001 },
    ]);
  });

  it('counts bytes of UTF-8, not characters', () => {
    expect(check(inBody({ type: 'text', text: 'あ'.repeat(10_000) }))).toEqual(['messages[0].contents too-large']);
  });

  it('a carousel: 50 KB pass, one byte more does not; each bubble still has its 30 KB', () => {
    expect(check(flex(carouselOfBytes(50_000)))).toEqual([]);
    expect(check(flex(carouselOfBytes(50_001)))).toEqual(['messages[0].contents too-large']);
    const oneTooLarge = { type: 'carousel', contents: [bubble(), bubbleOfBytes(30_001)] };
    expect(check(flex(oneTooLarge))).toEqual(['messages[0].contents.contents[1] too-large']);
  });
});
