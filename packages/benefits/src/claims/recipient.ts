// What a payout has to know of its recipient, encrypted. The account is fixed when the claim is made: a change at the
// bank or in the city's register after that does not follow by itself.
import { checkAccount } from '@tenohira/banking';
import type { TenantDb } from '@tenohira/db';
import { type AnyPayoutMethod, type BankAccount, bankAccountSchema } from '@tenohira/feature-kit';
import type { OpenedSecrets } from '@tenohira/secrets';
import { errors } from '../errors.ts';
import { readListedAccount } from '../lists/listed-person.ts';
import type { Portion } from './portions.ts';

export const ACCOUNT_KINDS = ['held', 'public', 'entered', 'none'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const recipientPlace = (claimId: string) => `benefit_claim.recipient:${claimId}`;
export const proxyPlace = (claimId: string) => `benefit_claim.proxy:${claimId}`;

export type RecipientChoice = {
  claimId: string;
  method: AnyPayoutMethod;
  accountKind: AccountKind;
  account?: BankAccount;
};

/** `allowTestBank`: bank 9999 「テスト銀行」 passes; for the sandbox alone. */
export type RecipientDependencies = { secrets: OpenedSecrets; allowTestBank?: boolean };

/**
 * The recipient of a claim, sealed; null for a 公金受取口座 until the city fills it in.
 * @throws AppError BENEFIT_METHOD_NOT_OFFERED, BENEFIT_ACCOUNT_INVALID, BENEFIT_ACCOUNT_NOT_HELD
 */
export async function sealRecipient(
  db: TenantDb,
  deps: RecipientDependencies,
  choice: RecipientChoice,
  portions: readonly Portion[],
): Promise<Buffer | null> {
  const { claimId, method, accountKind, account } = choice;
  if ((method.asks === 'account') !== (accountKind !== 'none')) throw errors.METHOD_NOT_OFFERED();
  if (accountKind === 'public') return null;
  if (accountKind === 'none') return deps.secrets.encrypt(recipientPlace(claimId), '{}');
  const chosen = accountKind === 'held' ? await openHeldAccount(db, deps.secrets, portions) : account;
  return deps.secrets.encrypt(recipientPlace(claimId), JSON.stringify(validAccount(chosen, deps)));
}

/** @throws AppError BENEFIT_ACCOUNT_INVALID that says what is wrong */
export function validAccount(account: unknown, options: { allowTestBank?: boolean }): BankAccount {
  const parsed = bankAccountSchema.safeParse(account);
  if (!parsed.success) throw errors.ACCOUNT_INVALID();
  const problems = checkAccount(parsed.data, { allowTestBank: options.allowTestBank ?? false });
  if (problems.length > 0)
    throw errors.ACCOUNT_INVALID({ userMessage: problems.map(({ message }) => message).join('\n') });
  return parsed.data;
}

async function openHeldAccount(
  db: TenantDb,
  secrets: OpenedSecrets,
  portions: readonly Portion[],
): Promise<BankAccount> {
  const payee = portions.find((portion) => portion.isHead || portion.isFenced);
  const [row] = payee
    ? await db.sql<{ id: string; account: Buffer | null }>(
        'select id, account from benefit_entitlement where id = $1',
        [payee.entitlementId],
      )
    : [];
  const account = row && readListedAccount(secrets, row);
  if (!account) throw errors.ACCOUNT_NOT_HELD();
  return account;
}
