import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';
import { isRole, may, ROLES } from './roles.ts';

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
  const rows = await db
    .sql('update department set name = $2, phone = $3 where id = $1 and closed_at is null returning id', [
      departmentId,
      name,
      phone,
    ])
    .catch((cause: unknown) => {
      const isTaken = cause instanceof Error && 'constraint' in cause && cause.constraint === 'department_open_name';
      throw isTaken ? errors.DEPARTMENT_EXISTS({ cause }) : cause;
    });
  if (rows.length === 0) throw errors.DEPARTMENT_NOT_FOUND();
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

/** @throws AppError STAFF_DEPARTMENT_NOT_FOUND, also for one that is closed */
export async function getDepartment(db: TenantDb, departmentId: string): Promise<Department> {
  const row = await db.prisma.department.findFirst({ where: { id: departmentId, closedAt: null } });
  if (!row) throw errors.DEPARTMENT_NOT_FOUND();
  return { departmentId: row.id, name: row.name, phone: row.phone };
}

/** Where somebody works, of the departments that are in use. */
export async function listDepartmentsOf(db: TenantDb, staffId: string): Promise<Department[]> {
  const rows = await db.prisma.department.findMany({
    where: { closedAt: null, members: { some: { staffId } } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id, name, phone }) => ({ departmentId: id, name, phone }));
}

/** Where everybody works, by staff id, of the departments that are in use; who works nowhere is not in it. */
export async function listDepartmentMembers(
  db: TenantDb,
): Promise<Map<string, { departmentId: string; name: string }[]>> {
  const rows = await db.prisma.department.findMany({
    where: { closedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, members: { select: { staffId: true } } },
  });
  const everybody = rows.flatMap(({ id, name, members }) =>
    members.map(({ staffId }) => ({ staffId, departmentId: id, name })),
  );
  const byPerson = Map.groupBy(everybody, ({ staffId }) => staffId);
  return new Map(
    [...byPerson].map(([staffId, places]) => [
      staffId,
      places.map(({ departmentId, name }) => ({ departmentId, name })),
    ]),
  );
}

/**
 * Says where somebody works, in place of what was said before.
 * @throws AppError STAFF_PERSON_NOT_FOUND, STAFF_DEPARTMENT_NOT_FOUND
 */
export async function setDepartmentsOf(
  db: TenantDb,
  staffId: string,
  departmentIds: readonly string[],
  actor: Actor,
): Promise<void> {
  const [person] = await db.sql('select 1 from staff_member where id = $1 for update', [staffId]);
  if (!person) throw errors.PERSON_NOT_FOUND();
  const wanted = [...new Set(departmentIds)];
  for (const departmentId of wanted) await getDepartment(db, departmentId);
  await db.prisma.staffMemberDepartment.deleteMany({ where: { staffId } });
  await db.prisma.staffMemberDepartment.createMany({
    data: wanted.map((departmentId) => ({ staffId, departmentId })),
  });
  await appendAudit(db, [
    { actor, action: 'staff.departments-set', subject: `staff:${staffId}`, detail: { departmentIds: wanted } },
  ]);
}

export type Assignable = { staffId: string; name: string; departmentIds: string[] };

/** Who may be given a case: those who work here and may handle one. By name. */
export function listAssignable(db: TenantDb): Promise<Assignable[]> {
  return db.sql<Assignable>(
    `select s.id as "staffId", s.name,
       coalesce((select array_agg(d.department_id::text) from staff_member_department d where d.staff_id = s.id), '{}')
         as "departmentIds"
     from staff_member s where s.status = 'active' and s.role = any($1) order by s.name, s.id`,
    [ROLES.filter((role) => may(role, 'handle'))],
  );
}

/** @throws AppError STAFF_PERSON_NOT_FOUND, also for who has left or may not handle cases */
export async function getAssignable(db: TenantDb, staffId: string): Promise<{ staffId: string; name: string }> {
  const row = await db.prisma.staffMember.findFirst({ where: { id: staffId, status: 'active' } });
  if (!row || !isRole(row.role) || !may(row.role, 'handle')) throw errors.PERSON_NOT_FOUND();
  return { staffId: row.id, name: row.name };
}
