import type { TenantDb } from '@tenohira/db';

export type Reach = {
  /** Households with a portion that is not fenced off = done + superFastPass + letter + nobody. */
  households: number;
  /** Nothing of theirs is open any more: claimed, paid or refused. */
  done: number;
  /** Its head is registered and on LINE: what is open is theirs to apply for (claims/portions.ts). */
  superFastPass: number;
  letter: number;
  /** No address on the list, and nobody of them registered. */
  nobody: number;
  /** Fenced portions stand by themselves: no letter goes to the household for them. */
  fenced: { portions: number; done: number; superFastPass: number; nobody: number };
  /** All portions, fenced ones too. */
  portions: number;
  amountYen: number;
  /** Of what is still open, by the way on which it is reached. */
  openYen: { superFastPass: number; letter: number; nobody: number; fenced: number };
  /** Matches that wait for a person: their households may move from letter to super fast pass. */
  doubtfulMatches: number;
};

type Unit = {
  unit: 'household' | 'fenced';
  way: 'done' | 'superFastPass' | 'letter' | 'nobody';
  units: string;
  portions: string;
  yen: string;
  openYen: string;
};

/** How everyone on the list would be reached now. Every portion is in exactly one of the counts. */
export async function planReach(db: TenantDb, programId: string): Promise<Reach> {
  const rows = await db.sql<Unit>(
    `with portion as (
       select e.household_id, e.is_fenced, e.is_head, e.amount_yen, e.status = 'open' as is_open, e.key_birth_lot <> '' as has_address,
         case when e.is_fenced then e.id else e.household_id end as unit_id,
         exists (select from benefit_match m join identity_registration r on r.id = m.registration_id
           join resident on resident.id = r.resident_id
           where m.entitlement_id = e.id and m.status = 'accepted' and resident.status <> 'left') as is_matched
       from benefit_entitlement e where e.program_id = $1 and e.status <> 'withdrawn'),
     unit as (
       select is_fenced, count(*) as portions, sum(amount_yen) as yen, coalesce(sum(amount_yen) filter (where is_open), 0) as open_yen,
         case when not bool_or(is_open) then 'done' when bool_or(is_matched and (is_head or is_fenced)) then 'superFastPass'
           when bool_or(has_address) and not is_fenced then 'letter' else 'nobody' end as way
       from portion group by unit_id, is_fenced)
     select case when is_fenced then 'fenced' else 'household' end as unit, way, count(*) as units, sum(portions) as portions,
       sum(yen) as yen, sum(open_yen) as "openYen" from unit group by is_fenced, way`,
    [programId],
  );
  const [doubtful] = await db.sql<{ count: string }>(
    `select count(*) from benefit_match m join benefit_entitlement e on e.id = m.entitlement_id
     where m.program_id = $1 and m.status in ('doubtful', 'seconded') and e.status <> 'withdrawn'`,
    [programId],
  );
  const sum = (value: 'units' | 'portions' | 'yen' | 'openYen', unit?: Unit['unit'], way?: Unit['way']) =>
    rows
      .filter((row) => (unit === undefined || row.unit === unit) && (way === undefined || row.way === way))
      .reduce((total, row) => total + Number(row[value]), 0);
  return {
    households: sum('units', 'household'),
    done: sum('units', 'household', 'done'),
    superFastPass: sum('units', 'household', 'superFastPass'),
    letter: sum('units', 'household', 'letter'),
    nobody: sum('units', 'household', 'nobody'),
    fenced: {
      portions: sum('units', 'fenced'),
      done: sum('units', 'fenced', 'done'),
      superFastPass: sum('units', 'fenced', 'superFastPass'),
      nobody: sum('units', 'fenced', 'nobody'),
    },
    portions: sum('portions'),
    amountYen: sum('yen'),
    openYen: {
      superFastPass: sum('openYen', 'household', 'superFastPass'),
      letter: sum('openYen', 'household', 'letter'),
      nobody: sum('openYen', 'household', 'nobody'),
      fenced: sum('openYen', 'fenced'),
    },
    doubtfulMatches: Number(doubtful?.count ?? 0),
  };
}
