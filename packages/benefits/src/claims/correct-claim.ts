// A payment came back: the applicant corrects the account or chooses another way, or staff do it for them. It is approved
// again, and the payout that follows stands in for the one that came back.
import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { BankAccount } from '@tenohira/feature-kit';
import { errors } from '../errors.ts';
import type { ClaimTools } from './dependencies.ts';
import { listFencedPortion, listHouseholdPortions, type Portion } from './portions.ts';
import { findTerms, offeredMethods } from './program-terms.ts';
import { type AccountKind, sealRecipient } from './recipient.ts';

export type Correction = {
  claimId: string;
  /** Whoever corrects it: the resident who applied, or staff. */
  by: { residentId: string } | { staffId: string };
  method: string;
  accountKind: AccountKind;
  account?: BankAccount;
};

/**
 * In the caller's transaction. The period may be over: the application came in time.
 * @throws AppError BENEFIT_CLAIM_NOT_FOUND, _NOT_CORRECTABLE, _METHOD_NOT_OFFERED, _ACCOUNT_INVALID, _ACCOUNT_NOT_HELD
 */
export async function correctClaim(db: TenantDb, deps: ClaimTools, correction: Correction): Promise<void> {
  const { claimId, by } = correction;
  const [claim] = await db.sql<{
    programId: string;
    householdId: string;
    status: string;
    amountYen: number;
    residentId: string | null;
  }>(
    `select program_id as "programId", household_id as "householdId", status, amount_yen as "amountYen",
       resident_id as "residentId"
     from benefit_claim where id = $1 for update`,
    [claimId],
  );
  if (!claim || ('residentId' in by && claim.residentId !== by.residentId)) throw errors.CLAIM_NOT_FOUND();
  if (claim.status !== 'returned') throw errors.NOT_CORRECTABLE();
  const terms = await findTerms(db, claim.programId);
  const method =
    terms && offeredMethods(terms, deps.methods, claim.amountYen).find(({ key }) => key === correction.method);
  if (!method) throw errors.METHOD_NOT_OFFERED();
  const secrets = await deps.secrets.opened(db.tenantId);
  const portions = await listPortionsOf(db, claimId, claim.householdId);
  const recipient = await sealRecipient(db, { ...deps, secrets }, { ...correction, method }, portions);
  await db.sql(
    `update benefit_claim set status = 'claimed', method = $2, account_kind = $3, recipient = $4, approved_by = null,
       approved_at = null where id = $1`,
    [claimId, correction.method, correction.accountKind, recipient],
  );
  const actor = 'residentId' in by ? (`resident:${by.residentId}` as const) : (`staff:${by.staffId}` as const);
  const detail = { method: correction.method, accountKind: correction.accountKind };
  await appendAudit(db, [{ actor, action: 'benefit.claim-corrected', subject: `claim:${claimId}`, detail }]);
}

/** As whoever made the claim sees them: a fenced person's own, or the household's. */
async function listPortionsOf(db: TenantDb, claimId: string, householdId: string): Promise<Portion[]> {
  const [fenced] = await db.sql<{ id: string }>(
    `select e.id from benefit_claim_portion p join benefit_entitlement e on e.id = p.entitlement_id
     where p.claim_id = $1 and p.live and e.is_fenced limit 1`,
    [claimId],
  );
  return fenced ? listFencedPortion(db, householdId, fenced.id) : listHouseholdPortions(db, householdId);
}
