// One resident's events, one after another, in the order in which they happened. Any process may call this for any
// resident at any time: the resident's row is locked while an event has its effect, and an event has it once.
import { AppError, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { isImageMessageEvent, type WebhookEvent } from '@tenohira/line';
import { sendTakenMessage, storePush, type TakenMessage } from '@tenohira/messaging';
import type { SealedObject } from '@tenohira/storage';
import type { ConversationDependencies } from './dependencies.ts';
import type { Handled } from './event-at-hand.ts';
import { fetchPhoto } from './fetch-photo.ts';
import { handleEvent } from './handle-event.ts';
import type { InboxRow } from './inbox-event.ts';
import type { ResidentKey } from './resident-key.ts';

/** After this many tries an event is given up, and the resident is told. */
const MAX_ATTEMPTS = 6;
/** A photo that LINE will not hand out is waited for this often; then the flow is told that there is none. */
const MAX_PHOTO_ATTEMPTS = 4;

const APOLOGY = '申し訳ありません。ただいま処理できませんでした。少し時間をおいて、もう一度お試しください。';

/** `waits`: it failed before, and its time has not come yet. A burst of new messages must not use up its tries. */
type PendingRow = InboxRow & { waits: boolean };
type Outcome = TakenMessage[] | 'try-later' | 'done-elsewhere';

/**
 * Works through what is pending for a resident. Returns how many events had their effect. An event that fails for a
 * passing reason stays pending for the worker; those behind it wait with it.
 */
export async function processResident(deps: ConversationDependencies, key: ResidentKey): Promise<number> {
  let processed = 0;
  for (;;) {
    const row = await findOldestPending(deps, key);
    if (!row) return processed;
    if (row.waits) return processed;
    const taken = await processEvent(deps, key, row);
    if (taken === 'try-later') return processed;
    if (taken === 'done-elsewhere') continue;
    processed += 1;
    for (const message of taken) await sendTakenMessage(deps, message);
  }
}

/** An event of nobody in particular (a group, the platform itself): kept, and nothing is done about it. */
export async function ignoreEvent(
  deps: ConversationDependencies,
  tenantId: string,
  channelId: string,
  webhookEventId: string,
): Promise<void> {
  await deps.db.withTenant(tenantId, ({ sql }) =>
    sql(
      `update inbox_event set status = 'ignored', processed_at = now() where channel_id = $1 and webhook_event_id = $2 and status = 'pending'`,
      [channelId, webhookEventId],
    ),
  );
}

async function processEvent(deps: ConversationDependencies, key: ResidentKey, row: InboxRow): Promise<Outcome> {
  try {
    const photo = await photoFor(deps, key, row);
    return await deps.db.withTenant(key.tenantId, async (db) => {
      const residentId = await lockResident(db, key);
      // Somebody else may have been faster while we waited for the lock.
      if (!(await isStillPending(db, row))) return 'done-elsewhere';
      const handled = await handleEvent(deps, db, { residentId, row, ...(photo ? { photo } : {}) });
      await finish(db, row, handled.status);
      return handled.replies;
    });
  } catch (error) {
    return giveUpOrWait(deps, key, row, error);
  }
}

async function findOldestPending(deps: ConversationDependencies, key: ResidentKey): Promise<PendingRow | undefined> {
  const rows = await deps.db.readTenant(key.tenantId, ({ sql }) =>
    sql<Omit<PendingRow, 'arrivedAt'> & { waitedMs: number }>(
      `select channel_id as "channelId", webhook_event_id as "webhookEventId", type, line_user_id as "lineUserId",
              line_message_id as "lineMessageId", occurred_at as "occurredAt", received_at as "receivedAt", payload, attempts,
              attempts > 0 and next_attempt_at > now() as waits,
              (extract(epoch from now() - received_at) * 1000)::float8 as "waitedMs"
       from inbox_event where channel_id = $1 and line_user_id = $2 and status = 'pending'
       order by occurred_at, webhook_event_id limit 1`,
      [key.channelId, key.lineUserId],
    ),
  );
  const [row] = rows;
  if (!row) return undefined;
  const { waitedMs, ...pending } = row;
  return { ...pending, arrivedAt: new Date(deps.clock.now().getTime() - waitedMs) };
}

/** The resident's row, made where there is none, and locked: one event of a resident at a time, in any process. */
async function lockResident(db: TenantDb, key: ResidentKey): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    `insert into resident (id, channel_id, line_user_id) values ($1, $2, $3)
     on conflict (tenant_id, channel_id, line_user_id) do update set line_user_id = excluded.line_user_id
     returning id`,
    [uuidv7(), key.channelId, key.lineUserId],
  );
  if (!row) throw new Error('an upsert returned no row');
  return row.id;
}

async function isStillPending(db: TenantDb, row: InboxRow): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from inbox_event where channel_id = $1 and webhook_event_id = $2 and status = 'pending' for update`,
    [row.channelId, row.webhookEventId],
  );
  return rows.length > 0;
}

async function finish(db: TenantDb, row: InboxRow, status: Handled['status'] | 'failed'): Promise<void> {
  await db.sql(
    `update inbox_event set status = $3, processed_at = now(), attempts = attempts + 1
     where channel_id = $1 and webhook_event_id = $2`,
    [row.channelId, row.webhookEventId, status],
  );
}

/** LINE keeps a photo for a while only, so it is fetched now, before the transaction that may need it. */
async function photoFor(
  deps: ConversationDependencies,
  key: ResidentKey,
  row: InboxRow,
): Promise<SealedObject | undefined> {
  if (row.type !== 'message' || row.payload === null || row.lineMessageId === null) return undefined;
  const event: WebhookEvent = JSON.parse(row.payload);
  if (!isImageMessageEvent(event) || event.mode !== 'active') return undefined;
  if (!(await isInConversation(deps, key))) return undefined;
  return fetchPhoto(deps, key, row.lineMessageId, { giveUp: row.attempts + 1 >= MAX_PHOTO_ATTEMPTS });
}

/** Nobody asked for a photo that comes out of the blue: it is not fetched and not kept. */
async function isInConversation(deps: ConversationDependencies, key: ResidentKey): Promise<boolean> {
  const rows = await deps.db.readTenant(key.tenantId, ({ sql }) =>
    sql(
      `select 1 from conversation_session s join resident r on r.id = s.resident_id
       where r.channel_id = $1 and r.line_user_id = $2 and s.state is not null`,
      [key.channelId, key.lineUserId],
    ),
  );
  return rows.length > 0;
}

async function giveUpOrWait(
  deps: ConversationDependencies,
  key: ResidentKey,
  row: InboxRow,
  error: unknown,
): Promise<Outcome> {
  const code = error instanceof AppError ? error.code : 'CONVERSATION_UNEXPECTED';
  const attempts = row.attempts + 1;
  const final = attempts >= MAX_ATTEMPTS;
  const cause =
    error instanceof Error && !(error instanceof AppError)
      ? { error: error.name, at: error.stack?.split('\n')[1]?.trim() }
      : {};
  deps.log({
    level: final ? 'error' : 'warning',
    code,
    tenantId: key.tenantId,
    detail: { webhookEventId: row.webhookEventId, attempts, ...cause },
  });
  return deps.db.withTenant(key.tenantId, async (db) => {
    if (final) {
      const residentId = await lockResident(db, key);
      if (!(await isStillPending(db, row))) return 'done-elsewhere';
      await finish(db, row, 'failed');
      await storePush(db, {
        residentId,
        messages: [{ type: 'text', text: APOLOGY }],
        dedupeKey: `apology:${row.webhookEventId}`,
        isAnswer: true,
        purpose: 'conversation',
      });
      return [];
    }
    await db.sql(
      `update inbox_event set attempts = attempts + 1, error_code = $3, next_attempt_at = now() + power(2, attempts) * interval '1 second'
       where channel_id = $1 and webhook_event_id = $2 and status = 'pending'`,
      [row.channelId, row.webhookEventId, code],
    );
    return 'try-later';
  });
}
