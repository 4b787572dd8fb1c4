import { fiscalYearOf, jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { caseFieldSchema, type caseSubmitSchema } from '@tenohira/feature-kit';
import { z } from 'zod';
import { addEntry } from './case-entries.ts';
import { searchTextOf } from './case-search.ts';

export type CaseSubmission = z.infer<typeof caseSubmitSchema>;

/**
 * The tenant's next number: `26-00123` is the 123rd case of fiscal year 2026. Two at once wait for each other; a
 * transaction that is rolled back gives its number back.
 */
export async function reserveCaseNumber(db: TenantDb, now: Date): Promise<string> {
  const fiscalYear = fiscalYearOf(jstDateOf(now));
  const [row] = await db.sql<{ count: number }>(
    `insert into case_counter (fiscal_year, last_count) values ($1, 1)
     on conflict (tenant_id, fiscal_year) do update set last_count = case_counter.last_count + 1
     returning last_count as count`,
    [fiscalYear],
  );
  return `${String(fiscalYear % 100).padStart(2, '0')}-${String(row?.count ?? 0).padStart(5, '0')}`;
}

export type CaseOrigin = {
  residentId: string;
  featureKey: string;
  /** Who handles the cases of that feature, where the city has said so. */
  departmentId?: string;
};

/** Stores a case, its first entry, and its reporter as the first who is told of its progress. */
export async function submitCase(
  db: TenantDb,
  submission: CaseSubmission,
  { residentId, featureKey, departmentId }: CaseOrigin,
): Promise<void> {
  const { caseId, number, title, category = null, fields, latitude = null, longitude = null } = submission;
  await db.prisma.serviceCase.create({
    data: {
      ...{ id: caseId, number, title, category, fields, latitude, longitude, residentId, featureKey },
      departmentId: departmentId ?? null,
      searchText: searchTextOf(submission),
    },
  });
  await addEntry(db, { caseId, type: 'submitted', actor: 'resident' });
  await db.prisma.caseFollower.create({ data: { caseId, residentId } });
}

/**
 * "The same here": the resident is told of that case too, or of the one that it was merged into since. Saying it twice
 * changes nothing.
 */
export async function followCase(db: TenantDb, caseId: string, residentId: string): Promise<void> {
  const [added] = await db.sql<{ caseId: string }>(
    `insert into case_follower (case_id, resident_id) select coalesce(merged_into, id), $2 from service_case where id = $1
     on conflict do nothing returning case_id as "caseId"`,
    [caseId, residentId],
  );
  if (added) await addEntry(db, { caseId: added.caseId, type: 'followed', actor: 'resident' });
}

const storedSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  fields: z.array(caseFieldSchema),
});

/** Blanks what came from a LINE message that its sender took back, and with a place its point on the map. */
export async function eraseMessageFromCases(db: TenantDb, residentId: string, messageId: string): Promise<void> {
  const rows = await db.sql(
    `select id, number, title, fields from service_case
     where resident_id = $1 and fields @> jsonb_build_array(jsonb_build_object('messageId', $2::text)) for update`,
    [residentId, messageId],
  );
  for (const { id, number, title, fields } of z.array(storedSchema).parse(rows)) {
    const isGone = (field: (typeof fields)[number]) => field.messageId === messageId;
    const left = fields.map((field) => (isGone(field) ? { ...field, value: '' } : field));
    const point = fields.some((field) => isGone(field) && field.kind === 'location')
      ? { latitude: null, longitude: null }
      : {};
    await db.prisma.serviceCase.updateMany({
      where: { id },
      data: { fields: left, searchText: searchTextOf({ number, title, fields: left }), ...point },
    });
    await addEntry(db, { caseId: id, type: 'unsent', actor: 'resident' });
  }
}
