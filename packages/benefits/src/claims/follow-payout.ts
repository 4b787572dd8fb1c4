// What becomes of a claim when its payout moves. Runs inside payouts' own transaction; who moved it and why is in the
// audit entry that the payout's change writes.
import { appendAudit } from '@tenohira/audit';
import { type TenantDb, transactionTime } from '@tenohira/db';
import type { PayoutChange } from '@tenohira/payouts';
import { storePayoutNotice } from '../notices/payout-notices.ts';
import type { ClaimTools } from './dependencies.ts';
import { STANDS_BESIDE } from './portions.ts';
import { releaseFacts, releasePortions } from './release-portions.ts';

const CAME_BACK: readonly PayoutChange['to'][] = ['rejected', 'returned', 'expired'];

/** For `PayoutDependencies.onChange`. */
export function followPayout(db: TenantDb, deps: ClaimTools, change: PayoutChange): Promise<void> {
  return followPayouts(db, deps, [change]);
}

/** For `PayoutDependencies.onChanges`: a bank file in a few statements. Following the same change again changes nothing. */
export async function followPayouts(db: TenantDb, deps: ClaimTools, changes: readonly PayoutChange[]): Promise<void> {
  const claimsOf = (statuses: readonly PayoutChange['to'][]) =>
    changes.filter(({ to }) => statuses.includes(to)).map(({ claimId }) => claimId);
  await markPaid(db, claimsOf(['settled']));
  await markReturned(db, deps, claimsOf(CAME_BACK));
  await markCancelled(db, deps, claimsOf(['cancelled']));
  await storePayoutNotice(db, deps.methods, changes);
}

async function markPaid(db: TenantDb, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  await db.sql(`update benefit_claim set status = 'paid' where id = any($1) and status = 'approved'`, [claimIds]);
  await setPortions(db, claimIds, 'paid');
}

/**
 * The portions stay this claim's: another payout of it can follow, another claim cannot. Only one that another stands
 * beside is over, and leaves the claim.
 */
async function markReturned(db: TenantDb, deps: ClaimTools, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  await db.sql(`update benefit_claim set status = 'returned' where id = any($1) and status in ('approved', 'paid')`, [
    claimIds,
  ]);
  await setPortions(db, claimIds, 'claimed');
  await db.sql(
    `update benefit_entitlement e set status = 'withdrawn', withdrawn_for = 'paid-beside', updated_at = now()
     from benefit_claim_portion p where p.claim_id = any($1) and p.live and e.id = p.entitlement_id and ${STANDS_BESIDE}`,
    [claimIds],
  );
  await releaseWithdrawn(db, deps, claimIds);
}

/** Stopped before it left: the claim waits for a person again, without what a newer list has withdrawn. */
async function markCancelled(db: TenantDb, deps: ClaimTools, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  await db.sql(
    `update benefit_claim set status = 'claimed', approved_by = null, approved_at = null
     where id = any($1) and status = 'approved'`,
    [claimIds],
  );
  await setPortions(db, claimIds, 'claimed');
  await releaseWithdrawn(db, deps, claimIds);
}

/**
 * Takes portions that are withdrawn out of claims of which nothing is under way: for whoever applies a list, after it has
 * withdrawn them and stopped unsent payouts.
 */
export async function releaseWithdrawn(
  db: TenantDb,
  deps: Pick<ClaimTools, 'secrets'>,
  claimIds: readonly string[],
): Promise<void> {
  const withdrawn = await db.sql<{ id: string }>(
    `select e.id from benefit_claim_portion p join benefit_entitlement e on e.id = p.entitlement_id
     where p.claim_id = any($1) and p.live and e.status = 'withdrawn' order by e.id`,
    [claimIds],
  );
  if (withdrawn.length === 0) return;
  const secrets = await deps.secrets.opened(db.tenantId);
  const now = await transactionTime(db);
  const released = await releasePortions(
    db,
    secrets,
    withdrawn.map(({ id }) => id),
    now,
  );
  await appendAudit(db, releaseFacts('system', released));
}

async function setPortions(db: TenantDb, claimIds: readonly string[], status: 'claimed' | 'paid'): Promise<void> {
  await db.sql(
    `update benefit_entitlement e set status = $2, updated_at = now()
     from benefit_claim_portion p
     where p.claim_id = any($1) and p.live and e.id = p.entitlement_id and e.status in ('claimed', 'approved', 'paid')`,
    [claimIds, status],
  );
}
