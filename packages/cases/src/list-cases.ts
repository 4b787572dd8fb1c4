// One list of all cases, of whatever feature, as staff filter it.
import { jstEndOf, jstMoment, type LocalDate } from '@tenohira/core';
import { type Conditions, createConditions, type TenantDb } from '@tenohira/db';
import { searchKeyOf } from './case-search.ts';
import { CASE_STATUSES, type CaseStatus, OPEN_STATUSES } from './case-status.ts';

export type CaseFilter = {
  statuses?: readonly CaseStatus[];
  featureKey?: string;
  /** Of one of these; an empty list finds those of none. */
  departmentIds?: readonly string[];
  /** Null: nobody's. */
  assigneeId?: string | null;
  /** In number, title and fields; a whole case number finds that case alone. */
  text?: string;
  /** Days in Japan on which it was received, both inclusive. */
  from?: LocalDate;
  to?: LocalDate;
  /** Only those with a place on the map. */
  withLocation?: boolean;
};

/** `waiting`: those first that have waited longest; open ones, unless the filter says which. */
export type CaseOrder = 'newest' | 'waiting';

export type CasePage = { order?: CaseOrder; after?: CaseCursor; limit?: number };

/** Of the last case of the page before. */
export type CaseCursor = { createdAt: Date; caseId: string };

export type CaseListItem = {
  caseId: string;
  number: string;
  featureKey: string;
  category: string | null;
  title: string;
  status: CaseStatus;
  createdAt: Date;
  updatedAt: Date;
  department: { departmentId: string; name: string } | null;
  assignee: { staffId: string; name: string } | null;
  location: { latitude: number; longitude: number } | null;
  /** How many are told of its progress, its reporter among them. */
  followers: number;
  photos: number;
  /** Of the first of them that its sender has not taken back. */
  photoId: string | null;
  residentNumber: string;
  /** The number of the case that goes on in its place. */
  mergedInto: string | null;
};

type Row = Omit<CaseListItem, 'department' | 'assignee' | 'location'> & {
  departmentId: string | null;
  departmentName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  latitude: number | null;
  longitude: number | null;
};

export async function listCases(
  db: TenantDb,
  filter: CaseFilter = {},
  { order = 'newest', after, limit = 50 }: CasePage = {},
): Promise<CaseListItem[]> {
  const conditions = conditionsOf(withOrder(filter, order));
  const [than, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  if (after !== undefined) {
    const [time, id] = [conditions.param(after.createdAt), conditions.param(after.caseId)];
    conditions.add(`(c.created_at, c.id) ${than} (${time}, ${id})`);
  }
  const sorted = `order by c.created_at ${direction}, c.id ${direction}`;
  // The page first, and what belongs to its rows looked up row by row: of a join PostgreSQL expects more than a page.
  const rows = await db.sql<Row>(
    `select c.id as "caseId", c.number, c.feature_key as "featureKey", c.category, c.title, c.status,
       c.created_at as "createdAt", c.updated_at as "updatedAt", c.latitude, c.longitude,
       c.department_id as "departmentId", (select d.name from department d where d.id = c.department_id) as "departmentName",
       c.assignee_id as "assigneeId", (select s.name from staff_member s where s.id = c.assignee_id) as "assigneeName",
       (select count(*)::int from case_follower f where f.case_id = c.id) as followers,
       (select count(*)::int from jsonb_array_elements(c.fields) e where e ->> 'kind' = 'photo') as photos,
       (select e ->> 'value' from jsonb_array_elements(c.fields) with ordinality f(e, place)
        where e ->> 'kind' = 'photo' and e ->> 'value' <> '' order by place limit 1) as "photoId",
       (select r.number from resident r where r.id = c.resident_id) as "residentNumber",
       (select n.number from service_case n where n.id = c.merged_into) as "mergedInto"
     from (select * from service_case c ${conditions.where()} ${sorted} limit ${conditions.param(limit)}) c
     ${sorted}`,
    conditions.values,
  );
  return rows.map(toItem);
}

/** How many there are in each status, whatever statuses the filter asks for. */
export async function countCases(db: TenantDb, filter: CaseFilter = {}): Promise<Record<CaseStatus, number>> {
  const { statuses: _all, ...rest } = filter;
  const conditions = conditionsOf(rest);
  const rows = await db.sql<{ status: CaseStatus; count: number }>(
    `select c.status, count(*)::int as count from service_case c ${conditions.where()} group by c.status`,
    conditions.values,
  );
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return Object.fromEntries(CASE_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as Record<
    CaseStatus,
    number
  >; // Object.fromEntries forgets the keys
}

function withOrder(filter: CaseFilter, order: CaseOrder): CaseFilter {
  return order === 'waiting' && filter.statuses === undefined ? { ...filter, statuses: OPEN_STATUSES } : filter;
}

const CASE_NUMBER = /^\d{2}-\d{5,}$/;

function conditionsOf(filter: CaseFilter): Conditions {
  const { statuses, featureKey, departmentIds, assigneeId, from, to, withLocation } = filter;
  const conditions = createConditions();
  if (statuses !== undefined) conditions.addWords('c.status', statuses);
  if (featureKey !== undefined) conditions.add('c.feature_key = $?', featureKey);
  if (departmentIds?.length === 0) conditions.add('c.department_id is null');
  else if (departmentIds?.length === 1) conditions.add('c.department_id = $?', departmentIds[0]);
  else if (departmentIds !== undefined) conditions.add('c.department_id = any($?::uuid[])', departmentIds);
  if (assigneeId === null) conditions.add('c.assignee_id is null');
  else if (assigneeId !== undefined) conditions.add('c.assignee_id = $?', assigneeId);
  if (from !== undefined) conditions.add('c.created_at >= $?', jstMoment(from, '00:00'));
  if (to !== undefined) conditions.add('c.created_at < $?', jstEndOf(to));
  if (withLocation) conditions.add('c.latitude is not null');
  const key = searchKeyOf(filter.text ?? '');
  if (CASE_NUMBER.test(key)) conditions.add('c.number = $?', key);
  else if (key !== '') conditions.add('strpos(c.search_text, $?) > 0', key);
  return conditions;
}

function toItem(row: Row): CaseListItem {
  const { departmentId, departmentName, assigneeId, assigneeName, latitude, longitude, ...item } = row;
  return {
    ...item,
    department: departmentId === null ? null : { departmentId, name: departmentName ?? '' },
    assignee: assigneeId === null ? null : { staffId: assigneeId, name: assigneeName ?? '' },
    location: latitude === null || longitude === null ? null : { latitude, longitude },
  };
}
