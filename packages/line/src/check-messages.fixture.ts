// What the tests of checkMessages build their messages with.

import { checkMessages } from './check-messages.ts';
import { LINE_LIMITS } from './limits.ts';
import type { Action, FlexBubble, Message, PostbackAction, QuickReplyItem, Template } from './messages.ts';
import type { Problem } from './problem.ts';

// One grapheme cluster each; 1, 2, 11 and 2 UTF-16 code units.
export const FAMILY = '👨‍👩‍👧‍👦';
export const SINGLE_CHARACTERS = ['あ', '🍎', FAMILY, 'か\u3099'];

export const url = (length: number) => `https://example.com/${'a'.repeat(length - 'https://example.com/'.length)}`;
export const text = (length: number): Message => ({ type: 'text', text: 'あ'.repeat(length) });
export const postback: PostbackAction = { type: 'postback', label: '押す', data: 'a=1' };
export const quickReply = (items: QuickReplyItem[]): Message => ({
  type: 'text',
  text: '選んでください',
  quickReply: { items },
});
export const quickReplyAction = (action: Action) => quickReply([{ type: 'action', action }]);
export const template = (content: Template, altText = '案内'): Message => ({
  type: 'template',
  altText,
  template: content,
});
export const buttons = (fields: object) => template({ type: 'buttons', text: '本文', actions: [postback], ...fields });
export const column = (fields: object = {}) => ({ text: '本文', actions: [postback], ...fields });
export const carousel = (columns: ReturnType<typeof column>[]) => template({ type: 'carousel', columns });
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
export const imagemap = (fields: object): Message => ({
  type: 'imagemap',
  baseUrl: 'https://example.com/map',
  altText: '地図',
  baseSize: { width: 1040, height: 520 },
  actions: [{ type: 'message', text: '見る', area: { x: 0, y: 0, width: 10, height: 10 } }],
  ...fields,
});
export const area = { x: 0, y: 0, width: 10, height: 10 };
export const bubble = (fields: object = {}): FlexBubble => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: '本文' }] },
  ...fields,
});
export const flex = (contents: object, altText = '案内'): Message => ({
  type: 'flex',
  altText,
  contents: contents as FlexBubble, // the tests hand over what the type forbids
});
export const inBody = (...contents: object[]) => flex(bubble({ body: { type: 'box', layout: 'vertical', contents } }));
export const flexButton = (fields: object) => inBody({ type: 'button', action: { ...postback, ...fields } });
export const bubbleOfBytes = (bytes: number): FlexBubble => {
  const empty = JSON.stringify(
    bubble({ body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: '' }] } }),
  );
  return bubble({
    body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'a'.repeat(bytes - empty.length) }] },
  });
};
export const carouselOfBytes = (bytes: number) => {
  const first = bubbleOfBytes(LINE_LIMITS.flexBubbleBytes);
  const frame = JSON.stringify({ type: 'carousel', contents: [first] }).length + ','.length;
  return { type: 'carousel', contents: [first, bubbleOfBytes(bytes - frame)] };
};

export const codesOf = (problems: Problem[]) => problems.map(({ path, code }) => `${path} ${code}`);
export const check = (...messages: Message[]) => codesOf(checkMessages(messages));

export const A = (count: number) => 'a'.repeat(count);
