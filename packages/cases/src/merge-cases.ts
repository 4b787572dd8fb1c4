import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { storePush } from '@tenohira/messaging';
import { addEntry } from './case-entries.ts';
import { OPEN_STATUSES } from './case-status.ts';
import { errors } from './errors.ts';
import { type LockedCase, lockCase } from './lock-case.ts';
import { mergeNotice } from './notices.ts';

export type Merge = {
  /** The duplicate: it closes. */
  number: string;
  /** The case that goes on. */
  into: string;
  actor: Actor;
  version?: number;
};

/**
 * Makes one of two cases about the same thing. Whoever followed the duplicate is told once, and of the other from now on.
 * Only within a feature: a title of one feature may be shown to strangers, that of another may not.
 * @returns how many residents will be told
 * @throws AppError CASE_NOT_FOUND, CASE_CHANGED, CASE_MERGED (either of them), CASE_MERGE_SELF, CASE_MERGE_CLOSED,
 *   CASE_MERGE_OTHER_FEATURE
 */
export async function mergeCases(
  db: TenantDb,
  { number, into, actor, version }: Merge,
): Promise<{ notified: number; into: string }> {
  if (number === into) throw errors.MERGE_SELF();
  // In one order, so that A into B and B into A do not wait for each other.
  await db.sql('select 1 from service_case where number = any($1) order by number for update', [[number, into]]);
  const duplicate = await lockCase(db, number, version);
  const target = await lockCase(db, into);
  if (!OPEN_STATUSES.includes(duplicate.status)) throw errors.MERGE_CLOSED();
  if (duplicate.featureKey !== target.featureKey) throw errors.MERGE_OTHER_FEATURE();

  await db.sql(
    `update service_case set status = 'merged', merged_into = $2, version = version + 1, updated_at = now() where id = $1`,
    [duplicate.caseId, target.caseId],
  );
  // What was merged into the duplicate before goes on with it: nobody has to follow a chain.
  await db.sql('update service_case set merged_into = $2 where merged_into = $1', [duplicate.caseId, target.caseId]);
  await db.sql('update service_case set version = version + 1, updated_at = now() where id = $1', [target.caseId]);
  const { caseId } = duplicate;
  const entryId = await addEntry(db, { caseId, type: 'merged', actor, detail: { caseId: target.caseId } });
  await addEntry(db, { caseId: target.caseId, type: 'merged-in', actor, detail: { caseId } });
  const notified = await moveFollowers(db, duplicate, target, entryId);
  await appendAudit(db, [
    {
      ...{ actor, action: 'case.merged', subject: `case:${caseId}` },
      detail: { into: target.caseId, notified },
    },
  ]);
  return { notified, into: target.number };
}

async function moveFollowers(
  db: TenantDb,
  duplicate: LockedCase,
  target: LockedCase,
  entryId: string,
): Promise<number> {
  const followers = await db.sql<{ residentId: string }>(
    'delete from case_follower where case_id = $1 returning resident_id as "residentId"',
    [duplicate.caseId],
  );
  await db.sql(
    `insert into case_follower (case_id, resident_id) select $1, resident_id from unnest($2::uuid[]) as f(resident_id)
     on conflict do nothing`,
    [target.caseId, followers.map(({ residentId }) => residentId)],
  );
  for (const { residentId } of followers) {
    await storePush(db, {
      ...{ residentId, purpose: 'case', about: target.caseId },
      messages: [{ type: 'text', text: mergeNotice(duplicate, target) }],
      dedupeKey: `case-merged:${entryId}:${residentId}`,
    });
  }
  return followers.length;
}
