// The fast pass: the code on the posted letter, and an identity that belongs to its household. Either alone is nothing.
import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { BankAccount, BenefitOffer } from '@tenohira/feature-kit';
import type { OpenedSecrets } from '@tenohira/secrets';
import { errors } from '../errors.ts';
import { parseLetterCode } from '../letters/letter-code.ts';
import { readListedPerson } from '../lists/listed-person.ts';
import { storeReceivedNotice } from '../notices/claim-notices.ts';
import type { ClaimDependencies } from './dependencies.ts';
import { makeOffer } from './find-offer.ts';
import { type ClaimProxy, type ClaimReceipt, insertClaim } from './insert-claim.ts';
import { listHouseholdPortions } from './portions.ts';
import { findTerms } from './program-terms.ts';
import type { AccountKind } from './recipient.ts';

/** So many wrong codes in a row cost nothing; each one after that doubles the wait, from one minute to a day. */
const FREE_FAILURES = 5;
const LONGEST_WAIT_MINUTES = 24 * 60;

export type LetterKey = { code: string; residentId: string };

export type LetterClaim = LetterKey & {
  claimId: string;
  method: string;
  accountKind: AccountKind;
  account?: BankAccount;
  receivedAt: Date;
};

/**
 * The offer of the letter's household to the identified resident.
 * @throws AppError BENEFIT_CODE_MISTYPED, _CODE_UNKNOWN, _CODE_NOT_YOURS, _CODE_BLOCKED, _IDENTITY_NEEDED
 */
export async function findByLetterCode(
  deps: ClaimDependencies,
  tenantId: string,
  key: LetterKey,
): Promise<BenefitOffer & { householdId: string }> {
  const secrets = await deps.secrets.opened(tenantId);
  const { householdId, programId } = await openLetter(deps, tenantId, secrets, key);
  return deps.db.withTenant(tenantId, async (db) => {
    const terms = await findTerms(db, programId);
    if (!terms || terms.status === 'draft') throw errors.CODE_UNKNOWN();
    const portions = await listHouseholdPortions(db, householdId);
    return { ...makeOffer(terms, portions, key.residentId, deps.methods, deps.clock.now()), householdId };
  });
}

/**
 * Applies for the letter's household and stores the notice that it was received.
 * @throws AppError as findByLetterCode and insertClaim
 */
export async function claimByLetterCode(
  deps: ClaimDependencies,
  tenantId: string,
  claim: LetterClaim,
): Promise<ClaimReceipt> {
  const secrets = await deps.secrets.opened(tenantId);
  const letter = await openLetter(deps, tenantId, secrets, claim);
  return deps.db.withTenant(tenantId, async (db) => {
    const { residentId, claimId, code: _code, ...rest } = claim;
    const proxy = letter.memberId === null ? undefined : await memberAsProxy(db, secrets, letter.memberId);
    const receipt = await insertClaim(
      db,
      { ...deps, secrets },
      {
        ...rest,
        ...(proxy ? { proxy } : {}),
        residentId,
        claimId,
        householdId: letter.householdId,
        programId: letter.programId,
        channel: 'fast-pass',
        matchReason: 'letter-code',
        sourceKey: `letter:${residentId}:${claimId}`,
      },
    );
    if (!receipt.isNew) return receipt;
    await storeReceivedNotice(db, claimId);
    const detail = {
      channel: 'fast-pass',
      method: claim.method,
      amountYen: receipt.amountYen,
      identity: letter.reason,
    };
    await appendAudit(db, [
      { actor: `resident:${residentId}`, action: 'benefit.claim-received', subject: `claim:${claimId}`, detail },
    ]);
    return receipt;
  });
}

type OpenedLetter = {
  householdId: string;
  programId: string;
  reason: string;
  /** The entitlement of a member who is not the head: they apply for the head (同一世帯員). */
  memberId: string | null;
};

async function memberAsProxy(db: TenantDb, secrets: OpenedSecrets, memberId: string): Promise<ClaimProxy | undefined> {
  const [row] = await db.sql<{ id: string; person: Buffer }>(
    'select id, person from benefit_entitlement where id = $1',
    [memberId],
  );
  if (!row) return undefined;
  const { name } = readListedPerson(secrets, row);
  return { kind: 'household-member', name, ground: 'マイナンバーカードによる本人確認' };
}

/** Its transaction commits before anything is thrown: a wrong code is counted. */
async function openLetter(
  deps: ClaimDependencies,
  tenantId: string,
  secrets: OpenedSecrets,
  { code: typed, residentId }: LetterKey,
): Promise<OpenedLetter> {
  const code = parseLetterCode(typed);
  if (code === undefined) throw errors.CODE_MISTYPED();
  const hash = hashLetterCode(secrets, code);
  const outcome = await deps.db.withTenant(tenantId, async (db) => {
    const [trial] = await db.sql<{ isBlocked: boolean }>(
      `insert into benefit_code_trial (resident_id, failures, blocked_until) values ($1, 0, 'epoch')
       on conflict (tenant_id, resident_id) do update set failures = benefit_code_trial.failures
       returning blocked_until > now() as "isBlocked"`,
      [residentId],
    );
    if (trial?.isBlocked) return errors.CODE_BLOCKED();
    const registered = await db.sql('select 1 from identity_registration where resident_id = $1', [residentId]);
    if (registered.length === 0) return errors.IDENTITY_NEEDED();
    const letter = await findLetter(db, hash, residentId);
    if (letter?.reason != null) {
      await db.sql('delete from benefit_code_trial where resident_id = $1', [residentId]);
      return { ...letter, reason: letter.reason };
    }
    await countFailure(db, residentId);
    return letter ? errors.CODE_NOT_YOURS() : errors.CODE_UNKNOWN();
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

export function hashLetterCode(secrets: OpenedSecrets, code: string): string {
  return secrets.blindIndex('benefit_household.letter_code', code);
}

/**
 * The letter, and by which keys the resident is one of its household: with the code in hand a weaker likeness is enough
 * than without it. A fenced person is not reachable through the household's letter; a pair that staff rejected stays so.
 */
async function findLetter(
  db: TenantDb,
  hash: string,
  residentId: string,
): Promise<(Omit<OpenedLetter, 'reason'> & { reason: string | null }) | undefined> {
  const [letter] = await db.sql<Omit<OpenedLetter, 'reason'> & { reason: string | null }>(
    `select h.id as "householdId", h.program_id as "programId", near.reason, case when not near.is_head then near.id end as "memberId"
     from benefit_household h left join lateral (
       select e.id, e.is_head,
         case when e.key_full <> '' and e.key_full = r.key_full then 'full'
              when e.key_lot <> '' and e.key_lot = r.key_lot then 'lot'
              when e.key_name_birth = r.key_name_birth then 'name-birth'
              when e.key_birth_lot <> '' and e.key_birth_lot = r.key_birth_lot then 'birth-lot' else 'name-lot' end as reason
       from benefit_entitlement e join identity_registration r on r.resident_id = $2
       where e.household_id = h.id and not e.is_fenced and e.status <> 'withdrawn'
         and (e.key_name_birth = r.key_name_birth or (e.key_birth_lot <> '' and e.key_birth_lot = r.key_birth_lot)
              or (e.key_name_lot <> '' and e.key_name_lot = r.key_name_lot))
         and not exists (select 1 from benefit_match m
                         where m.entitlement_id = e.id and m.registration_id = r.id and m.status = 'rejected')
       order by e.key_name_birth = r.key_name_birth desc, e.is_head desc limit 1) near on true
     where h.letter_code_hash = $1`,
    [hash, residentId],
  );
  return letter;
}

async function countFailure(db: TenantDb, residentId: string): Promise<void> {
  await db.sql(
    `update benefit_code_trial set failures = failures + 1,
       blocked_until = case when failures + 1 < $2 then 'epoch'
         else now() + least($3, power(2, least(failures + 1 - $2, 11))) * interval '1 minute' end
     where resident_id = $1`,
    [residentId, FREE_FAILURES, LONGEST_WAIT_MINUTES],
  );
}
