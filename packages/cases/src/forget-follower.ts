import type { TenantDb } from '@tenohira/db';
import { caseFieldSchema } from '@tenohira/feature-kit';
import { z } from 'zod';

export type KeptWithCases = {
  /** Photos of the resident's cases. */
  photoIds: string[];
  /** Forms of the resident's cases. */
  formIds: string[];
};

/**
 * When a resident is deleted: they follow nothing any more. Their cases stay, and what belongs to these.
 * @returns what is kept because a case holds it
 */
export async function forgetFollower(db: TenantDb, residentId: string): Promise<KeptWithCases> {
  await db.prisma.caseFollower.deleteMany({ where: { residentId } });
  const rows = await db.prisma.serviceCase.findMany({ where: { residentId }, select: { fields: true } });
  const fields = rows.flatMap((row) => z.array(caseFieldSchema).parse(row.fields));
  const idsOf = (wanted: string) =>
    fields.filter(({ kind, value }) => kind === wanted && value !== '').map(({ value }) => value);
  return { photoIds: idsOf('photo'), formIds: idsOf('form') };
}
