import { fiscalYearOf, jstDateOf, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { caseSubmitSchema } from '@tenohira/feature-kit';
import type { z } from 'zod';

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

/** Stores a case, its first entry, and its reporter as the first who is told of its progress. */
export async function submitCase(
  db: TenantDb,
  submission: CaseSubmission,
  origin: { residentId: string; featureKey: string },
): Promise<void> {
  const { caseId, number, title, category = null, fields, latitude = null, longitude = null } = submission;
  await db.prisma.serviceCase.create({
    data: { id: caseId, number, title, category, fields, latitude, longitude, ...origin },
  });
  await db.prisma.caseEntry.create({ data: { id: uuidv7(), caseId, type: 'submitted', actor: 'resident' } });
  await db.prisma.caseFollower.create({ data: { caseId, residentId: origin.residentId } });
}

/** "The same here": the resident is told of that case too. Saying it twice changes nothing. */
export async function followCase(db: TenantDb, caseId: string, residentId: string): Promise<void> {
  const added = await db.sql(
    `insert into case_follower (case_id, resident_id) select id, $2 from service_case where id = $1
     on conflict do nothing returning 1`,
    [caseId, residentId],
  );
  if (added.length === 0) return;
  await db.prisma.caseEntry.create({ data: { id: uuidv7(), caseId, type: 'followed', actor: 'resident' } });
}

/** Blanks what came from a LINE message that its sender took back, and with a place its point on the map. */
export async function eraseMessageFromCases(db: TenantDb, residentId: string, messageId: string): Promise<void> {
  const changed = await db.sql<{ id: string }>(
    `update service_case set updated_at = now(), fields = (
       select jsonb_agg(case when f ->> 'messageId' = $2 then f || '{"value": ""}' else f end order by position)
       from jsonb_array_elements(fields) with ordinality as e (f, position)),
       latitude = case when fields @> jsonb_build_array(jsonb_build_object('messageId', $2::text, 'kind', 'location')) then null else latitude end,
       longitude = case when fields @> jsonb_build_array(jsonb_build_object('messageId', $2::text, 'kind', 'location')) then null else longitude end
     where resident_id = $1 and fields @> jsonb_build_array(jsonb_build_object('messageId', $2::text))
     returning id`,
    [residentId, messageId],
  );
  for (const { id } of changed) {
    await db.prisma.caseEntry.create({ data: { id: uuidv7(), caseId: id, type: 'unsent', actor: 'resident' } });
  }
}
