// The time line of a case: what happened, by whom, and in which words staff read it.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { z } from 'zod';
import { CASE_STATUS_TEXT, isCaseStatus } from './case-status.ts';

export type CaseEntryType =
  | 'submitted'
  | 'followed'
  | 'unsent'
  | 'status-changed'
  | 'assigned'
  | 'replied'
  | 'noted'
  | 'merged'
  | 'merged-in';

/** Ids and statuses; names are looked up when it is read. */
export const caseEntryDetailSchema = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  departmentId: z.uuid().nullable().optional(),
  assigneeId: z.uuid().nullable().optional(),
  /** The case that it was merged into, or that was merged into it. */
  caseId: z.uuid().optional(),
});

export type NewCaseEntry = {
  caseId: string;
  type: CaseEntryType;
  /** `resident`, `staff:<id>`, `system` */
  actor: string;
  body?: string | undefined;
  detail?: z.infer<typeof caseEntryDetailSchema>;
};

/** @returns the entry's id, by which what it causes is told apart */
export async function addEntry(db: TenantDb, { caseId, type, actor, body, detail }: NewCaseEntry): Promise<string> {
  const id = uuidv7();
  await db.prisma.caseEntry.create({
    data: { id, caseId, type, actor, body: body ?? null, ...(detail === undefined ? {} : { detail }) },
  });
  return id;
}

export type CaseEntry = {
  entryId: string;
  type: string;
  at: Date;
  by: { kind: 'resident' | 'staff' | 'system'; staffId?: string; name: string };
  /** What happened, in a sentence. */
  text: string;
  /** What was written to the residents, or as a note. */
  body: string | null;
  /** Of a reply, its message's status: `pending` … `sent`, `failed`. */
  delivery: string | null;
};

type Row = {
  entryId: string;
  type: string;
  at: Date;
  actor: string;
  body: string | null;
  detail: z.infer<typeof caseEntryDetailSchema> | null;
  actorId: string | null;
  actorName: string | null;
  departmentName: string | null;
  assigneeName: string | null;
  otherNumber: string | null;
  delivery: string | null;
};

/** Oldest first. */
export async function listEntries(db: TenantDb, caseId: string): Promise<CaseEntry[]> {
  const rows = await db.sql<Row>(
    // What is looked up by is made first: a function in the condition itself would keep an index from being asked, under a policy.
    `with entry as materialized (
       select id, type, created_at, actor, body, detail,
         case when actor ~ '^staff:[0-9a-f-]{36}$' then substr(actor, 7)::uuid end as staff_id,
         (detail ->> 'departmentId')::uuid as department_id, (detail ->> 'assigneeId')::uuid as assignee_id,
         (detail ->> 'caseId')::uuid as other_id, case type when 'replied' then 'case-reply:' || id end as message_key
       from case_entry where case_id = $1)
     select e.id as "entryId", e.type, e.created_at as at, e.actor, e.body, e.detail,
       e.staff_id as "actorId", (select s.name from staff_member s where s.id = e.staff_id) as "actorName",
       (select d.name from department d where d.id = e.department_id) as "departmentName",
       (select s.name from staff_member s where s.id = e.assignee_id) as "assigneeName",
       (select c.number from service_case c where c.id = e.other_id) as "otherNumber",
       (select o.status from outbox_message o where o.dedupe_key = e.message_key) as delivery
     from entry e order by e.id`,
    [caseId],
  );
  return rows.map(({ entryId, type, at, body, delivery, ...row }) => ({
    ...{ entryId, type, at, body, delivery },
    by: author(row),
    text: sentence(type, row),
  }));
}

function author({ actor, actorId, actorName }: Pick<Row, 'actor' | 'actorId' | 'actorName'>): CaseEntry['by'] {
  if (actor === 'resident') return { kind: 'resident', name: '住民' };
  if (!actor.startsWith('staff:')) return { kind: 'system', name: 'システム' };
  return { kind: 'staff', ...(actorId === null ? {} : { staffId: actorId }), name: actorName ?? '職員' };
}

const statusText = (status: string | undefined): string =>
  status !== undefined && isCaseStatus(status) ? CASE_STATUS_TEXT[status] : '';

function sentence(type: string, row: Omit<Row, 'entryId' | 'type' | 'at' | 'body' | 'delivery'>): string {
  switch (type) {
    case 'submitted':
      return '受け付けました';
    case 'followed':
      return '「同じ内容です」と知らせた住民が加わりました';
    case 'unsent':
      return '住民が送信を取り消したため、内容の一部を消しました';
    case 'status-changed':
      return `対応状況を「${statusText(row.detail?.to)}」にしました`;
    case 'assigned':
      return `担当を「${[row.departmentName, row.assigneeName].filter((name) => name !== null).join(' ') || 'なし'}」にしました`;
    case 'replied':
      return '住民に返事を送りました';
    case 'noted':
      return 'メモを残しました(住民には送られません)';
    case 'merged':
      return `受付番号 ${row.otherNumber ?? ''} にまとめました`;
    case 'merged-in':
      return `受付番号 ${row.otherNumber ?? ''} を、この受付にまとめました`;
    default:
      return type;
  }
}
