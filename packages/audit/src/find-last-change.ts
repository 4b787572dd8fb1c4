import type { TenantDb } from '@tenohira/db';

export type Change = {
  at: Date;
  /** `staff:<id>`, `system` */
  by: string;
};

/** Who did this last with that, and when; undefined where nobody has. */
export async function findLastChange(
  db: TenantDb,
  about: { subject: string; action: string },
): Promise<Change | undefined> {
  const link = await db.prisma.auditEntry.findFirst({
    where: about,
    orderBy: { sequence: 'desc' },
    select: { at: true, actor: true },
  });
  return link === null ? undefined : { at: link.at, by: link.actor };
}
