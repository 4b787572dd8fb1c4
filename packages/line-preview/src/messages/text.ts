import { button, h } from '../dom.ts';
import type { TextMessage, TextV2Message } from '../line-message.ts';
import type { Room } from '../room.ts';

// Trailing punctuation is not part of an address, and Japanese text puts no space after one.
const ADDRESS = /https?:\/\/[\w\-./?%&=+#~:;,@!$'*()[\]]*[\w\-/=#&]/g;

export function renderText(message: TextMessage, room: Room): HTMLElement {
  return h('div', { class: 'bubble text' }, ...linkify(withEmoji(message), room));
}

/** https://developers.line.biz/en/reference/messaging-api/#text-message-v2: `{name}` stands for a mention or an emoji. */
export function renderTextV2(message: TextV2Message, room: Room): HTMLElement {
  const text = message.text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const substitute = message.substitution?.[name];
    if (substitute === undefined) return whole;
    return substitute.type === 'mention' ? '@あなた' : LINE_EMOJI;
  });
  return h('div', { class: 'bubble text' }, ...linkify(text, room));
}

const LINE_EMOJI = '☺';

/** LINE's own emoji are pictures on its servers; offline, each `$` that stands for one becomes a plain face. */
function withEmoji(message: TextMessage): string {
  const characters = message.text.split('');
  for (const emoji of message.emojis ?? []) characters.splice(emoji.index, 1, LINE_EMOJI);
  return characters.join('');
}

function linkify(text: string, room: Room): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const uri = match[0];
    parts.push(
      text.slice(end, match.index),
      button('link', () => room.perform({ type: 'uri', uri }), uri),
    );
    end = match.index + uri.length;
  }
  parts.push(text.slice(end));
  return parts;
}
