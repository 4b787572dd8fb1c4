// The intent to send. Nothing is sent that is not a row here first, and every row ends in an outcome.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { Message } from '@tenohira/line';
import { errors } from './errors.ts';
import type { MessagePurpose } from './purpose.ts';

/** LINE takes five messages a request: https://developers.line.biz/en/reference/messaging-api/#send-push-message */
export const MAX_MESSAGES = 5;

/** How long whoever took a row may try, in milliseconds. Longer than the longest call to LINE. */
export const SEND_LEASE_MS = 15_000;

export type NewPush = {
  residentId: string;
  messages: readonly Message[];
  /** Two intents with one key are one message. */
  dedupeKey: string;
  /** What staff see it listed under; `other` where nobody says. */
  purpose?: MessagePurpose;
  /** Of what: see MESSAGE_PURPOSES. */
  about?: string;
  /** Before all others of the tenant: what cannot wait. */
  urgent?: boolean;
  /** Part of the answer to what this resident has just done. Such goes out while the city practises, too. */
  isAnswer?: boolean;
};

/**
 * Stores a push for the worker to send. Storing it again changes nothing. While the city practises, a push that answers
 * nothing goes to test residents alone; for anybody else it is stored as `cancelled`, for good: going live sends nothing that
 * practice had left lying.
 */
export async function storePush(db: TenantDb, push: NewPush): Promise<void> {
  await insert(db, {
    id: uuidv7(),
    residentId: push.residentId,
    dedupeKey: push.dedupeKey,
    purpose: push.purpose ?? 'other',
    about: push.about ?? null,
    messages: push.messages,
    priority: push.urgent ? 0 : 1,
    status: 'pending',
    isNotice: push.isAnswer !== true,
    reply: null,
    leaseToken: null,
  });
}

export type NewReply = {
  residentId: string;
  messages: readonly Message[];
  dedupeKey: string;
  /** Absent where the event brought none: then it goes out as a push. */
  replyToken?: string;
  /** Until when the token is worth trying. */
  replyUntil: Date;
};

export type TakenMessage = { tenantId: string; id: string; leaseToken: string };

/**
 * Stores an answer that the caller sends as soon as its transaction has committed: the row is taken at birth. If the
 * caller dies first, the lease runs out and the worker sends it.
 */
export async function storeReply(db: TenantDb, reply: NewReply): Promise<TakenMessage> {
  const taken = { tenantId: db.tenantId, id: uuidv7(), leaseToken: uuidv7() };
  await insert(db, {
    id: taken.id,
    residentId: reply.residentId,
    dedupeKey: reply.dedupeKey,
    purpose: 'conversation',
    about: null,
    messages: reply.messages,
    priority: 0,
    status: 'sending',
    isNotice: false,
    reply: reply.replyToken === undefined ? null : { token: reply.replyToken, until: reply.replyUntil },
    leaseToken: taken.leaseToken,
  });
  return taken;
}

/**
 * The resident has left: what waits for them is not sent. Of what LINE may have taken nobody can say that they do not have
 * it. What is being sent at this moment is left to whoever sends it.
 */
export async function giveUpMessages({ sql }: TenantDb, residentId: string): Promise<void> {
  await sql(
    `update outbox_message set error_code = 'RESIDENT_LEFT', finished_at = now(), reply_token = null, lease_token = null, lease_until = null,
       status = case when first_push_at is null and reply_attempted_at is null then 'cancelled' else 'unknown' end
     where resident_id = $1 and status in ('pending', 'queued')`,
    [residentId],
  );
}

type NewRow = {
  id: string;
  residentId: string;
  dedupeKey: string;
  purpose: MessagePurpose;
  about: string | null;
  messages: readonly Message[];
  priority: number;
  status: 'pending' | 'sending';
  /** Begun by the city. */
  isNotice: boolean;
  reply: { token: string; until: Date } | null;
  leaseToken: string | null;
};

async function insert(db: TenantDb, row: NewRow): Promise<void> {
  const inserted = await db.sql<{ id: string }>(
    `with chosen as (
       select channel_id, $11::boolean and not is_test and (select live_at is null from tenant) as is_held
       from resident where id = $2
     )
     insert into outbox_message
       (id, channel_id, resident_id, dedupe_key, messages, priority, reply_token, reply_until, lease_token, lease_until,
        status, error_code, finished_at, purpose, about)
     select $1, chosen.channel_id, $2, $3, $4, $5, $7, $8, $9,
            case when $9::uuid is null then null else now() + $10 * interval '1 millisecond' end,
            case when is_held then 'cancelled' else $6 end, case when is_held then 'PRACTICE' end, case when is_held then now() end, $12, $13
     from chosen
     on conflict (tenant_id, dedupe_key) do update set dedupe_key = excluded.dedupe_key
     returning id`,
    [
      row.id,
      row.residentId,
      row.dedupeKey,
      JSON.stringify(row.messages),
      row.priority,
      row.status,
      row.reply?.token ?? null,
      row.reply?.until ?? null,
      row.leaseToken,
      SEND_LEASE_MS,
      row.isNotice,
      row.purpose,
      row.about,
    ],
  );
  if (inserted.length === 0) throw errors.RESIDENT_NOT_FOUND();
}
