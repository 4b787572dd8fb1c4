import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { errors } from '../errors.ts';
import { parseLetterCode } from '../letters/letter-code.ts';
import { householdIndexOf, readListedPerson } from '../lists/listed-person.ts';
import { hashLetterCode } from './claim-by-letter.ts';
import type { ClaimDependencies } from './dependencies.ts';
import type { ClaimStatus } from './list-claims.ts';
import type { PortionStatus } from './portions.ts';

/** As a paper or a telephone call names it: 世帯番号 or the letter's code; or its id from a search. */
export type HouseholdKey = { number: string } | { letterCode: string } | { householdId: string };

/** For staff: fenced portions are in it, and names. */
export type FoundHousehold = {
  householdId: string;
  programId: string;
  letterAt: Date | null;
  portions: FoundPortion[];
};

export type FoundPortion = {
  entitlementId: string;
  name: string;
  birthdate: string;
  amountYen: number;
  isHead: boolean;
  isFenced: boolean;
  status: PortionStatus;
  claimId: string | null;
  claimNumber: string | null;
  claimStatus: ClaimStatus | null;
};

/** Looks a household up, for a paper or a telephone call. @throws AppError BENEFIT_HOUSEHOLD_NOT_FOUND */
export async function findHousehold(
  deps: Pick<ClaimDependencies, 'db' | 'secrets'>,
  tenantId: string,
  programId: string,
  key: HouseholdKey,
): Promise<FoundHousehold> {
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.readTenant(tenantId, async (db) => {
    const householdId = await findHouseholdId(db, secrets, programId, key);
    if (householdId === undefined) throw errors.HOUSEHOLD_NOT_FOUND();
    return open(db, secrets, householdId);
  });
}

/** One that was found before. @throws AppError BENEFIT_HOUSEHOLD_NOT_FOUND */
export async function readHousehold(
  deps: Pick<ClaimDependencies, 'db' | 'secrets'>,
  tenantId: string,
  householdId: string,
): Promise<FoundHousehold> {
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.readTenant(tenantId, (db) => open(db, secrets, householdId));
}

export async function findHouseholdId(
  db: TenantDb,
  secrets: OpenedSecrets,
  programId: string,
  key: HouseholdKey,
): Promise<string | undefined> {
  const [column, value] =
    'householdId' in key
      ? (['id', key.householdId] as const)
      : 'number' in key
        ? (['number_index', householdIndexOf(secrets, key.number)] as const)
        : (['letter_code_hash', hashLetterCode(secrets, parseLetterCode(key.letterCode) ?? '')] as const);
  const [row] = await db.sql<{ id: string }>(
    `select id from benefit_household where program_id = $1 and ${column} = $2`,
    [programId, value],
  );
  return row?.id;
}

type Row = Omit<FoundPortion, 'name' | 'birthdate'> & Omit<FoundHousehold, 'portions'> & { person: Buffer };

async function open(db: TenantDb, secrets: OpenedSecrets, householdId: string): Promise<FoundHousehold> {
  const rows = await db.sql<Row>(
    `select h.id as "householdId", h.program_id as "programId", h.letter_at as "letterAt", e.id as "entitlementId", e.person,
       e.amount_yen as "amountYen", e.is_head as "isHead", e.is_fenced as "isFenced", e.status, c.id as "claimId",
       c.number as "claimNumber", c.status as "claimStatus"
     from benefit_household h join benefit_entitlement e on e.household_id = h.id
     left join benefit_claim_portion p on p.entitlement_id = e.id and p.live left join benefit_claim c on c.id = p.claim_id
     where h.id = $1 order by e.is_head desc, e.id`,
    [householdId],
  );
  const [first] = rows;
  if (!first) throw errors.HOUSEHOLD_NOT_FOUND();
  const { programId, letterAt } = first;
  const portions = rows.map(({ householdId: _, programId: _program, letterAt: _letter, person, ...portion }) => {
    const { name, birthdate } = readListedPerson(secrets, { id: portion.entitlementId, person });
    return { ...portion, name, birthdate };
  });
  return { householdId, programId, letterAt, portions };
}
