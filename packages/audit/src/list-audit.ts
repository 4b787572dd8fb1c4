import type { Json } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { parseAuditContent } from './content.ts';

export type AuditLink = {
  sequence: number;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  detail: Readonly<Record<string, Json>>;
};

export type AuditQuery = {
  /** Only what is about this: `claim:<id>`. */
  subject?: string;
  /** Only links behind this one: the last `sequence` of the page before. */
  after?: number;
  /** The last link first. */
  newestFirst?: boolean;
  /** 100 where absent, 1,000 at most. */
  limit?: number;
};

const MAX_LIMIT = 1_000;

/** A page of the tenant's chain, oldest first unless asked. It reads; whether the chain is whole, `verifyAudit` says. */
export async function listAudit(
  db: TenantDb,
  { subject, after, newestFirst = false, limit = 100 }: AuditQuery = {},
): Promise<AuditLink[]> {
  const rows = await db.prisma.auditEntry.findMany({
    where: {
      ...(after === undefined ? {} : { sequence: newestFirst ? { lt: after } : { gt: after } }),
      ...(subject === undefined ? {} : { subject }),
    },
    orderBy: { sequence: newestFirst ? 'desc' : 'asc' },
    take: Math.min(limit, MAX_LIMIT),
  });
  return rows.map(({ sequence, at, actor, action, content, subject: about }) => ({
    sequence: Number(sequence),
    at,
    actor,
    action,
    subject: about,
    detail: parseAuditContent(content)?.detail ?? {},
  }));
}
