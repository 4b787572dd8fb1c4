// Deleting what is kept of a person. Their cases, applications, payments and the audit have to be kept and stay, under a number
// that leads to nobody.
import { type Actor, appendAudit } from '@tenohira/audit';
import { forgetCodeTrials, listUnfinishedClaims } from '@tenohira/benefits';
import { forgetFollower } from '@tenohira/cases';
import type { Catalog } from '@tenohira/catalog';
import { forgetConversation } from '@tenohira/conversation';
import type { TenantDb } from '@tenohira/db';
import { forgetRequestsOf, withdrawRegistration } from '@tenohira/identity';
import { forgetMessagesOf } from '@tenohira/messaging';
import { deleteObjectsOfResident } from '@tenohira/storage';
import { errors } from './errors.ts';
import { readReason } from './reason.ts';

export type DeletedResident = {
  /** Whether they had registered who they are. */
  wasRegistered: boolean;
  /** How much went: photos and forms that no case holds, messages that will not be sent. */
  photos: number;
  forms: number;
  messages: number;
};

/**
 * Deletes registration, conversation, subscriptions, photos and forms that no case holds, and the words of all messages. Whoever
 * writes to the account afterwards is somebody new.
 * @throws AppError RESIDENT_NOT_FOUND, RESIDENT_DELETED, RESIDENT_CLAIM_UNDER_WAY, RESIDENT_REASON_MISSING, RESIDENT_MY_NUMBER
 */
export async function deleteResident(
  db: TenantDb,
  catalog: Catalog,
  { residentId, reason, actor }: { residentId: string; reason: string; actor: Actor },
): Promise<DeletedResident> {
  const written = readReason(reason);
  const { channelId, lineUserId } = await lockResident(db, residentId);
  await refuseUnfinished(db, residentId);
  const kept = await forgetFollower(db, residentId);
  for (const { subscriptions } of catalog.features.values()) await subscriptions?.forget(db, residentId);
  await forgetCodeTrials(db, residentId);
  const tombstone = `deleted:${residentId}`;
  const messages = await forgetMessagesOf(db, residentId);
  const photos = await deleteObjectsOfResident(db, residentId, kept.photoIds);
  const forms = await forgetConversation(db, {
    ...{ residentId, channelId, lineUserId, tombstone, keptForms: kept.formIds },
  });
  // `left`: nothing is ever sent to it.
  await db.sql(`update resident set line_user_id = $2, status = 'left', deleted_at = now() where id = $1`, [
    residentId,
    tombstone,
  ]);
  const wasRegistered = await withdrawRegistration(db, residentId, actor);
  await forgetRequestsOf(db, residentId);
  const deleted = { wasRegistered, photos, forms, messages };
  await appendAudit(db, [
    { actor, action: 'resident.deleted', subject: `resident:${residentId}`, detail: { reason: written, ...deleted } },
  ]);
  return deleted;
}

/** The resident's row is also what events of theirs wait for (packages/conversation). */
async function lockResident(db: TenantDb, residentId: string): Promise<{ channelId: string; lineUserId: string }> {
  const [row] = await db.sql<{ channelId: string; lineUserId: string; deletedAt: Date | null }>(
    `select channel_id as "channelId", line_user_id as "lineUserId", deleted_at as "deletedAt" from resident
     where id = $1 for update`,
    [residentId],
  );
  if (!row) throw errors.NOT_FOUND();
  if (row.deletedAt !== null) throw errors.DELETED();
  return row;
}

async function refuseUnfinished(db: TenantDb, residentId: string): Promise<void> {
  const numbers = await listUnfinishedClaims(db, residentId);
  if (numbers.length === 0) return;
  throw errors.CLAIM_UNDER_WAY({
    userMessage: `この住民の申請(${numbers.join('、')})の支払いが終わっていないか、受け取りの番号がまだ見られていないため、消せません。終わってから、もう一度お試しください。`,
    details: { claims: numbers.length },
  });
}
