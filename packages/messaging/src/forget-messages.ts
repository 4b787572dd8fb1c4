import type { TenantDb } from '@tenohira/db';

/**
 * When a resident is deleted: what waits is not sent, and the words of all of it go. That, when and why something was sent
 * stays; one that is being sent right now ends as LINE says.
 * @returns how many messages will not be sent
 */
export async function forgetMessagesOf(db: TenantDb, residentId: string): Promise<number> {
  const cancelled = await db.sql(
    `update outbox_message set status = case when first_push_at is null and reply_attempted_at is null then 'cancelled' else 'unknown' end,
       error_code = 'RESIDENT_DELETED', finished_at = now(), reply_token = null, lease_token = null, lease_until = null
     where resident_id = $1 and status in ('pending', 'queued') returning 1`,
    [residentId],
  );
  await db.sql('update outbox_message set messages = null where resident_id = $1 and messages is not null', [
    residentId,
  ]);
  return cancelled.length;
}
