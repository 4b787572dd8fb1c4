import type { TenantDb } from '@tenohira/db';
import { caseFieldSchema } from '@tenohira/feature-kit';
import { z } from 'zod';
import { errors } from './errors.ts';

export type CaseListItem = {
  number: string;
  featureKey: string;
  title: string;
  status: string;
  createdAt: Date;
  followers: number;
};

/** The newest cases first. */
export async function listCases(
  db: TenantDb,
  filter: { status?: string; limit?: number } = {},
): Promise<CaseListItem[]> {
  const rows = await db.prisma.serviceCase.findMany({
    where: filter.status === undefined ? {} : { status: filter.status },
    orderBy: { createdAt: 'desc' },
    take: filter.limit ?? 50,
    include: { _count: { select: { followers: true } } },
  });
  return rows.map(({ number, featureKey, title, status, createdAt, _count }) => ({
    number,
    featureKey,
    title,
    status,
    createdAt,
    followers: _count.followers,
  }));
}

/** A case with its time line. @throws AppError CASE_NOT_FOUND */
export async function getCase(db: TenantDb, number: string) {
  const found = await db.prisma.serviceCase.findFirst({
    where: { number },
    include: { entries: { orderBy: { id: 'asc' } } },
  });
  if (!found) throw errors.NOT_FOUND();
  return { ...found, fields: z.array(caseFieldSchema).parse(found.fields) };
}
