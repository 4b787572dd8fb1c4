import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { z } from 'zod';
import { errors } from './errors.ts';
import { issueLink } from './links.ts';
import { isRole, PLATFORM_ROLE, type Role } from './roles.ts';
import { endSessionsOf } from './sessions/sessions.ts';
import type { Staff } from './staff.ts';

export type StaffStatus = 'invited' | 'active' | 'disabled';
export type Member = Omit<Staff, 'tenantId'> & {
  email: string;
  status: StaffStatus;
  passkeys: number;
  createdAt: Date;
  lastSeenAt: Date | null;
};

/** An invitation's link, to be sent to that address and shown to nobody else. */
export type Invitation = { staffId: string; email: string; name: string; ticket: string };

const emailSchema = z.email().max(254);

/** As it is stored and compared. @throws AppError STAFF_EMAIL_INVALID */
export function normaliseEmail(text: string): string {
  const result = emailSchema.safeParse(text.trim().normalize('NFKC').toLowerCase());
  if (!result.success) throw errors.EMAIL_INVALID();
  return result.data;
}

/**
 * A person who may set up their sign-in with the ticket.
 * @throws AppError STAFF_ROLE_UNKNOWN, STAFF_EMAIL_INVALID, STAFF_EMAIL_TAKEN
 */
export async function inviteStaff(
  db: TenantDb,
  person: { email: string; name: string; role: string },
  actor: Actor,
): Promise<Invitation> {
  const role = await assertRoleHere(db, person.role);
  const email = normaliseEmail(person.email);
  const staffId = uuidv7();
  const rows = await db.sql(
    'insert into staff_member (id, email, name, role) values ($1, $2, $3, $4) on conflict (tenant_id, email) do nothing returning id',
    [staffId, email, person.name, role],
  );
  if (rows.length === 0) throw errors.EMAIL_TAKEN();
  const ticket = await issueLink(db, staffId, 'invitation');
  await appendAudit(db, [{ actor, action: 'staff.invited', subject: `staff:${staffId}`, detail: { role } }]);
  return { staffId, email, name: person.name, ticket };
}

/**
 * A new invitation: for one that got lost, and for somebody who has lost passkeys and authenticator. What they signed in
 * with before ends here.
 * @param by who asks for it; nobody on the command line
 * @throws AppError STAFF_NOT_FOUND, STAFF_OWN_ROLE, STAFF_LAST_OWNER
 */
export async function inviteAgain(
  db: TenantDb,
  { staffId, by }: { staffId: string; by?: string },
  actor: Actor,
): Promise<Invitation> {
  if (staffId === by) throw errors.OWN_ROLE();
  // Without a person behind it, it is the way back for the last owner.
  if (by !== undefined) await assertOwnerStays(db, staffId, false);
  const member = await db.prisma.staffMember.findFirst({ where: { id: staffId } });
  if (!member) throw errors.NOT_FOUND();
  await db.prisma.staffPasskey.deleteMany({ where: { staffId } });
  await db.prisma.staffRecoveryCode.deleteMany({ where: { staffId } });
  await db.sql(
    `update staff_member set status = 'invited', password_hash = null, totp_secret = null, totp_last_step = null,
       totp_next_secret = null, failures = 0, locked_until = null where id = $1`,
    [staffId],
  );
  await endSessionsOf(db, staffId, 'disabled');
  const ticket = await issueLink(db, staffId, 'invitation');
  await appendAudit(db, [{ actor, action: 'staff.invited-again', subject: `staff:${staffId}` }]);
  return { staffId, email: member.email, name: member.name, ticket };
}

export async function listStaff(db: TenantDb): Promise<Member[]> {
  const rows = await db.sql<Omit<Member, 'role'> & { role: string }>(
    `select m.id as "staffId", m.email, m.name, m.role, m.status, m.created_at as "createdAt",
       (select count(*)::int from staff_passkey p where p.staff_id = m.id) as passkeys,
       (select max(refreshed_at) from staff_session s where s.staff_id = m.id) as "lastSeenAt"
     from staff_member m order by m.created_at, m.id`,
  );
  return rows.flatMap(({ role, ...row }) => (isRole(role) ? [{ ...row, role }] : []));
}

/** @throws AppError STAFF_NOT_FOUND */
export async function getMember(db: TenantDb, staffId: string): Promise<{ email: string; name: string; role: Role }> {
  const row = await db.prisma.staffMember.findFirst({ where: { id: staffId } });
  if (!row || !isRole(row.role)) throw errors.NOT_FOUND();
  return { email: row.email, name: row.name, role: row.role };
}

/**
 * Works with the person's next request: a session holds no role.
 * @throws AppError STAFF_ROLE_UNKNOWN, STAFF_NOT_FOUND, STAFF_OWN_ROLE, STAFF_LAST_OWNER
 */
export async function changeRole(
  db: TenantDb,
  change: { staffId: string; role: string; by: string },
  actor: Actor,
): Promise<void> {
  const { staffId, by } = change;
  const role = await assertRoleHere(db, change.role);
  if (staffId === by) throw errors.OWN_ROLE();
  await assertOwnerStays(db, staffId, role === 'owner');
  const { count } = await db.prisma.staffMember.updateMany({ where: { id: staffId }, data: { role } });
  if (count === 0) throw errors.NOT_FOUND();
  await appendAudit(db, [{ actor, action: 'staff.role-changed', subject: `staff:${staffId}`, detail: { role } }]);
}

/**
 * Ends the person's access at once. What they did stays theirs.
 * @throws AppError STAFF_NOT_FOUND, STAFF_OWN_ROLE, STAFF_LAST_OWNER
 */
export async function disableStaff(
  db: TenantDb,
  { staffId, by }: { staffId: string; by?: string },
  actor: Actor,
): Promise<void> {
  if (staffId === by) throw errors.OWN_ROLE();
  await assertOwnerStays(db, staffId, false);
  const { count } = await db.prisma.staffMember.updateMany({ where: { id: staffId }, data: { status: 'disabled' } });
  if (count === 0) throw errors.NOT_FOUND();
  await db.sql('update staff_link set used_at = now() where staff_id = $1 and used_at is null', [staffId]);
  // For good: who comes back has sessions again, and no program that nobody thinks of any more.
  await db.sql('update api_token set revoked_at = now() where created_by = $1 and revoked_at is null', [staffId]);
  await endSessionsOf(db, staffId, 'disabled');
  await appendAudit(db, [{ actor, action: 'staff.disabled', subject: `staff:${staffId}` }]);
}

/** Operators belong to the platform's tenant, the four roles to cities. @throws AppError STAFF_ROLE_UNKNOWN */
async function assertRoleHere(db: TenantDb, role: string): Promise<Role> {
  if (!isRole(role)) throw errors.ROLE_UNKNOWN();
  const { kind } = await db.prisma.tenant.findFirstOrThrow();
  if ((role === PLATFORM_ROLE) !== (kind === 'platform')) throw errors.ROLE_UNKNOWN();
  return role;
}

/** The platform's own tenant, in which operators are at home. */
export const PLATFORM_SLUG = 'platform';

async function assertOwnerStays(db: TenantDb, staffId: string, staysOwner: boolean): Promise<void> {
  if (staysOwner) return;
  // The others are locked, so that two owners do not remove each other at the same moment.
  const owners = await db.sql<{ id: string }>(
    "select id from staff_member where role in ('owner', 'operator') and status = 'active' order by id for update",
  );
  if (owners.some(({ id }) => id === staffId) && owners.length === 1) throw errors.LAST_OWNER();
}
