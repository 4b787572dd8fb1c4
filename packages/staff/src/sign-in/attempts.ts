// A step that waits for the next one. The browser holds `<tenant>.<id>.<secret>`, we hold the hash; each is taken once.
import { hashToken, randomToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from '../errors.ts';
import { parseTicket, ticketOf } from '../ticket.ts';

export type AttemptKind = 'code' | 'passkey' | 'passkey-registration';
export type Attempt = { attemptId: string; staffId: string | null; challenge: string | null };

/** A step is taken within this time, in milliseconds. */
const ATTEMPT_MS = 5 * 60_000;
/** Wrong codes of one attempt. */
const MAX_TRIES = 5;

/** Returns the ticket for the browser. */
export async function beginAttempt(
  db: TenantDb,
  attempt: { kind: AttemptKind; staffId?: string; challenge?: string },
): Promise<string> {
  const id = uuidv7();
  const secret = randomToken();
  await db.sql(
    `insert into staff_attempt (id, staff_id, kind, token_hash, challenge, expires_at)
     values ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond')`,
    [id, attempt.staffId ?? null, attempt.kind, hashToken(secret), attempt.challenge ?? null, ATTEMPT_MS],
  );
  return ticketOf(db.tenantId, id, secret);
}

/**
 * Counts a try and returns the attempt, which stays for a further try. Its row is locked until the transaction ends.
 * @throws AppError STAFF_ATTEMPT_EXPIRED
 */
export async function tryAttempt(db: TenantDb, kind: AttemptKind, ticket: string | undefined): Promise<Attempt> {
  const { id, secret } = parseTicket(ticket);
  const [row] = await db.sql<Attempt>(
    `update staff_attempt set tries = tries + 1
     where id = $1 and token_hash = $2 and kind = $3 and expires_at > now() and tries < $4
     returning id as "attemptId", staff_id as "staffId", challenge`,
    [id, hashToken(secret), kind, MAX_TRIES],
  );
  if (!row) throw errors.ATTEMPT_EXPIRED();
  return row;
}

/** It has led somewhere and leads nowhere any more. */
export async function closeAttempt(db: TenantDb, { attemptId }: Attempt): Promise<void> {
  await db.prisma.staffAttempt.deleteMany({ where: { id: attemptId } });
}

/** @throws AppError STAFF_ATTEMPT_EXPIRED */
export async function takeAttempt(db: TenantDb, kind: AttemptKind, ticket: string | undefined): Promise<Attempt> {
  const attempt = await tryAttempt(db, kind, ticket);
  await closeAttempt(db, attempt);
  return attempt;
}
