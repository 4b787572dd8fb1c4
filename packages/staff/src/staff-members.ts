import { type Actor, appendAudit } from '@tenohira/audit';
import { hashToken, isUuid, randomToken, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';
import { isRole, type Role } from './roles.ts';

export type Staff = { tenantId: string; staffId: string; name: string; role: Role };

/**
 * Adds a person and returns the token by which their programs call the API. It is shown this once; only its hash is kept.
 * @throws AppError STAFF_ROLE_UNKNOWN
 */
export async function addStaff(
  db: TenantDb,
  person: { name: string; role: string },
  actor: Actor,
): Promise<{ staffId: string; token: string }> {
  if (!isRole(person.role)) throw errors.ROLE_UNKNOWN();
  const staffId = uuidv7();
  const secret = randomToken();
  await db.prisma.staffMember.create({
    data: { id: staffId, name: person.name, role: person.role, tokenHash: hashToken(secret) },
  });
  await appendAudit(db, [{ actor, action: 'staff.added', subject: `staff:${staffId}`, detail: { role: person.role } }]);
  return { staffId, token: `${db.tenantId}.${secret}` };
}

/** @throws AppError STAFF_NOT_SIGNED_IN, whatever is wrong with the token */
export async function authenticateStaff(db: Database, token: string): Promise<Staff> {
  const [tenantId = '', secret = ''] = token.split('.');
  if (!isUuid(tenantId)) throw errors.NOT_SIGNED_IN();
  const found = await db.readTenant(tenantId, ({ prisma }) =>
    prisma.staffMember.findFirst({ where: { tokenHash: hashToken(secret), enabled: true } }),
  );
  if (!found || !isRole(found.role)) throw errors.NOT_SIGNED_IN();
  return { tenantId, staffId: found.id, name: found.name, role: found.role };
}

export async function listStaff(db: TenantDb): Promise<readonly (Omit<Staff, 'tenantId'> & { enabled: boolean })[]> {
  const rows = await db.prisma.staffMember.findMany({ orderBy: { createdAt: 'asc' } });
  return rows.flatMap(({ id, name, role, enabled }) => (isRole(role) ? [{ staffId: id, name, role, enabled }] : []));
}

/** From now on the person's token opens nothing. What they did stays theirs. */
export async function disableStaff(db: TenantDb, staffId: string, actor: Actor): Promise<void> {
  await db.prisma.staffMember.updateMany({ where: { id: staffId }, data: { enabled: false } });
  await appendAudit(db, [{ actor, action: 'staff.disabled', subject: `staff:${staffId}` }]);
}
