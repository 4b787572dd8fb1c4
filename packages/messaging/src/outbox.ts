// The intent to send. Nothing is sent that is not a row here first, and every row ends in an outcome.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { Message } from '@tenohira/line';
import { errors } from './errors.ts';

/** LINE takes five messages a request: https://developers.line.biz/en/reference/messaging-api/#send-push-message */
export const MAX_MESSAGES = 5;

/** How long whoever took a row may try, in milliseconds. Longer than the longest call to LINE. */
export const SEND_LEASE_MS = 15_000;

export type NewPush = {
  residentId: string;
  messages: readonly Message[];
  /** Two intents with one key are one message. */
  dedupeKey: string;
  /** Before all others of the tenant: what cannot wait. */
  urgent?: boolean;
};

/** Stores a push for the worker to send. Storing it again changes nothing. */
export async function storePush(db: TenantDb, push: NewPush): Promise<void> {
  await insert(db, {
    id: uuidv7(),
    residentId: push.residentId,
    dedupeKey: push.dedupeKey,
    messages: push.messages,
    priority: push.urgent ? 0 : 1,
    status: 'pending',
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
    messages: reply.messages,
    priority: 0,
    status: 'sending',
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
  messages: readonly Message[];
  priority: number;
  status: 'pending' | 'sending';
  reply: { token: string; until: Date } | null;
  leaseToken: string | null;
};

async function insert(db: TenantDb, row: NewRow): Promise<void> {
  const inserted = await db.sql<{ id: string }>(
    `with chosen as (select channel_id from resident where id = $2)
     insert into outbox_message
       (id, channel_id, resident_id, dedupe_key, messages, priority, status, reply_token, reply_until, lease_token, lease_until)
     select $1, chosen.channel_id, $2, $3, $4, $5, $6, $7, $8, $9,
            case when $9::uuid is null then null else now() + $10 * interval '1 millisecond' end
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
    ],
  );
  if (inserted.length === 0) throw errors.RESIDENT_NOT_FOUND();
}
