// The secrets that go out by e-mail. The hash is kept; a used or newer link ends the others of its kind.
import { hashToken, randomToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';
import { parseTicket, ticketOf } from './ticket.ts';

export type LinkKind = 'invitation' | 'password-reset';

/** In milliseconds. An invitation may wait for somebody who is on leave. */
const LIFE_MS: Readonly<Record<LinkKind, number>> = { invitation: 7 * 24 * 3_600_000, 'password-reset': 30 * 60_000 };

/** Nobody's mailbox is filled by whoever keeps asking. In milliseconds. */
const PAUSE_MS = 5 * 60_000;

/** Whether one of the kind, not used yet, is so young that it may still be on its way. */
export async function wentOutLately(db: TenantDb, staffId: string, kind: LinkKind): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from staff_link where staff_id = $1 and kind = $2 and used_at is null
       and expires_at > now() + $3 * interval '1 millisecond'`,
    [staffId, kind, LIFE_MS[kind] - PAUSE_MS],
  );
  return rows.length > 0;
}

/** Returns what goes behind the `#` of the address: browsers send that to no server, so it is in no log. */
export async function issueLink(db: TenantDb, staffId: string, kind: LinkKind): Promise<string> {
  const id = uuidv7();
  const secret = randomToken();
  await db.sql('update staff_link set used_at = now() where staff_id = $1 and kind = $2 and used_at is null', [
    staffId,
    kind,
  ]);
  await db.sql(
    `insert into staff_link (id, staff_id, kind, token_hash, expires_at)
     values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')`,
    [id, staffId, kind, hashToken(secret), LIFE_MS[kind]],
  );
  return ticketOf(db.tenantId, id, secret);
}

/** Whose link this is, without using it up. Its row is locked. @throws AppError STAFF_LINK_INVALID */
export async function readLink(
  db: TenantDb,
  kind: LinkKind,
  ticket: string,
): Promise<{ linkId: string; staffId: string }> {
  const { id, secret } = parseTicket(ticket);
  const [row] = await db.sql<{ linkId: string; staffId: string }>(
    `select id as "linkId", staff_id as "staffId" from staff_link
     where id = $1 and token_hash = $2 and kind = $3 and used_at is null and expires_at > now() for update`,
    [id, hashToken(secret), kind],
  );
  if (!row) throw errors.LINK_INVALID();
  return row;
}

export async function spendLink(db: TenantDb, linkId: string): Promise<void> {
  await db.sql('update staff_link set used_at = now() where id = $1', [linkId]);
}
