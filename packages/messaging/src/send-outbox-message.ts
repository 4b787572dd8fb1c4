// Sends one row of the outbox and records what became of it. Every step begins with the row's status and ends by
// changing it, so that running twice, or two at once, is harmless.

import { AppError, type FailPoint, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { classifySend, type LineClient, type Message, type SendClassification } from '@tenohira/line';
import { type Decision, decideOutcome } from './decide-outcome.ts';
import type { LineClients } from './line-clients.ts';
import { SEND_LEASE_MS, type TakenMessage } from './outbox.ts';

/** Before a row is tried again whose channel could not be opened, in milliseconds. */
const NOT_BEGUN_DELAY_MS = 5_000;

/** The places at which a death means something else each time. */
export const SEND_FAIL_POINTS = [
  'send.before-attempt',
  'send.attempt-written',
  'send.answered',
  'send.outcome-written',
] as const;

export type SendDependencies = {
  db: Database;
  lineClients: LineClients;
  failPoint?: FailPoint<(typeof SEND_FAIL_POINTS)[number]>;
};

/** What happened: `sent`, `later` (will be tried again), another final status, or `not-mine` (nothing to do). */
export type SendReport = {
  status: 'sent' | 'later' | 'failed' | 'unknown' | 'cancelled' | 'not-mine';
  errorCode?: string;
};

/** Takes a waiting row and sends it. */
export async function sendOutboxMessage(deps: SendDependencies, tenantId: string, id: string): Promise<SendReport> {
  const leaseToken = uuidv7();
  const taken = await deps.db.withTenant(tenantId, ({ sql }) =>
    sql(
      `update outbox_message set status = 'sending', lease_token = $2, lease_until = now() + $3 * interval '1 millisecond'
       where id = $1 and status in ('pending', 'queued') returning id`,
      [id, leaseToken, SEND_LEASE_MS],
    ),
  );
  if (taken.length === 0) return { status: 'not-mine' };
  return sendTakenMessage(deps, { tenantId, id, leaseToken });
}

/** Sends a row that the caller holds the lease of. */
export async function sendTakenMessage(deps: SendDependencies, taken: TakenMessage): Promise<SendReport> {
  deps.failPoint?.('send.before-attempt');
  const prepared = await deps.db.withTenant(taken.tenantId, (db) => prepare(db, taken));
  if ('report' in prepared) return prepared.report;
  deps.failPoint?.('send.attempt-written');
  const decision = await openClient(deps, taken, prepared).then(
    (line) => attempt(line, prepared),
    (error: unknown) => notBegun(error, prepared),
  );
  deps.failPoint?.('send.answered');
  if (decision.forgetClient) deps.lineClients.forget(prepared.row.channelId);
  const report = await deps.db.withTenant(taken.tenantId, (db) => record(db, taken, decision));
  deps.failPoint?.('send.outcome-written');
  return report;
}

type Row = {
  channelId: string;
  lineUserId: string;
  residentLeft: boolean;
  messages: Message[] | null;
  replyToken: string | null;
  replyUsable: boolean;
  /** A reply was begun before and nobody knows how it ended. */
  replyUncertain: boolean;
  /** LINE was asked before, or was about to be, and has not said that it is done. */
  mayHaveArrived: boolean;
  attempts: number;
  /** LINE forgets a retry key after 24 hours; we stop an hour before. */
  retryKeyExpired: boolean;
  tooOld: boolean;
};

type Prepared = { row: Row; id: string; via: 'reply' | 'push' };

async function prepare(db: TenantDb, taken: TakenMessage): Promise<Prepared | { report: SendReport }> {
  const [row] = await db.sql<Row>(
    `select o.channel_id as "channelId", r.line_user_id as "lineUserId", r.status = 'left' as "residentLeft", o.messages,
            o.reply_token as "replyToken", coalesce(o.reply_until > now(), false) as "replyUsable",
            o.reply_attempted_at is not null as "replyUncertain",
            o.reply_attempted_at is not null or o.first_push_at is not null as "mayHaveArrived", o.attempts,
            coalesce(o.first_push_at < now() - interval '23 hours', false) as "retryKeyExpired",
            o.created_at < now() - interval '24 hours' as "tooOld"
     from outbox_message o join resident r on r.id = o.resident_id
     where o.id = $1 and o.status = 'sending' and o.lease_token = $2
     for update of o`,
    [taken.id, taken.leaseToken],
  );
  if (!row) return { report: { status: 'not-mine' } };
  const finish = async (status: 'failed' | 'unknown' | 'cancelled', errorCode: string) => ({
    report: await record(db, taken, { status, errorCode }),
  });
  // Not to send it again is one thing; that the resident does not have it, only a row that never began can say.
  if (row.messages === null) return finish(row.mayHaveArrived ? 'unknown' : 'cancelled', 'MESSAGES_ERASED');
  if (row.residentLeft) return finish(row.mayHaveArrived ? 'unknown' : 'cancelled', 'RESIDENT_LEFT');
  if (row.retryKeyExpired) return finish('unknown', 'RETRY_KEY_EXPIRED');
  if (row.tooOld && !row.replyUncertain) return finish(row.mayHaveArrived ? 'unknown' : 'failed', 'TOO_OLD');
  // A reply has no retry key: past its time there is no way to ask, and sending anew might say it twice.
  if (row.replyUncertain && !row.replyUsable) return finish('unknown', 'REPLY_UNCERTAIN');
  const via = row.replyToken !== null && row.replyUsable ? 'reply' : 'push';
  await db.sql(
    `update outbox_message set attempts = attempts + 1,
       reply_attempted_at = case when $2 = 'reply' then coalesce(reply_attempted_at, now()) else reply_attempted_at end,
       first_push_at = case when $2 = 'push' then coalesce(first_push_at, now()) else first_push_at end
     where id = $1`,
    [taken.id, via],
  );
  return { row, id: taken.id, via };
}

function openClient(deps: SendDependencies, taken: TakenMessage, { row }: Prepared): Promise<LineClient> {
  return deps.lineClients.of(taken.tenantId, row.channelId);
}

/** The channel's secret could not be read: LINE was not asked, and nothing has become uncertain. */
function notBegun(error: unknown, { row }: Prepared): Decision {
  const errorCode = error instanceof AppError ? error.code : 'CHANNEL_UNAVAILABLE';
  return { status: 'later', errorCode, delayMs: NOT_BEGUN_DELAY_MS, replyNotExecuted: !row.replyUncertain };
}

async function attempt(line: LineClient, { row, id, via }: Prepared): Promise<Decision> {
  const messages = row.messages ?? [];
  if (via === 'reply') {
    const replyToken = row.replyToken ?? '';
    const answer = await classified(line.reply({ replyToken, messages }));
    return decideOutcome({ via, answer, attempts: row.attempts, replyUncertain: row.replyUncertain });
  }
  const answer = await classified(line.push({ to: row.lineUserId, messages }, { retryKey: id }));
  const { replyNotExecuted: isRefused = false, ...decision } = decideOutcome({
    ...{ via, answer, attempts: row.attempts, replyUncertain: false },
  });
  return { ...decision, pushNotExecuted: isRefused && !row.mayHaveArrived };
}

function classified(call: Promise<unknown>): Promise<SendClassification> {
  return call.then(classifySend, classifySend);
}

/** Writes the outcome, unless the lease has gone to somebody else meanwhile. */
async function record(db: TenantDb, taken: TakenMessage, decision: Decision): Promise<SendReport> {
  const { status, errorCode, requestId, sentVia, delayMs = 0 } = decision;
  const { replyNotExecuted = false, pushNotExecuted = false, dropReply = false } = decision;
  const final = status !== 'later';
  const written = await db.sql(
    `update outbox_message set status = $3, error_code = $4, line_request_id = coalesce($5, line_request_id), sent_via = $6,
       next_attempt_at = now() + $7 * interval '1 millisecond', finished_at = case when $8 then now() end,
       reply_attempted_at = case when $9 then null else reply_attempted_at end,
       first_push_at = case when $11 then null else first_push_at end,
       reply_token = case when $10 or $8 then null else reply_token end, lease_token = null, lease_until = null
     where id = $1 and lease_token = $2 returning id`,
    [
      taken.id,
      taken.leaseToken,
      final ? status : 'pending',
      errorCode ?? null,
      requestId ?? null,
      sentVia ?? null,
      delayMs,
      final,
      replyNotExecuted || dropReply,
      dropReply,
      pushNotExecuted,
    ],
  );
  if (written.length === 0) return { status: 'not-mine' };
  return errorCode === undefined ? { status } : { status, errorCode };
}
