// While a city practises, notices go to test residents alone (packages/messaging holds the rule). Staff say who they are.
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

/** No name: staff know themselves by when they wrote. */
export type PossibleTestResident = { residentId: string; isTest: boolean; since: Date; lastEventAt: Date | null };

/** Enough for those who have just written to find themselves. */
const SHOWN = 30;

/** Those who are marked, and then whoever wrote last. */
export async function listPossibleTestResidents(db: TenantDb): Promise<PossibleTestResident[]> {
  return db.sql<PossibleTestResident>(
    `select r.id as "residentId", r.is_test as "isTest", r.created_at as since, s.last_event_at as "lastEventAt"
     from resident r left join conversation_session s on s.resident_id = r.id
     where r.status <> 'left' or r.is_test
     order by r.is_test desc, coalesce(s.last_event_at, r.created_at) desc, r.id limit ${SHOWN}`,
  );
}

/** @throws AppError ONBOARDING_RESIDENT_NOT_FOUND */
export async function markTestResident(db: TenantDb, residentId: string, isTest: boolean, actor: Actor): Promise<void> {
  const { count } = await db.prisma.resident.updateMany({ where: { id: residentId }, data: { isTest } });
  if (count === 0) throw errors.RESIDENT_NOT_FOUND();
  const action = isTest ? 'onboarding.test-resident-marked' : 'onboarding.test-resident-unmarked';
  await appendAudit(db, [{ actor, action, subject: `resident:${residentId}` }]);
}
