// Sends one stored letter and records what became of it. SMTP has no idempotency: whoever dies, or hears nothing, between
// the server's 250 and our row sends the letter again, under the same Message-ID.
import { AppError, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { MAIL_TIMEOUT_MS, type Mailer } from './mailer.ts';
import { placeOf } from './outbox.ts';

/** How long whoever took a letter may try, in milliseconds. Longer than one may take, or it would be sent twice. */
const SEND_LEASE_MS = 3 * MAIL_TIMEOUT_MS;

/** Before the second, the third … attempt, in milliseconds; then the last of them again and again. */
const DELAYS_MS = [30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000, 60 * 60_000];

export type SendMailDependencies = { db: Database; secrets: TenantSecrets; mailer: Mailer };

/** What happened: `sent`, `later` (will be tried again), `failed`, or `not-mine` (nothing to do). */
export type SendMailReport = {
  status: 'sent' | 'later' | 'failed' | 'not-mine';
  errorCode?: string;
  smtpStatus?: string;
};

/** Takes a letter that is due and sends it. Running it twice, or two at once, is harmless. */
export async function sendMail(deps: SendMailDependencies, tenantId: string, id: string): Promise<SendMailReport> {
  const leaseToken = uuidv7();
  const taken = await deps.db.withTenant(tenantId, (db) => take(db, id, leaseToken));
  if (!taken) return { status: 'not-mine' };
  const report: SendMailReport = taken.tooOld
    ? { status: 'failed', errorCode: 'TOO_OLD' }
    : await deliver(deps, tenantId, id, taken).then(() => ({ status: 'sent' as const }), toReport);
  return deps.db.withTenant(tenantId, (db) => record(db, { id, leaseToken, attempts: taken.attempts }, report));
}

type Taken = { recipient: Buffer; subject: Buffer; body: Buffer; attempts: number; tooOld: boolean };

/** A turn at the queue is a time without a token; a token that a dead worker left was taken away with that turn. */
async function take(db: TenantDb, id: string, leaseToken: string): Promise<Taken | undefined> {
  const [row] = await db.sql<Taken>(
    `update mail_message set status = 'sending', attempts = attempts + 1, lease_token = $2,
            lease_until = now() + $3 * interval '1 millisecond'
     where id = $1 and status in ('pending', 'sending') and next_attempt_at <= now() and lease_token is null
     returning recipient, subject, body, attempts, created_at < now() - interval '24 hours' as "tooOld"`,
    [id, leaseToken, SEND_LEASE_MS],
  );
  return row;
}

async function deliver(deps: SendMailDependencies, tenantId: string, id: string, taken: Taken): Promise<void> {
  const { decrypt } = await deps.secrets.opened(tenantId);
  const read = (part: 'recipient' | 'subject' | 'body') => decrypt(placeOf(part, id), taken[part]).toString();
  await deps.mailer.send({ to: read('recipient'), subject: read('subject'), text: read('body'), messageKey: id });
}

/** Only a refusal is final; a secret that cannot be read waits for its repair. A defect is thrown, and the lease runs out. */
function toReport(error: unknown): SendMailReport {
  if (!(error instanceof AppError)) throw error;
  const { smtpStatus } = error.details;
  return {
    status: error.code === 'MAIL_REFUSED' ? 'failed' : 'later',
    errorCode: error.code,
    ...(typeof smtpStatus === 'string' ? { smtpStatus } : {}),
  };
}

/** Writes the outcome, unless the lease has gone to somebody else meanwhile. What is final is also wiped. */
async function record(
  db: TenantDb,
  held: { id: string; leaseToken: string; attempts: number },
  report: SendMailReport,
): Promise<SendMailReport> {
  const { status, errorCode = null, smtpStatus = null } = report;
  const delayMs = DELAYS_MS[Math.min(held.attempts, DELAYS_MS.length) - 1] ?? 0;
  const written =
    status === 'later'
      ? await db.sql(
          `update mail_message set status = 'pending', error_code = $3, smtp_status = $4, lease_token = null,
                  lease_until = null, next_attempt_at = now() + $5 * interval '1 millisecond'
           where id = $1 and lease_token = $2 returning id`,
          [held.id, held.leaseToken, errorCode, smtpStatus, delayMs],
        )
      : await db.sql(
          `update mail_message set status = $3, error_code = $4, smtp_status = coalesce($5, smtp_status),
                  lease_token = null, lease_until = null, next_attempt_at = null, subject = null, body = null,
                  finished_at = now()
           where id = $1 and lease_token = $2 returning id`,
          [held.id, held.leaseToken, status, errorCode, smtpStatus],
        );
  return written.length === 0 ? { status: 'not-mine' } : report;
}
