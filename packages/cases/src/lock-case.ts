import type { TenantDb } from '@tenohira/db';
import type { CaseStatus } from './case-status.ts';
import { errors } from './errors.ts';

export type LockedCase = {
  caseId: string;
  number: string;
  featureKey: string;
  title: string;
  status: CaseStatus;
  residentId: string;
  departmentId: string | null;
  assigneeId: string | null;
  version: number;
};

/**
 * The case, held to the end of the transaction, for somebody who saw that version of it. Without a version nobody is asked
 * whether a colleague was faster (`npm run city`).
 * @throws AppError CASE_NOT_FOUND, CASE_CHANGED, CASE_MERGED
 */
export async function lockCase(db: TenantDb, number: string, seenVersion?: number): Promise<LockedCase> {
  const [found] = await db.sql<LockedCase & { successor: string | null }>(
    `select c.id as "caseId", c.number, c.feature_key as "featureKey", c.title, c.status, c.resident_id as "residentId",
       c.department_id as "departmentId", c.assignee_id as "assigneeId", c.version,
       (select n.number from service_case n where n.id = c.merged_into) as successor
     from service_case c where c.number = $1 for update`,
    [number],
  );
  if (!found) throw errors.NOT_FOUND();
  const { successor, ...locked } = found;
  if (successor !== null) throw mergedError(successor);
  if (seenVersion !== undefined && seenVersion !== locked.version) {
    throw errors.CHANGED({ details: { version: locked.version } });
  }
  return locked;
}

export function mergedError(successor: string) {
  return errors.MERGED({
    userMessage: `この受付は、受付番号 ${successor} にまとめられています。受付番号 ${successor} を開いて操作してください。`,
    details: { successor },
  });
}
