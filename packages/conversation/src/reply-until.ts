import type { InboxRow } from './inbox-event.ts';

// A reply token is to be used within a minute of the webhook; LINE promises nothing after it. Ten seconds are kept for
// the call: https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
const USABLE_MS = 50_000;

export function replyUntil(row: InboxRow): Date {
  return new Date(row.receivedAt.getTime() + USABLE_MS);
}
