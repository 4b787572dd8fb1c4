// A message as staff see it: its words where they may be read, and what kind of thing it was where not.
import type { Message } from '@tenohira/line';
import { isMessagePurpose, MESSAGE_PURPOSES } from '../purpose.ts';

export type MessageContent = {
  /** 「テキスト」, 「カード」 …, one a message; empty once the content is past its retention time. */
  kinds: string[];
  /** The words, one a message; null where they are the resident's own affair. */
  texts: string[] | null;
};

const KINDS: Readonly<Record<string, string>> = {
  text: 'テキスト',
  textV2: 'テキスト',
  flex: 'カード',
  template: 'ボタン',
  image: '写真',
  imagemap: '画像',
  sticker: 'スタンプ',
  location: '地図',
};

export function describeContent(purpose: string, messages: readonly Message[] | null): MessageContent {
  if (messages === null) return { kinds: [], texts: null };
  const mayRead = isMessagePurpose(purpose) && MESSAGE_PURPOSES[purpose].showsContent;
  return {
    kinds: messages.map(({ type }) => KINDS[type] ?? 'メッセージ'),
    texts: mayRead ? messages.map(wordsOf) : null,
  };
}

/** A card's alternative text says all that is on it: it is what a notification shows. */
function wordsOf(message: Message): string {
  if ('text' in message && typeof message.text === 'string') return message.text;
  return 'altText' in message && typeof message.altText === 'string' ? message.altText : '';
}
