// A browser in which somebody is signed in. The access token (services/console) names the session and holds nothing else;
// role and access are read with each request, so a change works at once (ASVS 8.3.2).
import { appendAudit } from '@tenohira/audit';
import { hashToken, isUuid, randomToken, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { makeKnown, type Tell } from '../access-news.ts';
import { errors } from '../errors.ts';
import { isRole } from '../roles.ts';
import type { Staff } from '../staff.ts';
import { parseTicket, ticketOf } from '../ticket.ts';

export type Browser = { ip: string; userAgent: string };
export type EndReason = 'signed-out' | 'ended-by-person' | 'reused' | 'disabled' | 'password-changed';

/** `refresh` is for the browser's cookie; undefined where another tab has just got one. */
export type Granted = { tenantId: string; sessionId: string; staffId: string; refresh?: string };

/** With what two factors are shown: a passkey, or a code after a password. */
export type ProvenBy = 'passkey' | 'code';

/**
 * `networks`: from where the city lets its staff work, see networks.ts. `moneyByPasskey`: what it takes as proof, see
 * money-proof.ts. `passkeyAt`: when one was last shown.
 */
export type SessionStaff = Staff & {
  sessionId: string;
  provenAt: Date;
  passkeyAt: Date | null;
  networks: string[];
  moneyByPasskey: boolean;
};

export type SessionRow = {
  sessionId: string;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string;
  userAgent: string;
};

/** A working day; then one signs in again. In milliseconds. */
const SESSION_MS = 12 * 3_600_000;
/** Of silence: the browser refreshes every ten minutes while somebody works. In milliseconds. */
const IDLE_MS = 2 * 3_600_000;
/** Two tabs may show the same refresh token this far apart, in milliseconds. */
const REUSE_LEEWAY_MS = 10_000;
/** Money, exports and roles ask for two factors shown within this time, in milliseconds. */
export const STEP_UP_MS = 10 * 60_000;

const LIVE = `ended_at is null and expires_at > now() and refreshed_at > now() - ${IDLE_MS} * interval '1 millisecond'`;

export async function startSession(db: TenantDb, staffId: string, browser: Browser, by: ProvenBy): Promise<Granted> {
  const sessionId = uuidv7();
  const secret = randomToken();
  await db.sql(
    `insert into staff_session (id, staff_id, refresh_hash, expires_at, user_agent, ip, passkey_at)
     values ($1, $2, $3, now() + $4 * interval '1 millisecond', $5, $6, case when $7 then now() end)`,
    [sessionId, staffId, hashToken(secret), SESSION_MS, browser.userAgent.slice(0, 300), browser.ip, by === 'passkey'],
  );
  await appendAudit(db, [
    { actor: `staff:${staffId}`, action: 'staff.signed-in', subject: `staff:${staffId}`, detail: { sessionId } },
  ]);
  return { tenantId: db.tenantId, sessionId, staffId, refresh: ticketOf(db.tenantId, sessionId, secret) };
}

/** Who is calling. @throws AppError STAFF_NOT_SIGNED_IN */
export async function authenticateSession(
  db: Database,
  { tenantId, sessionId }: { tenantId: string; sessionId: string },
): Promise<SessionStaff> {
  if (!isUuid(tenantId) || !isUuid(sessionId)) throw errors.NOT_SIGNED_IN();
  const [row] = await db.readTenant(tenantId, ({ sql }) =>
    sql<
      Omit<SessionStaff, 'tenantId' | 'sessionId' | 'role' | 'networks'> & { role: string; networks: string[] | null }
    >(
      `select m.id as "staffId", m.name, m.role, s.proven_at as "provenAt", s.passkey_at as "passkeyAt",
         (select networks from staff_network_policy) as networks,
         coalesce((select money_by_passkey from staff_proof_policy), false) as "moneyByPasskey"
       from staff_session s join staff_member m on m.tenant_id = s.tenant_id and m.id = s.staff_id
       where s.id = $1 and m.status = 'active' and ${LIVE}`,
      [sessionId],
    ),
  );
  if (!row || !isRole(row.role)) throw errors.NOT_SIGNED_IN();
  return { ...row, tenantId, sessionId, role: row.role, networks: row.networks ?? [] };
}

/**
 * Takes the refresh token and gives the next one. One that was taken before ends the session: somebody has a copy.
 * @throws AppError STAFF_NOT_SIGNED_IN
 */
export async function refreshSession(
  { db, tell }: { db: Database; tell: Tell },
  ticket: string | undefined,
): Promise<Granted> {
  const { tenantId, id, secret } = parseTicket(ticket);
  const granted = await db.withTenant(tenantId, (scope) => rotate(scope, { tell }, id, secret));
  if (!granted) throw errors.NOT_SIGNED_IN();
  return granted;
}

async function rotate(
  db: TenantDb,
  deps: { tell: Tell },
  sessionId: string,
  secret: string,
): Promise<Granted | undefined> {
  const [session] = await db.sql<{ staffId: string; refreshHash: string; previousHash: string | null; fresh: boolean }>(
    `select s.staff_id as "staffId", refresh_hash as "refreshHash", previous_hash as "previousHash",
       refreshed_at > now() - $2 * interval '1 millisecond' as fresh
     from staff_session s join staff_member m on m.tenant_id = s.tenant_id and m.id = s.staff_id
     where s.id = $1 and m.status = 'active' and ${LIVE} for update of s`,
    [sessionId, REUSE_LEEWAY_MS],
  );
  if (!session) return undefined;
  const { staffId } = session;
  const granted = { tenantId: db.tenantId, sessionId, staffId };
  const shown = hashToken(secret);
  if (shown === session.refreshHash) {
    const next = randomToken();
    await db.sql(
      'update staff_session set refresh_hash = $2, previous_hash = refresh_hash, refreshed_at = now() where id = $1',
      [sessionId, hashToken(next)],
    );
    return { ...granted, refresh: ticketOf(db.tenantId, sessionId, next) };
  }
  if (shown === session.previousHash && session.fresh) return granted;
  await endSession(db, sessionId, 'reused');
  await makeKnown(db, deps, { staffId, what: 'session-reused', sessionId });
  return undefined;
}

/** Two factors were just shown. */
export async function proveSession(db: TenantDb, sessionId: string, by: ProvenBy): Promise<void> {
  await db.sql(
    'update staff_session set proven_at = now(), passkey_at = case when $2 then now() else passkey_at end where id = $1',
    [sessionId, by === 'passkey'],
  );
}

export async function listSessions(db: TenantDb, staffId: string): Promise<SessionRow[]> {
  return db.sql<SessionRow>(
    `select id as "sessionId", created_at as "createdAt", refreshed_at as "lastSeenAt", ip, user_agent as "userAgent"
     from staff_session where staff_id = $1 and ${LIVE} order by refreshed_at desc`,
    [staffId],
  );
}

/** One's own. @throws AppError STAFF_SESSION_NOT_FOUND */
export async function endOwnSession(
  db: TenantDb,
  { staffId, sessionId, reason }: { staffId: string; sessionId: string; reason: EndReason },
): Promise<void> {
  const rows = await db.sql(
    'update staff_session set ended_at = now(), end_reason = $3 where id = $1 and staff_id = $2 and ended_at is null returning id',
    [sessionId, staffId, reason],
  );
  if (rows.length === 0) throw errors.SESSION_NOT_FOUND();
  await appendAudit(db, [
    {
      actor: `staff:${staffId}`,
      action: 'staff.session-ended',
      subject: `staff:${staffId}`,
      detail: { sessionId, reason },
    },
  ]);
}

/** In all other browsers, see ASVS 5.0, 7.4.3. */
export async function endOtherSessions(
  db: TenantDb,
  { staffId, sessionId }: Pick<SessionStaff, 'staffId' | 'sessionId'>,
): Promise<void> {
  await endSessionsOf(db, staffId, 'ended-by-person', sessionId);
  await appendAudit(db, [
    {
      actor: `staff:${staffId}`,
      action: 'staff.other-sessions-ended',
      subject: `staff:${staffId}`,
      detail: { sessionId },
    },
  ]);
}

/** All of a person's, but for one. */
export async function endSessionsOf(
  db: TenantDb,
  staffId: string,
  reason: EndReason,
  except: string | null = null,
): Promise<void> {
  await db.sql(
    `update staff_session set ended_at = now(), end_reason = $2
     where staff_id = $1 and ended_at is null and ($3::uuid is null or id <> $3)`,
    [staffId, reason, except],
  );
}

async function endSession(db: TenantDb, sessionId: string, reason: EndReason): Promise<void> {
  await db.sql('update staff_session set ended_at = now(), end_reason = $2 where id = $1', [sessionId, reason]);
}
