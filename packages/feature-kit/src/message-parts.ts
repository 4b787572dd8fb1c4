// The few message shapes that every block writes. Browser-safe.
import type { Message } from '@tenohira/line';

type QuickReplyItem = NonNullable<NonNullable<Message['quickReply']>['items']>[number];
type Action = NonNullable<QuickReplyItem['action']>;

export type { Action, QuickReplyItem };

/** LINE shows at most 13 quick replies, and only those of the last message: https://developers.line.biz/en/docs/messaging-api/using-quick-reply/ */
export const QUICK_REPLY_MAX_ITEMS = 13;

/** A text, with quick replies under it if there are any. */
export function textMessage(text: string, actions: readonly Action[] = []): Message {
  const items = actions.slice(0, QUICK_REPLY_MAX_ITEMS).map(toQuickReplyItem);
  return items.length === 0 ? { type: 'text', text } : { type: 'text', text, quickReply: { items } };
}

/** A button that answers: `postbackAction('はい', context.answer('yes'))`. What was tapped shows in the chat. */
export function postbackAction(label: string, data: string): Action {
  return { type: 'postback', label, data, displayText: label };
}

export function toQuickReplyItem(action: Action): QuickReplyItem {
  return { type: 'action', action };
}
