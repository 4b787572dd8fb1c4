// Paper: one of the staff keys it in, another confirms. The portions are taken from the first moment, so that nobody
// applies a second time while the form lies on a desk.
import { appendAudit } from '@tenohira/audit';
import { containsMyNumber, uuidv7 } from '@tenohira/core';
import type { BankAccount } from '@tenohira/feature-kit';
import { errors } from '../errors.ts';
import type { ClaimDependencies } from './dependencies.ts';
import { findHouseholdId, type HouseholdKey } from './find-household.ts';
import { type ClaimProxy, type ClaimReceipt, insertClaim } from './insert-claim.ts';
import type { AccountKind } from './recipient.ts';
import { releaseClaim } from './release-portions.ts';
import { stopPayouts } from './stop-payouts.ts';

export type KeyedClaim = {
  programId: string;
  household: HouseholdKey;
  /** An application of a fenced person for their own portion (避難者の申出). */
  fencedId?: string;
  method: string;
  accountKind: AccountKind;
  account?: BankAccount;
  proxy?: ClaimProxy;
  /** When the paper reached the city. */
  receivedAt: Date;
  /** The number stamped on the paper: keyed in twice it is one claim. */
  paperNumber: string;
  staffId: string;
};

/** @throws AppError BENEFIT_HOUSEHOLD_NOT_FOUND, _MY_NUMBER and as insertClaim */
export async function keyInClaim(deps: ClaimDependencies, tenantId: string, claim: KeyedClaim): Promise<ClaimReceipt> {
  const { household, paperNumber, staffId, ...rest } = claim;
  const typed = [paperNumber, claim.proxy?.name ?? '', claim.proxy?.ground ?? ''];
  if (typed.some((text) => containsMyNumber(text))) throw errors.MY_NUMBER();
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.withTenant(tenantId, async (db) => {
    const householdId = await findHouseholdId(db, secrets, claim.programId, household);
    if (householdId === undefined) throw errors.HOUSEHOLD_NOT_FOUND();
    const claimId = uuidv7();
    const receipt = await insertClaim(
      db,
      { ...deps, secrets },
      {
        ...rest,
        claimId,
        householdId,
        channel: 'paper',
        matchReason: 'paper',
        sourceKey: `paper:${claim.programId}:${paperNumber}`,
        keyedBy: staffId,
      },
    );
    if (!receipt.isNew) return receipt;
    const detail = { channel: 'paper', method: claim.method, amountYen: receipt.amountYen, byProxy: !!claim.proxy };
    await appendAudit(db, [
      { actor: `staff:${staffId}`, action: 'benefit.claim-keyed', subject: `claim:${claimId}`, detail },
    ]);
    return receipt;
  });
}

/**
 * The second person has compared it with the paper.
 * @throws AppError BENEFIT_CLAIM_NOT_FOUND, _SAME_PERSON, _STATUS_CONFLICT
 */
export async function confirmKeyedClaim(
  deps: Pick<ClaimDependencies, 'db'>,
  tenantId: string,
  { claimId, staffId }: { claimId: string; staffId: string },
): Promise<void> {
  await deps.db.withTenant(tenantId, async (db) => {
    const [claim] = await db.sql<{ status: string; keyedBy: string | null }>(
      'select status, keyed_by as "keyedBy" from benefit_claim where id = $1 for update',
      [claimId],
    );
    if (!claim) throw errors.CLAIM_NOT_FOUND();
    if (claim.keyedBy === staffId) throw errors.SAME_PERSON();
    if (claim.status !== 'keyed') throw errors.STATUS_CONFLICT();
    await db.sql(`update benefit_claim set status = 'claimed', confirmed_by = $2 where id = $1`, [claimId, staffId]);
    await appendAudit(db, [
      { actor: `staff:${staffId}`, action: 'benefit.claim-confirmed', subject: `claim:${claimId}` },
    ]);
  });
}

/**
 * Takes a claim back: keyed in wrongly, or withdrawn by the applicant. A payout that has not left is stopped, and the
 * portions are open again.
 * @throws AppError BENEFIT_CLAIM_NOT_FOUND, _STATUS_CONFLICT, _PAYOUT_UNDER_WAY
 */
export async function cancelClaim(
  deps: ClaimDependencies,
  tenantId: string,
  {
    claimId,
    staffId,
    reason,
  }: { claimId: string; staffId: string; reason: 'keyed-wrongly' | 'withdrawn-by-applicant' },
): Promise<void> {
  await deps.db.withTenant(tenantId, async (db) => {
    const actor = `staff:${staffId}` as const;
    await stopPayouts(db, deps, [claimId], actor);
    await releaseClaim(db, claimId);
    const detail = { reason };
    await appendAudit(db, [{ actor, action: 'benefit.claim-cancelled', subject: `claim:${claimId}`, detail }]);
  });
}
