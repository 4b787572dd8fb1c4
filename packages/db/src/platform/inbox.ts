import type pg from 'pg';
import { errors } from '../errors.ts';
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

// Each column travels as one text of lines. An array would have every quote of every payload escaped here and unescaped
// there, which took longer than all the rest of a webhook.
const INSERT = {
  name: 'insert-inbox-events',
  text: `insert into inbox_event
     (tenant_id, channel_id, webhook_event_id, type, line_user_id, line_message_id, occurred_at, payload, next_attempt_at)
   select t::uuid, c::uuid, w, y, u, m, to_timestamp(o::float8 / 1000), p, now() + ${GRACE}
   from rows from (
     string_to_table($1, e'\\n'), string_to_table($2, e'\\n'), string_to_table($3, e'\\n'), string_to_table($4, e'\\n'),
     string_to_table($5, e'\\n', ''), string_to_table($6, e'\\n', ''), string_to_table($7, e'\\n'), string_to_table($8, e'\\n')
   ) as row (t, c, w, y, u, m, o, p)
   on conflict do nothing`,
};

/** @throws AppError DB_TEXT_INVALID if a value holds a line break, which neither LINE's ids nor JSON.stringify produce */
export async function insertInboxEvents(pool: pg.Pool, events: readonly NewInboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  const query = {
    ...INSERT,
    query_timeout: WITHIN_LINES_PATIENCE_MS,
    values: [
      lines(events, (event) => event.tenantId),
      lines(events, (event) => event.channelId),
      lines(events, (event) => event.webhookEventId),
      lines(events, (event) => event.type),
      lines(events, (event) => event.lineUserId ?? ''),
      lines(events, (event) => event.lineMessageId ?? ''),
      lines(events, (event) => String(event.occurredAtMs)),
      lines(events, (event) => event.payload),
    ],
  };
  await pool.query(query);
}

function lines(events: readonly NewInboxEvent[], columnOf: (event: NewInboxEvent) => string): string {
  let text = '';
  for (const [index, event] of events.entries()) {
    const value = columnOf(event);
    if (value.includes('\n')) throw errors.TEXT_INVALID();
    text += index === 0 ? value : `\n${value}`;
  }
  return text;
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
