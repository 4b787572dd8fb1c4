import { errors } from '../errors.ts';
import { householdIndexOf, readListedPerson } from '../lists/listed-person.ts';
import type { ClaimDependencies } from './dependencies.ts';

/** For staff: fenced portions are in it, and names. */
export type FoundHousehold = {
  householdId: string;
  portions: {
    entitlementId: string;
    name: string;
    birthdate: string;
    amountYen: number;
    isHead: boolean;
    isFenced: boolean;
    status: string;
    claimId: string | null;
    claimNumber: string | null;
    claimStatus: string | null;
  }[];
};

/** Looks a household up by its 世帯番号, for a paper or a telephone call. @throws AppError BENEFIT_HOUSEHOLD_NOT_FOUND */
export async function findHouseholdByNumber(
  deps: Pick<ClaimDependencies, 'db' | 'secrets'>,
  tenantId: string,
  programId: string,
  number: string,
): Promise<FoundHousehold> {
  const secrets = await deps.secrets.opened(tenantId);
  const rows = await deps.db.readTenant(tenantId, ({ sql }) =>
    sql<
      Omit<FoundHousehold['portions'][number], 'name' | 'birthdate'> & {
        householdId: string;
        person: Buffer;
      }
    >(
      `select h.id as "householdId", e.id as "entitlementId", e.person, e.amount_yen as "amountYen", e.is_head as "isHead",
         e.is_fenced as "isFenced", e.status, c.id as "claimId", c.number as "claimNumber", c.status as "claimStatus"
       from benefit_household h join benefit_entitlement e on e.household_id = h.id
       left join benefit_claim_portion p on p.entitlement_id = e.id and p.live left join benefit_claim c on c.id = p.claim_id
       where h.program_id = $1 and h.number_index = $2 order by e.is_head desc, e.id`,
      [programId, householdIndexOf(secrets, number)],
    ),
  );
  const [first] = rows;
  if (!first) throw errors.HOUSEHOLD_NOT_FOUND();
  const portions = rows.map(({ householdId: _, person, ...portion }) => {
    const { name, birthdate } = readListedPerson(secrets, { id: portion.entitlementId, person });
    return { ...portion, name, birthdate };
  });
  return { householdId: first.householdId, portions };
}
