import type pg from 'pg';
import { WITHIN_LINES_PATIENCE_MS } from './patience.ts';

export type NewInboxEvent = {
  tenantId: string;
  channelId: string;
  webhookEventId: string;
  type: string;
  lineUserId: string | null;
  lineMessageId: string | null;
  occurredAtMs: number;
  /** The event's JSON. */
  payload: string;
};

export type DueInboxEvent = { tenantId: string; channelId: string; webhookEventId: string };

// The process that took an event works on it at once. Only what is still pending after this long is somebody else's.
const GRACE = "interval '10 seconds'";

const INSERT = {
  name: 'insert-inbox-events',
  text: `insert into inbox_event
     (tenant_id, channel_id, webhook_event_id, type, line_user_id, line_message_id, occurred_at, payload, next_attempt_at)
   select t, c, w, y, u, m, to_timestamp(o / 1000.0), p, now() + ${GRACE}
   from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::text[])
     as row (t, c, w, y, u, m, o, p)
   on conflict do nothing`,
};

export async function insertInboxEvents(pool: pg.Pool, events: readonly NewInboxEvent[]): Promise<void> {
  const query = {
    ...INSERT,
    query_timeout: WITHIN_LINES_PATIENCE_MS,
    values: [
      events.map((event) => event.tenantId),
      events.map((event) => event.channelId),
      events.map((event) => event.webhookEventId),
      events.map((event) => event.type),
      events.map((event) => event.lineUserId),
      events.map((event) => event.lineMessageId),
      events.map((event) => event.occurredAtMs),
      events.map((event) => event.payload),
    ],
  };
  await pool.query(query);
}

export async function listDueInboxEvents(pool: pg.Pool, limit: number): Promise<DueInboxEvent[]> {
  const { rows } = await pool.query<DueInboxEvent>(
    `select distinct on (tenant_id, channel_id, coalesce(line_user_id, webhook_event_id))
            tenant_id as "tenantId", channel_id as "channelId", webhook_event_id as "webhookEventId"
     from (
       select tenant_id, channel_id, webhook_event_id, line_user_id, occurred_at from inbox_event
       where status = 'pending' and next_attempt_at <= now() order by next_attempt_at limit $1
     ) due
     order by tenant_id, channel_id, coalesce(line_user_id, webhook_event_id), occurred_at`,
    [limit],
  );
  return rows;
}
