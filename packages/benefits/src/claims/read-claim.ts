// One claim, for the person at the desk: what was applied for, for whom, and, where somebody asks for it, to which account.
import { appendAudit } from '@tenohira/audit';
import { findBank, findBranch } from '@tenohira/banking';
import { type BankAccount, bankAccountSchema } from '@tenohira/feature-kit';
import { errors } from '../errors.ts';
import { readListedPerson } from '../lists/listed-person.ts';
import type { ClaimDependencies } from './dependencies.ts';
import type { ClaimProxy } from './insert-claim.ts';
import { CLAIM_COLUMNS, type ListedClaim } from './list-claims.ts';
import { proxyPlace, recipientPlace } from './recipient.ts';

export type ClaimDetail = ListedClaim & {
  matchReason: string | null;
  portions: {
    entitlementId: string;
    name: string;
    birthdate: string;
    amountYen: number;
    isHead: boolean;
    isFenced: boolean;
    /** False where it has left the claim. */
    live: boolean;
  }[];
};

/** @throws AppError BENEFIT_CLAIM_NOT_FOUND */
export async function readClaim(
  deps: Pick<ClaimDependencies, 'db' | 'secrets'>,
  tenantId: string,
  claimId: string,
): Promise<ClaimDetail> {
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.readTenant(tenantId, async (db) => {
    const [claim] = await db.sql<Omit<ClaimDetail, 'portions'>>(
      `select ${CLAIM_COLUMNS}, c.match_reason as "matchReason" from benefit_claim c where c.id = $1`,
      [claimId],
    );
    if (!claim) throw errors.CLAIM_NOT_FOUND();
    const rows = await db.sql<Omit<ClaimDetail['portions'][number], 'name' | 'birthdate'> & { person: Buffer }>(
      `select e.id as "entitlementId", e.person, p.amount_yen as "amountYen", e.is_head as "isHead", e.is_fenced as "isFenced", p.live
       from benefit_claim_portion p join benefit_entitlement e on e.id = p.entitlement_id
       where p.claim_id = $1 order by e.is_head desc, e.id`,
      [claimId],
    );
    const portions = rows.map(({ person, ...portion }) => {
      const { name, birthdate } = readListedPerson(secrets, { id: portion.entitlementId, person });
      return { ...portion, name, birthdate };
    });
    return { ...claim, portions };
  });
}

export type ClaimRecipient = {
  /** Null where nothing is asked of the recipient, or the city has yet to fill it in. */
  account: (BankAccount & { bankName: string | null; branchName: string | null }) | null;
  proxy: ClaimProxy | null;
};

/**
 * The account and the proxy as they were applied for, to be compared with a paper. Who looked is in the audit.
 * @throws AppError BENEFIT_CLAIM_NOT_FOUND
 */
export async function showRecipient(
  deps: Pick<ClaimDependencies, 'db' | 'secrets' | 'allowTestBank'>,
  tenantId: string,
  { claimId, staffId }: { claimId: string; staffId: string },
): Promise<ClaimRecipient> {
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.withTenant(tenantId, async (db) => {
    const [claim] = await db.sql<{ recipient: Buffer | null; proxy: Buffer | null }>(
      'select recipient, proxy from benefit_claim where id = $1',
      [claimId],
    );
    if (!claim) throw errors.CLAIM_NOT_FOUND();
    await appendAudit(db, [
      { actor: `staff:${staffId}`, action: 'benefit.recipient-shown', subject: `claim:${claimId}` },
    ]);
    const open = (place: string, sealed: Buffer): unknown => JSON.parse(secrets.decrypt(place, sealed).toString());
    const account = claim.recipient && bankAccountSchema.safeParse(open(recipientPlace(claimId), claim.recipient)).data;
    return {
      account: account ? named(account, deps) : null,
      proxy: claim.proxy && (open(proxyPlace(claimId), claim.proxy) as ClaimProxy), // written by insertClaim alone
    };
  });
}

function named(
  account: BankAccount,
  { allowTestBank = false }: Pick<ClaimDependencies, 'allowTestBank'>,
): NonNullable<ClaimRecipient['account']> {
  const { bankCode, branchCode } = account;
  return {
    ...account,
    bankName: findBank(bankCode, { allowTestBank })?.name ?? null,
    branchName: findBranch(bankCode, branchCode, { allowTestBank })?.name ?? null,
  };
}
