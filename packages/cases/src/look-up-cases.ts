// What other places say of cases: a list of messages, a resident's history, the first page.
import type { TenantDb } from '@tenohira/db';
import type { CaseStatus } from './case-status.ts';

/** Number by case id, for lists of other things. */
export async function findCaseNumbers(db: TenantDb, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db.prisma.serviceCase.findMany({
    where: { id: { in: [...caseIds] } },
    select: { id: true, number: true },
  });
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export type ResidentCase = {
  number: string;
  featureKey: string;
  title: string;
  status: CaseStatus;
  createdAt: Date;
  /** False: somebody else's, of whose progress the resident is told. */
  isReporter: boolean;
};

/** What a resident reported or follows, the newest first, 200 at most. */
export function listCasesOfResident(db: TenantDb, residentId: string): Promise<ResidentCase[]> {
  return db.sql<ResidentCase>(
    `select c.number, c.feature_key as "featureKey", c.title, c.status, c.created_at as "createdAt",
       c.resident_id = $1 as "isReporter"
     from service_case c
     where c.id in (select id from service_case where resident_id = $1
                    union select case_id from case_follower where resident_id = $1)
     order by c.created_at desc, c.id desc limit 200`,
    [residentId],
  );
}

export type CaseWork = {
  /** Mine. */
  mine: number;
  /** Of my departments, and nobody's yet. */
  ofMyDepartments: number;
  /** Of no department and nobody's. */
  unassigned: number;
};

/** What waits, of the open cases. */
export async function countCaseWork(
  db: TenantDb,
  { staffId, departmentIds }: { staffId: string; departmentIds: readonly string[] },
): Promise<CaseWork> {
  const [work] = await db.sql<CaseWork>(
    `select count(*) filter (where assignee_id = $1)::int as mine,
       count(*) filter (where assignee_id is null and department_id = any($2::uuid[]))::int as "ofMyDepartments",
       count(*) filter (where assignee_id is null and department_id is null)::int as unassigned
     from service_case where status in ('received', 'in-progress')`,
    [staffId, departmentIds],
  );
  return work ?? { mine: 0, ofMyDepartments: 0, unassigned: 0 };
}
