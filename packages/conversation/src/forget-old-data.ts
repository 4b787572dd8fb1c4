import type { TenantDb } from '@tenohira/db';
import { forgetIdentityRequests } from '@tenohira/identity';

export type Retention = {
  /** What a resident wrote, and what was answered: kept for looking into complaints, then emptied. */
  messageDays: number;
  /** A conversation that nobody came back to. */
  sessionDays: number;
};

export type Forgotten = { inbox: number; outbox: number; sessions: number; forms: number; photos: number };

/**
 * Empties what a tenant no longer needs: the words of messages, abandoned conversations, forms that were never sent in,
 * photos and pages that came to nothing, used-up nonces. The rows stay, so that what happened and when can still be told.
 */
export async function forgetOldData(db: TenantDb, retention: Retention): Promise<Forgotten> {
  const { messageDays, sessionDays } = retention;
  const count = async (text: string, days: number) => (await db.sql(`${text} returning 1`, [days])).length;
  const inbox = await count(
    `update inbox_event set payload = null where payload is not null and status <> 'pending' and received_at < now() - $1 * interval '1 day'`,
    messageDays,
  );
  const outbox = await count(
    `update outbox_message set messages = null where messages is not null and finished_at < now() - $1 * interval '1 day'`,
    messageDays,
  );
  const sessions = await count(
    `update conversation_session set state = null where state is not null and last_event_at < now() - $1 * interval '1 day'`,
    sessionDays,
  );
  const forms = await count(
    `delete from form_request where submitted_at is null and expires_at < now() - $1 * interval '1 day'`,
    sessionDays,
  );
  const photos = await count(
    `delete from stored_object o where created_at < now() - $1 * interval '1 day'
       and not exists (select from service_case c where c.resident_id = o.resident_id
                         and c.fields @> jsonb_build_array(jsonb_build_object('kind', 'photo', 'value', o.id::text)))
       and not exists (select from conversation_session s where s.resident_id = o.resident_id
                         and position(o.id::text in s.state::text) > 0)`,
    sessionDays,
  );
  await count(
    `delete from benefit_page where finished_at is null and expires_at < now() - $1 * interval '1 day'`,
    sessionDays,
  );
  await count(`delete from account_link_nonce where expires_at < now() - $1 * interval '1 day'`, sessionDays);
  await forgetIdentityRequests(db, sessionDays);
  return { inbox, outbox, sessions, forms, photos };
}
