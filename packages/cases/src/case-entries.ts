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
    `select e.id as "entryId", e.type, e.created_at as at, e.actor, e.body, e.detail, s.id as "actorId", s.name as "actorName",
       d.name as "departmentName", a.name as "assigneeName", c.number as "otherNumber", o.status as delivery
     from case_entry e
     left join staff_member s on s.id = case when e.actor ~ '^staff:[0-9a-f-]{36}$' then substr(e.actor, 7)::uuid end
     left join department d on d.id = (e.detail ->> 'departmentId')::uuid
     left join staff_member a on a.id = (e.detail ->> 'assigneeId')::uuid
     left join service_case c on c.id = (e.detail ->> 'caseId')::uuid
     left join outbox_message o on e.type = 'replied' and o.dedupe_key = 'case-reply:' || e.id
     where e.case_id = $1 order by e.id`,
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
