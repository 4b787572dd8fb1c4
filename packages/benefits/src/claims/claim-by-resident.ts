// The super fast pass: what a resident does on LINE about their own household's benefit.
import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { BankAccount } from '@tenohira/feature-kit';
import { errors } from '../errors.ts';
import type { ClaimTools } from './dependencies.ts';
import { type ClaimReceipt, insertClaim } from './insert-claim.ts';
import { findStanding, isClaimable, listPortions, lockHousehold } from './portions.ts';
import { findTerms, periodAt } from './program-terms.ts';
import type { AccountKind } from './recipient.ts';
import { refusal } from './refusal.ts';

export type ResidentClaim = {
  residentId: string;
  claimId: string;
  programId: string;
  /** Reserved in this transaction, after `lockOffer`; absent: the next one. */
  number?: string;
  method: string;
  accountKind: AccountKind;
  /** For `entered`. */
  account?: BankAccount;
  /** When LINE, or our page, received it. */
  receivedAt: Date;
};

/**
 * Applies, in the caller's transaction. The same claimId again gives the same receipt.
 * @throws AppError as insertClaim
 */
export async function claimByResident(db: TenantDb, deps: ClaimTools, claim: ResidentClaim): Promise<ClaimReceipt> {
  const { residentId, claimId, programId } = claim;
  const standing = await findStanding(db, residentId, programId);
  if (!standing) throw errors.NOT_ELIGIBLE();
  const secrets = await deps.secrets.opened(db.tenantId);
  const receipt = await insertClaim(
    db,
    { ...deps, secrets },
    { ...claim, ...standing, channel: 'super-fast-pass', sourceKey: `resident:${residentId}:${claimId}` },
  );
  if (receipt.isNew) {
    const detail = { channel: 'super-fast-pass', method: claim.method, amountYen: receipt.amountYen, programId };
    await appendAudit(db, [
      { actor: `resident:${residentId}`, action: 'benefit.claim-received', subject: `claim:${claimId}`, detail },
    ]);
  }
  return receipt;
}

/**
 * Refuses the benefit (辞退) for all portions that the resident could claim. It can be thought over within the period.
 * @throws AppError BENEFIT_NOT_ELIGIBLE, _ALREADY_YOURS, _TAKEN, _OVER, _NOT_YET
 */
export async function declineByResident(
  db: TenantDb,
  decline: { residentId: string; programId: string; receivedAt: Date },
): Promise<void> {
  const { residentId, programId, receivedAt } = decline;
  const [terms, standing] = [await findTerms(db, programId), await findStanding(db, residentId, programId)];
  if (!standing) throw errors.NOT_ELIGIBLE();
  await lockHousehold(db, standing.householdId);
  const portions = await listPortions(db, standing);
  const refused = portions.filter(isClaimable);
  if (terms?.status !== 'open' || refused.length === 0 || periodAt(terms, receivedAt) !== 'within') {
    throw refusal(terms, portions, { residentId, channel: 'super-fast-pass', receivedAt });
  }
  const changed = await db.sql<{ id: string }>(
    `update benefit_entitlement set status = 'declined', updated_at = now()
     where id = any($1) and status in ('open', 'expired') returning id`,
    [refused.map(({ entitlementId }) => entitlementId)],
  );
  await appendAudit(
    db,
    changed.map(({ id }) => ({
      actor: `resident:${residentId}` as const,
      action: 'benefit.portion-declined',
      subject: `entitlement:${id}`,
    })),
  );
}

export type OwnClaim = {
  claimId: string;
  number: string;
  status: string;
  method: string;
  accountKind: AccountKind;
  amountYen: number;
  /** The newest payout, where there is one. */
  payoutId: string | null;
  payoutStatus: string | null;
};

/** The resident's own live application in a program, for the pages that correct it or show its codes. */
export async function findOwnClaim(db: TenantDb, residentId: string, programId: string): Promise<OwnClaim | undefined> {
  const [claim] = await db.sql<OwnClaim>(
    `select c.id as "claimId", c.number, c.status, c.method, c.account_kind as "accountKind", c.amount_yen as "amountYen",
       p.id as "payoutId", p.status as "payoutStatus"
     from benefit_claim c
     left join lateral (select id, status from payout where claim_id = c.id order by created_at desc, id desc limit 1) p on true
     where c.resident_id = $1 and c.program_id = $2 and c.status <> 'cancelled'
     order by c.created_at desc, c.id desc limit 1`,
    [residentId, programId],
  );
  return claim;
}
