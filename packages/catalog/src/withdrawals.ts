// What the operators take out of the catalog for every city at once, and put back. Decided in the platform's own tenant,
// whose audit log keeps who, when and why; the database lets no city write it.
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { Catalog } from './catalog.ts';
import { errors } from './errors.ts';

export type Withdrawal = {
  /** For the staff of cities to read. */
  reason: string;
  withdrawnAt: Date;
};

export type WithdrawalDecision = { key: string; reason: string };

/**
 * No city's residents get at the feature from their next message on, and no city can switch it on. Payouts and messages that
 * are under way go on.
 * @param db of the platform's tenant
 * @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_WITHDRAWN where it is withdrawn already
 */
export async function withdrawFeature(
  db: TenantDb,
  catalog: Catalog,
  { key, reason }: WithdrawalDecision,
  actor: Actor,
): Promise<void> {
  const feature = catalog.get(key);
  const inserted = await db.sql(
    `insert into platform.feature_withdrawal (feature_key, reason) values ($1, $2)
     on conflict (feature_key) do nothing returning feature_key`,
    [feature.key, reason],
  );
  if (inserted.length === 0) throw errors.WITHDRAWN({ details: { key } });
  await appendAudit(db, [{ actor, action: 'catalog.feature-withdrawn', subject: subjectOf(key), detail: { reason } }]);
}

/**
 * Every city has the feature again as it had set it.
 * @param db of the platform's tenant
 * @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_NOT_WITHDRAWN
 */
export async function reinstateFeature(
  db: TenantDb,
  catalog: Catalog,
  { key, reason }: WithdrawalDecision,
  actor: Actor,
): Promise<void> {
  const feature = catalog.get(key);
  const deleted = await db.sql('delete from platform.feature_withdrawal where feature_key = $1 returning feature_key', [
    feature.key,
  ]);
  if (deleted.length === 0) throw errors.NOT_WITHDRAWN({ details: { key } });
  await appendAudit(db, [{ actor, action: 'catalog.feature-reinstated', subject: subjectOf(key), detail: { reason } }]);
}

/** What is withdrawn now, by the feature's key. In any tenant. */
export async function listWithdrawals(db: TenantDb): Promise<ReadonlyMap<string, Withdrawal>> {
  const rows = await db.sql<Withdrawal & { key: string }>(
    'select feature_key as key, reason, withdrawn_at as "withdrawnAt" from platform.feature_withdrawal',
  );
  return new Map(rows.map(({ key, reason, withdrawnAt }) => [key, { reason, withdrawnAt }]));
}

function subjectOf(key: string): string {
  return `feature:${key}`;
}
