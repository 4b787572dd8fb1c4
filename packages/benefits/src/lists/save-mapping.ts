import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { lockProgram } from '../programs/programs.ts';
import { type CheckedMapping, type ColumnMapping, checkMapping } from './columns.ts';
import { errors } from './errors.ts';

/**
 * Which of a file's columns is which of ours, for the lists to come of this program.
 * @throws AppError BENEFIT_PROGRAM_NOT_FOUND, _PROGRAM_CLOSED, BENEFIT_MAPPING_INVALID
 */
export async function saveMapping(
  db: TenantDb,
  programId: string,
  mapping: ColumnMapping,
  actor: Actor,
): Promise<CheckedMapping> {
  const checked = checkMapping(mapping);
  const program = await lockProgram(db, programId);
  if (program.status === 'closed') throw errors.PROGRAM_CLOSED();
  await db.prisma.benefitProgram.updateMany({ where: { id: programId }, data: { columnMapping: checked } });
  await appendAudit(db, [{ actor, action: 'benefit.mapping-saved', subject: `program:${programId}` }]);
  return checked;
}
