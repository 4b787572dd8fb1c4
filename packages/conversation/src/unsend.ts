// "When a user unsends a message … we recommend that the service provider handles the message properly": it is deleted
// here too. https://developers.line.biz/en/docs/messaging-api/receiving-messages/#receive-unsend-event
import { eraseMessageFromCases } from '@tenohira/cases';
import type { TenantDb } from '@tenohira/db';
import { erase, sessionSchema } from '@tenohira/flow';
import { deleteObjectsOfMessage } from '@tenohira/storage';
import type { InboxRow } from './inbox-event.ts';

/** Removes a message's content from the inbox, the conversation, the photos and the cases. */
export async function eraseUnsentMessage(
  db: TenantDb,
  message: { residentId: string; channelId: string; messageId: string },
): Promise<void> {
  const { residentId, channelId, messageId } = message;
  await db.sql(
    `update inbox_event set payload = null, status = case when status = 'pending' then 'ignored' else status end
     where channel_id = $1 and line_message_id = $2 and type = 'message'`,
    [channelId, messageId],
  );
  await forgetAnswersSince(db, message);
  await deleteObjectsOfMessage(db, messageId);
  await eraseMessageFromCases(db, residentId, messageId);
  const [session] = await db.sql<{ state: unknown }>(
    'select state from conversation_session where resident_id = $1 and state is not null',
    [residentId],
  );
  if (!session) return;
  const parsed = sessionSchema.safeParse(session.state);
  const state = parsed.success ? JSON.stringify(erase(parsed.data, messageId)) : null;
  await db.sql('update conversation_session set state = $2 where resident_id = $1', [residentId, state]);
}

/** What was answered since may repeat it (a summary before sending); what has gone out needs its words no longer. */
async function forgetAnswersSince(
  db: TenantDb,
  { residentId, channelId, messageId }: { residentId: string; channelId: string; messageId: string },
): Promise<void> {
  await db.sql(
    `update outbox_message set messages = null
     where resident_id = $1 and finished_at is not null and created_at >= (
       select min(received_at) from inbox_event where channel_id = $2 and line_message_id = $3 and type = 'message')`,
    [residentId, channelId, messageId],
  );
}

/** Whether the unsend came before the message itself, as happens when webhooks overtake each other. Then it is emptied. */
export async function wasUnsent(db: TenantDb, row: InboxRow): Promise<boolean> {
  const erased = await db.sql(
    `update inbox_event m set payload = null
     where m.channel_id = $1 and m.webhook_event_id = $2 and exists (
       select from inbox_event u where u.channel_id = $1 and u.line_message_id = $3 and u.type = 'unsend')
     returning 1`,
    [row.channelId, row.webhookEventId, row.lineMessageId],
  );
  return erased.length > 0;
}
