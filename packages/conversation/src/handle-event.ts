// What an event does, by its type. One transaction; nothing leaves it but rows.
import type { TenantDb } from '@tenohira/db';
import type { ResidentEvent } from '@tenohira/feature-kit';
import { isAccountLinkEvent, isFollowEvent, isUnfollowEvent, isUnsendEvent, type WebhookEvent } from '@tenohira/line';
import { giveUpMessages } from '@tenohira/messaging';
import { linkAccount } from './account-link.ts';
import { converse } from './converse.ts';
import type { ConversationDependencies } from './dependencies.ts';
import type { EventAtHand, Handled } from './event-at-hand.ts';
import { FORM_EVENT_TYPE, formEventSchema, isForUs, toResidentEvent } from './inbox-event.ts';
import { eraseUnsentMessage, wasUnsent } from './unsend.ts';

const NOTHING: Handled = { status: 'ignored', replies: [] };

export async function handleEvent(deps: ConversationDependencies, db: TenantDb, at: EventAtHand): Promise<Handled> {
  const { row, residentId } = at;
  if (row.payload === null) return NOTHING;
  if (row.type === FORM_EVENT_TYPE) {
    const event: ResidentEvent = { type: 'form', ...formEventSchema.parse(JSON.parse(row.payload)) };
    return converse(deps, db, at, event);
  }
  const event: WebhookEvent = JSON.parse(row.payload);
  if (!isForUs(event)) return NOTHING;

  if (isUnsendEvent(event)) {
    await eraseUnsentMessage(db, { residentId, channelId: row.channelId, messageId: event.unsend.messageId });
    return { status: 'processed', replies: [] };
  }
  if (isUnfollowEvent(event)) {
    if (!(await setFriendship(db, at, 'left'))) return { status: 'late', replies: [] };
    await forgetWhatWaits(db, residentId);
    return { status: 'processed', replies: [] };
  }
  if (isFollowEvent(event)) await setFriendship(db, at, 'friend');
  if (isAccountLinkEvent(event)) return linkAccount(db, at, event.link, event);
  if (row.lineMessageId !== null && (await wasUnsent(db, row))) return NOTHING;

  const resident = toResidentEvent(event, at.photo?.id);
  if (!resident) return NOTHING;
  await welcomeBack(db, at);
  return converse(deps, db, at, resident, event);
}

/** An older event does not undo a newer one: webhooks may arrive out of order. Returns whether it was the newest. */
async function setFriendship(db: TenantDb, at: EventAtHand, status: 'friend' | 'left'): Promise<boolean> {
  const changed = await db.sql(
    'update resident set status = $2, status_at = $3 where id = $1 and (status_at is null or status_at <= $3) returning 1',
    [at.residentId, status, at.row.occurredAt],
  );
  return changed.length > 0;
}

/** Who writes to us has not blocked us, even if the event that said so was lost. */
async function welcomeBack(db: TenantDb, at: EventAtHand): Promise<void> {
  await db.sql(
    `update resident set status = 'friend', status_at = $2 where id = $1 and status = 'left' and status_at < $2`,
    [at.residentId, at.row.occurredAt],
  );
}

/** Who has left gets no more pushes, and a conversation that was under way is over. */
async function forgetWhatWaits(db: TenantDb, residentId: string): Promise<void> {
  await db.sql('update conversation_session set state = null where resident_id = $1', [residentId]);
  await giveUpMessages(db, residentId);
}
