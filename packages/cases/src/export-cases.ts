import { type Actor, appendAudit } from '@tenohira/audit';
import { jstDateOf, jstTimeOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type CsvCell, type CsvEncoding, toCsv } from '@tenohira/documents/csv';
import { caseFieldSchema } from '@tenohira/feature-kit';
import { z } from 'zod';
import { CASE_STATUS_TEXT } from './case-status.ts';
import { errors } from './errors.ts';
import { type CaseFilter, type CaseListItem, listCases } from './list-cases.ts';

/** A file that a spreadsheet still opens, and a question to ask before it is more: is all of it needed? */
export const MAX_EXPORT_ROWS = 20_000;

const HEADER = [
  '受付番号',
  '受付日',
  '受付時刻',
  '機能',
  '分類',
  '件名',
  '対応状況',
  '部署',
  '担当',
  '住民番号',
  '緯度',
  '経度',
  '写真の数',
  'お知らせを受ける人数',
  'まとめた先',
  '内容',
];

export type CaseExport = {
  filter: CaseFilter;
  encoding: CsvEncoding;
  /** What staff call a feature. */
  titleOf(featureKey: string): string;
  actor: Actor;
};

/**
 * The cases of a filter as a file, the newest first. What was typed into form pages stays inside: a file has no walls.
 * @throws AppError CASE_EXPORT_TOO_LARGE
 */
export async function exportCases(
  db: TenantDb,
  { filter, encoding, titleOf, actor }: CaseExport,
): Promise<{ bytes: Buffer; rows: number }> {
  const cases = await listCases(db, filter, { limit: MAX_EXPORT_ROWS + 1 });
  if (cases.length > MAX_EXPORT_ROWS) throw errors.EXPORT_TOO_LARGE();
  const contents = await readContents(db, cases);
  const rows = cases.map((one) => toRow(one, titleOf, contents.get(one.caseId) ?? ''));
  const { text, ...named } = filter;
  await appendAudit(db, [
    {
      ...{ actor, action: 'case.exported', subject: 'cases' },
      // Whom somebody looked for may be a name.
      detail: { ...jsonOf(named), hasText: text !== undefined && text !== '', encoding, rows: rows.length },
    },
  ]);
  return { bytes: toCsv({ header: HEADER, rows, encoding }), rows: rows.length };
}

function toRow(one: CaseListItem, titleOf: CaseExport['titleOf'], content: string): CsvCell[] {
  return [
    one.number,
    jstDateOf(one.createdAt),
    jstTimeOf(one.createdAt),
    titleOf(one.featureKey),
    one.category,
    one.title,
    CASE_STATUS_TEXT[one.status],
    one.department?.name ?? null,
    one.assignee?.name ?? null,
    one.residentNumber,
    one.location?.latitude ?? null,
    one.location?.longitude ?? null,
    one.photos,
    one.followers,
    one.mergedInto,
    content,
  ];
}

async function readContents(db: TenantDb, cases: readonly CaseListItem[]): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string; fields: unknown }>('select id, fields from service_case where id = any($1)', [
    cases.map(({ caseId }) => caseId),
  ]);
  return new Map(rows.map(({ id, fields }) => [id, contentOf(fields)]));
}

function contentOf(fields: unknown): string {
  return z
    .array(caseFieldSchema)
    .parse(fields)
    .filter(({ kind, value }) => kind !== 'photo' && kind !== 'form' && value !== '')
    .map(({ label, value }) => `${label}:${value}`)
    .join(' / ');
}

const jsonOf = (filter: Omit<CaseFilter, 'text'>): Record<string, z.core.util.JSONType> =>
  JSON.parse(JSON.stringify(filter));
