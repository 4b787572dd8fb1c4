// Who stands where in a household. The one place that decides whose portions a person sees: the head those that are not
// fenced off, a fenced person their own and nothing else, everybody else none. What a query here leaves out cannot leak.
import type { TenantDb } from '@tenohira/db';

export const PORTION_STATUSES = ['open', 'claimed', 'approved', 'paid', 'declined', 'expired', 'withdrawn'] as const;
export type PortionStatus = (typeof PORTION_STATUSES)[number];

export type Portion = {
  entitlementId: string;
  status: Exclude<PortionStatus, 'withdrawn'>;
  amountYen: number;
  isHead: boolean;
  isFenced: boolean;
  accountTail: string | null;
  /** Of the live claim, where there is one. */
  claimId: string | null;
  claimNumber: string | null;
  claimStatus: string | null;
  claimChannel: string | null;
  claimYen: number | null;
  claimResidentId: string | null;
};

/** Ends the person index of a portion that stands beside a paid one. No list names it, so none withdraws it. */
export const AGAIN = ':again';

/** Of an entitlement `e`: another one stands beside it. Should its own payment come back, it is not paid a second time. */
export const STANDS_BESIDE = `exists (select from benefit_entitlement a
  where a.program_id = e.program_id and a.person_index = e.person_index || '${AGAIN}' and a.status <> 'withdrawn')`;

/** Statuses that a claim received within the period may take; a refusal can be thought over. */
const CLAIMABLE_STATUSES: readonly Portion['status'][] = ['open', 'declined', 'expired'];

export const isClaimable = (portion: Portion) =>
  portion.claimId === null && CLAIMABLE_STATUSES.includes(portion.status);

const COLUMNS = `e.id as "entitlementId", e.status, e.amount_yen as "amountYen", e.is_head as "isHead", e.is_fenced as "isFenced",
  e.account_tail as "accountTail", c.id as "claimId", c.number as "claimNumber", c.status as "claimStatus",
  c.channel as "claimChannel", c.amount_yen as "claimYen", c.resident_id as "claimResidentId"`;
const LIVE_CLAIM = `left join benefit_claim_portion p on p.entitlement_id = e.id and p.live
  left join benefit_claim c on c.id = p.claim_id`;

/** What the household's head may see and claim: head first, then in the order of the list. */
export function listHouseholdPortions(db: TenantDb, householdId: string): Promise<Portion[]> {
  return db.sql<Portion>(
    `select ${COLUMNS} from benefit_entitlement e ${LIVE_CLAIM}
     where e.household_id = $1 and not e.is_fenced and e.status <> 'withdrawn'
     order by e.is_head desc, e.id`,
    [householdId],
  );
}

/** The portion of one fenced person, and nothing of the household. */
export function listFencedPortion(db: TenantDb, householdId: string, entitlementId: string): Promise<Portion[]> {
  return db.sql<Portion>(
    `select ${COLUMNS} from benefit_entitlement e ${LIVE_CLAIM}
     where e.id = $2 and e.household_id = $1 and e.is_fenced and e.status <> 'withdrawn'`,
    [householdId, entitlementId],
  );
}

export type Standing = {
  householdId: string;
  /** Set where the person's own portion is fenced off. */
  fencedId?: string;
  /** Why the resident was taken for the person on the list. */
  matchReason: string;
};

/** Where a resident stands in a program by a match that is sure; undefined where they are not concerned. */
export async function findStanding(db: TenantDb, residentId: string, programId: string): Promise<Standing | undefined> {
  const matched = await db.sql<{ id: string; householdId: string; isFenced: boolean; reason: string }>(
    `select e.id, e.household_id as "householdId", e.is_fenced as "isFenced", m.reason
     from identity_registration r
     join benefit_match m on m.registration_id = r.id and m.status = 'accepted'
     join benefit_entitlement e on e.id = m.entitlement_id
     where r.resident_id = $1 and e.program_id = $2 and e.status <> 'withdrawn' and (e.is_fenced or e.is_head)
     order by e.is_fenced desc, e.id limit 1`,
    [residentId, programId],
  );
  const [mine] = matched;
  if (!mine) return undefined;
  return {
    householdId: mine.householdId,
    matchReason: mine.reason,
    ...(mine.isFenced ? { fencedId: mine.id } : {}),
  };
}

/** The household of the resident's own application, however it was made. */
export async function findOwnHousehold(
  db: TenantDb,
  residentId: string,
  programId: string,
): Promise<Pick<Standing, 'householdId' | 'fencedId'> | undefined> {
  const [own] = await db.sql<{ householdId: string; fencedId: string | null }>(
    `select c.household_id as "householdId", (
       select e.id from benefit_claim_portion p join benefit_entitlement e on e.id = p.entitlement_id
       where p.claim_id = c.id and p.live and e.is_fenced limit 1) as "fencedId"
     from benefit_claim c where c.resident_id = $1 and c.program_id = $2 and c.status <> 'cancelled'
     order by c.created_at desc, c.id desc limit 1`,
    [residentId, programId],
  );
  if (!own) return undefined;
  return { householdId: own.householdId, ...(own.fencedId === null ? {} : { fencedId: own.fencedId }) };
}

export function listPortions(db: TenantDb, standing: Pick<Standing, 'householdId' | 'fencedId'>): Promise<Portion[]> {
  return standing.fencedId === undefined
    ? listHouseholdPortions(db, standing.householdId)
    : listFencedPortion(db, standing.householdId, standing.fencedId);
}

/**
 * Claims of one household come one after the other from here to the end of the transaction. The program comes first, as
 * for whoever applies a list: it holds the program, then every household. Foreign keys to the household do not wait.
 */
export async function lockHousehold(db: TenantDb, householdId: string): Promise<void> {
  await db.sql(
    `select 1 from benefit_program where id = (select program_id from benefit_household where id = $1) for key share`,
    [householdId],
  );
  await db.sql('select 1 from benefit_household where id = $1 for no key update', [householdId]);
}
