import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

/** Says that a resident is somebody of the city who tries things out, or is not. @throws AppError RESIDENT_NOT_FOUND */
export async function markTestResident(
  db: TenantDb,
  { residentId, isTest, actor }: { residentId: string; isTest: boolean; actor: Actor },
): Promise<void> {
  const { count } = await db.prisma.resident.updateMany({ where: { id: residentId }, data: { isTest } });
  if (count === 0) throw errors.NOT_FOUND();
  await appendAudit(db, [
    { actor, action: 'resident.test-marked', subject: `resident:${residentId}`, detail: { isTest } },
  ]);
}
