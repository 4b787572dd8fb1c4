import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

export type Department = { departmentId: string; name: string; phone: string | null };

/** The city's departments that are in use, in the order in which they were added. */
export async function listDepartments(db: TenantDb): Promise<Department[]> {
  const rows = await db.prisma.department.findMany({ where: { closedAt: null }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, name, phone }) => ({ departmentId: id, name, phone }));
}

/** @throws AppError STAFF_DEPARTMENT_EXISTS */
export async function addDepartment(
  db: TenantDb,
  department: { name: string; phone?: string },
  actor: Actor,
): Promise<Department> {
  const id = uuidv7();
  const { name, phone = null } = department;
  const rows = await db.sql(
    'insert into department (id, name, phone) values ($1, $2, $3) on conflict do nothing returning id',
    [id, name, phone],
  );
  if (rows.length === 0) throw errors.DEPARTMENT_EXISTS();
  await appendAudit(db, [{ actor, action: 'staff.department-added', subject: `department:${id}`, detail: { name } }]);
  return { departmentId: id, name, phone };
}

/** @throws AppError STAFF_DEPARTMENT_NOT_FOUND, STAFF_DEPARTMENT_EXISTS */
export async function changeDepartment(
  db: TenantDb,
  departmentId: string,
  change: { name: string; phone?: string },
  actor: Actor,
): Promise<void> {
  const { name, phone = null } = change;
  const twins = await db.prisma.department.count({ where: { name, closedAt: null, NOT: { id: departmentId } } });
  if (twins > 0) throw errors.DEPARTMENT_EXISTS();
  const { count } = await db.prisma.department.updateMany({
    where: { id: departmentId, closedAt: null },
    data: { name, phone },
  });
  if (count === 0) throw errors.DEPARTMENT_NOT_FOUND();
  await appendAudit(db, [
    { actor, action: 'staff.department-changed', subject: `department:${departmentId}`, detail: { name } },
  ]);
}

/** No longer to be chosen; what it handled stays under its name. @throws AppError STAFF_DEPARTMENT_NOT_FOUND */
export async function closeDepartment(db: TenantDb, departmentId: string, actor: Actor): Promise<void> {
  const { count } = await db.prisma.department.updateMany({
    where: { id: departmentId, closedAt: null },
    data: { closedAt: new Date() },
  });
  if (count === 0) throw errors.DEPARTMENT_NOT_FOUND();
  await appendAudit(db, [{ actor, action: 'staff.department-closed', subject: `department:${departmentId}` }]);
}
