// The one way into a claim, for every channel. The household's lock puts claims of one household in a row; the unique
// index over live portions has the last word.
import type { TenantDb } from '@tenohira/db';
import type { BankAccount } from '@tenohira/feature-kit';
import type { PayoutMethods } from '@tenohira/payouts';
import { errors } from '../errors.ts';
import type { Channel } from './channel.ts';
import { reserveClaimNumber } from './claim-number.ts';
import { isClaimable, listPortions, lockHousehold, type Portion } from './portions.ts';
import { findTerms, offeredMethods, type ProgramTerms, periodAt } from './program-terms.ts';
import { type AccountKind, proxyPlace, type RecipientDependencies, sealRecipient } from './recipient.ts';
import { refusal } from './refusal.ts';

export const PROXY_KINDS = ['legal-representative', 'household-member', 'facility-staff', 'delegate'] as const;

/** Somebody who applies for another. Stored encrypted, read by staff. */
export type ClaimProxy = {
  kind: (typeof PROXY_KINDS)[number];
  name: string;
  /** What was shown: 登記事項証明書, 委任状, … */
  ground: string;
};

export type NewClaim = {
  claimId: string;
  programId: string;
  householdId: string;
  /** The entitlement of a fenced person; absent for the household's portions that are not fenced off. */
  fencedId?: string;
  /** Reserved before, under the household's lock; absent: the next one. */
  number?: string;
  channel: Channel;
  method: string;
  accountKind: AccountKind;
  account?: BankAccount;
  proxy?: ClaimProxy;
  residentId?: string;
  matchReason: string;
  /** Two claims with one key are one. */
  sourceKey: string;
  /** When it reached the city: what the period is judged by. */
  receivedAt: Date;
  /** Paper: who keyed it in. It waits for a second person. */
  keyedBy?: string;
};

export type ClaimReceipt = { claimId: string; number: string; amountYen: number; isNew: boolean };

/**
 * Takes the open portions, all of them or none, in the caller's transaction.
 * @throws AppError BENEFIT_NOT_ELIGIBLE, _ALREADY_YOURS, _TAKEN, _OVER, _NOT_YET, _PROGRAM_NOT_OPEN, _METHOD_NOT_OFFERED,
 *   _ACCOUNT_INVALID, _ACCOUNT_NOT_HELD, _PAPER_NUMBER_USED
 */
export async function insertClaim(
  db: TenantDb,
  deps: RecipientDependencies & { methods: PayoutMethods },
  claim: NewClaim,
): Promise<ClaimReceipt> {
  await lockHousehold(db, claim.householdId);
  const known = await findKnown(db, claim);
  if (known) return { ...known, isNew: false };
  const terms = await findTerms(db, claim.programId);
  const portions = await listPortions(db, claim);
  const taken = portions.filter(isClaimable);
  if (!terms || taken.length === 0 || !isReceivable(terms, claim)) throw refusal(terms, portions, claim);

  const amountYen = taken.reduce((sum, portion) => sum + portion.amountYen, 0);
  const method = offeredMethods(terms, deps.methods, amountYen).find(({ key }) => key === claim.method);
  if (!method) throw errors.METHOD_NOT_OFFERED({ details: { method: claim.method } });
  const recipient = await sealRecipient(db, deps, { ...claim, method }, portions);
  const number = claim.number ?? (await reserveClaimNumber(db, claim.receivedAt));
  const proxy = claim.proxy ? deps.secrets.encrypt(proxyPlace(claim.claimId), JSON.stringify(claim.proxy)) : null;
  await db.sql(
    `insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, recipient,
       amount_yen, resident_id, match_reason, proxy, source_key, received_at, keyed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      claim.claimId,
      claim.programId,
      claim.householdId,
      number,
      claim.channel,
      claim.keyedBy === undefined ? 'claimed' : 'keyed',
      claim.method,
      claim.accountKind,
      recipient,
      amountYen,
      claim.residentId ?? null,
      claim.matchReason,
      proxy,
      claim.sourceKey,
      claim.receivedAt,
      claim.keyedBy ?? null,
    ],
  );
  await takePortions(db, claim.claimId, taken);
  return { claimId: claim.claimId, number, amountYen, isNew: true };
}

/**
 * The claim that was made under this key before. A paper's number is typed by people: one that stands for another
 * household or person is refused, and that of a claim that was taken back is free again.
 */
async function findKnown(db: TenantDb, claim: NewClaim): Promise<Omit<ClaimReceipt, 'isNew'> | undefined> {
  const [known] = await db.sql<
    Omit<ClaimReceipt, 'isNew'> & { householdId: string; fencedId: string | null; isGone: boolean }
  >(
    `select c.id as "claimId", c.number, c.amount_yen as "amountYen", c.household_id as "householdId", (
         select e.id from benefit_claim_portion p join benefit_entitlement e on e.id = p.entitlement_id
         where p.claim_id = c.id and p.live and e.is_fenced limit 1) as "fencedId",
       c.status = 'cancelled' and not exists (select from benefit_claim o where o.source_key = 'replaces:' || c.id) as "isGone"
     from benefit_claim c where c.source_key = $1`,
    [claim.sourceKey],
  );
  if (!known) return undefined;
  const { claimId, number, amountYen } = known;
  if (claim.channel !== 'paper') return { claimId, number, amountYen };
  if (known.isGone) {
    await db.sql(`update benefit_claim set source_key = source_key || ':' || id where id = $1`, [claimId]);
    return undefined;
  }
  if (known.householdId !== claim.householdId || known.fencedId !== (claim.fencedId ?? null)) {
    throw errors.PAPER_NUMBER_USED({
      userMessage: `この番号の申請書は、別の申請（受付番号 ${number}）として入力済みです。申請書に押した番号をお確かめください。`,
    });
  }
  return { claimId, number, amountYen };
}

/** Residents need an open program; paper that came in time may be keyed in after its end. */
function isReceivable(terms: ProgramTerms, claim: NewClaim): boolean {
  const isOpen = terms.status === 'open' || (terms.status === 'closed' && claim.channel === 'paper');
  return isOpen && periodAt(terms, claim.receivedAt) === 'within';
}

async function takePortions(db: TenantDb, claimId: string, portions: readonly Portion[]): Promise<void> {
  const ids = portions.map(({ entitlementId }) => entitlementId);
  const inserted = await db.sql(
    `insert into benefit_claim_portion (claim_id, entitlement_id, amount_yen)
     select $1, id, amount_yen from benefit_entitlement where id = any($2)
     on conflict (tenant_id, entitlement_id) where live do nothing returning 1`,
    [claimId, ids],
  );
  const changed = await db.sql(
    `update benefit_entitlement set status = 'claimed', updated_at = now()
     where id = any($1) and status in ('open', 'declined', 'expired') returning 1`,
    [ids],
  );
  if (inserted.length < ids.length || changed.length < ids.length) throw errors.TAKEN();
}
