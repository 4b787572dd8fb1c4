// Fits what the blocks said into what LINE takes and shows: five messages a call, quick replies on the last one.
// Nothing is dropped or cut.
import { type Action, type Message, QUICK_REPLY_MAX_ITEMS, toQuickReplyItem } from '@tenohira/feature-kit';

/** https://developers.line.biz/en/reference/messaging-api/#send-reply-message */
export const MESSAGES_PER_CALL = 5;
const TEXT_MAX_LENGTH = 5000;

/** Groups of at most five: the first is the reply, any further ones are pushed after it. */
export function arrangeMessages(messages: readonly Message[], extras: readonly Action[]): Message[][] {
  const settled = withExtras(moveQuickRepliesToEnd(messages), extras);
  return toGroups(settled.length > MESSAGES_PER_CALL ? mergeTexts(settled) : settled);
}

/** LINE shows only the last message's quick replies, and hides them when another message follows. */
function moveQuickRepliesToEnd(messages: readonly Message[]): Message[] {
  const quickReply = messages.findLast((message) => message.quickReply)?.quickReply;
  if (!quickReply) return [...messages];
  return messages.map((message, index) => {
    if (index === messages.length - 1) return { ...message, quickReply };
    const { quickReply: _hidden, ...shown } = message;
    return shown;
  });
}

function withExtras(messages: readonly Message[], extras: readonly Action[]): Message[] {
  const last = messages.at(-1);
  if (!last) return [];
  const items = last.quickReply?.items ?? [];
  const known = new Set(items.map((item) => dataOf(item.action)));
  const room = Math.max(0, QUICK_REPLY_MAX_ITEMS - items.length);
  const added = extras.filter((action) => !known.has(dataOf(action))).slice(0, room);
  if (added.length === 0) return [...messages];
  return [...messages.slice(0, -1), { ...last, quickReply: { items: [...items, ...added.map(toQuickReplyItem)] } }];
}

function dataOf(action: Action | undefined): string | undefined {
  return action?.type === 'postback' ? action.data : undefined;
}

/** Joins neighbouring texts, from the front, until five are left or nothing more can be joined. */
function mergeTexts(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  let excess = messages.length - MESSAGES_PER_CALL;
  for (const message of messages) {
    const joined = excess > 0 ? joinTexts(merged.at(-1), message) : undefined;
    if (joined) {
      merged[merged.length - 1] = joined;
      excess -= 1;
    } else {
      merged.push(message);
    }
  }
  return merged;
}

function joinTexts(first: Message | undefined, second: Message): Message | undefined {
  if (first?.type !== 'text' || second.type !== 'text') return undefined;
  const plain = (keys: readonly string[]) =>
    keys.every((key) => key === 'type' || key === 'text' || key === 'quickReply');
  if (!plain(Object.keys(first)) || !plain(Object.keys(second))) return undefined;
  const text = `${first.text}\n\n${second.text}`;
  return text.length <= TEXT_MAX_LENGTH ? { ...second, text } : undefined;
}

function toGroups(messages: readonly Message[]): Message[][] {
  const groups: Message[][] = [];
  for (let index = 0; index < messages.length; index += MESSAGES_PER_CALL) {
    groups.push(messages.slice(index, index + MESSAGES_PER_CALL));
  }
  return groups;
}
