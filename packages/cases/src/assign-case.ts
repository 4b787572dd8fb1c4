import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { getAssignable, getDepartment } from '@tenohira/staff';
import { addEntry } from './case-entries.ts';
import { lockCase } from './lock-case.ts';

export type Assignment = {
  number: string;
  /** Null: nobody's. */
  departmentId: string | null;
  assigneeId: string | null;
  actor: Actor;
  version?: number;
};

/**
 * Gives a case to a department, to a person, to both or to nobody. What is the same already changes nothing.
 * @returns the case's version from now on
 * @throws AppError CASE_NOT_FOUND, CASE_CHANGED, CASE_MERGED, STAFF_DEPARTMENT_NOT_FOUND, STAFF_PERSON_NOT_FOUND
 */
export async function assignCase(
  db: TenantDb,
  { number, departmentId, assigneeId, actor, version }: Assignment,
): Promise<{ version: number }> {
  const found = await lockCase(db, number, version);
  const { caseId } = found;
  const isNewDepartment = departmentId !== found.departmentId;
  const isNewAssignee = assigneeId !== found.assigneeId;
  if (!isNewDepartment && !isNewAssignee) return { version: found.version };
  // Who has it may have left, or the department may be closed: that is no reason to refuse the other half.
  if (departmentId !== null && isNewDepartment) await getDepartment(db, departmentId);
  if (assigneeId !== null && isNewAssignee) await getAssignable(db, assigneeId);
  await db.sql(
    `update service_case set department_id = $2, assignee_id = $3, version = version + 1, updated_at = now() where id = $1`,
    [caseId, departmentId, assigneeId],
  );
  await addEntry(db, { caseId, type: 'assigned', actor, detail: { departmentId, assigneeId } });
  await appendAudit(db, [
    { actor, action: 'case.assigned', subject: `case:${caseId}`, detail: { departmentId, assigneeId } },
  ]);
  return { version: found.version + 1 };
}
