// Finds who on a list is a registered resident, by the keyed hashes of both sides. Runs as often as one likes: what a
// person decided stays, what follows from the keys follows them.
import { type Actor, appendAudit } from '@tenohira/audit';
import { type TenantDb, withFreshPlans } from '@tenohira/db';
import type { ImportDependencies } from '../lists/import-list.ts';
import { lockProgram } from '../programs/programs.ts';
import { MATCH_REASONS, type MatchReason, SURE_REASONS } from './match-reason.ts';

export type MatchCounts = {
  /** Matches in each state after the run. */
  accepted: number;
  doubtful: number;
  seconded: number;
  rejected: number;
  byReason: Partial<Record<MatchReason, number>>;
};

/** Matches all of a program's portions with all registrations. @throws AppError BENEFIT_PROGRAM_NOT_FOUND */
export async function matchProgram(
  deps: ImportDependencies,
  tenantId: string,
  programId: string,
  actor: Actor = 'system',
): Promise<MatchCounts> {
  return deps.db.withTenant(tenantId, async (db) => {
    await lockProgram(db, programId);
    await withFreshPlans(db, () => recompute(db, programId, ALL));
    const counts = await countMatches(db, programId);
    const { accepted, doubtful, seconded, rejected } = counts;
    await appendAudit(db, [
      {
        actor,
        action: 'benefit.program-matched',
        subject: `program:${programId}`,
        detail: { accepted, doubtful, seconded, rejected },
      },
    ]);
    return counts;
  });
}

/** Matches one registration with the portions of every program that is not closed: after a resident has registered. */
export async function matchRegistration(
  db: TenantDb,
  registrationId: string,
): Promise<{ accepted: number; doubtful: number }> {
  // In one order: two who register at the same moment wait for each other and never in a circle.
  const programs = await db.sql<{ id: string }>(
    `select p.id from benefit_program p where p.status <> 'closed'
     and exists (select from benefit_list l where l.program_id = p.id and l.status = 'applied') order by p.id for update`,
  );
  for (const { id } of programs) {
    const range = await rangeOf(db, id, registrationId);
    if (range) await recompute(db, id, range);
  }
  const [found] = await db.sql<{ accepted: string; doubtful: string }>(
    `select count(*) filter (where status = 'accepted') as accepted, count(*) filter (where status = 'doubtful') as doubtful
     from benefit_match where registration_id = $1`,
    [registrationId],
  );
  return { accepted: Number(found?.accepted ?? 0), doubtful: Number(found?.doubtful ?? 0) };
}

/** Entitlements, as conditions on `e`: those that are looked at, and those whose matches are written. */
type Range = { seen: string; written: string; values: readonly unknown[] };

const COLUMN: Readonly<Record<(typeof MATCH_REASONS)[number], string>> = {
  full: 'key_full',
  lot: 'key_lot',
  'name-birth': 'key_name_birth',
  'birth-lot': 'key_birth_lot',
  'name-lot': 'key_name_lot',
};

const ALL: Range = { seen: '', written: '', values: [] };

/**
 * What one registration can change: the matches of the portions that it may be. Whether such a match is sure depends on who
 * else may be these, and on what else those may be, so that is looked at too.
 */
async function rangeOf(db: TenantDb, programId: string, registrationId: string): Promise<Range | undefined> {
  const near = await findEntitlements(db, programId, [registrationId]);
  if (near.length === 0) return undefined;
  const others = await db.sql<{ id: string }>(
    `select r.id from benefit_entitlement e join identity_registration r on r.key_name_birth = e.key_name_birth where e.id = any($1::uuid[])
     union select r.id from benefit_entitlement e join identity_registration r on r.key_birth_lot = e.key_birth_lot
       where e.id = any($1::uuid[]) and e.key_birth_lot <> ''
     union select r.id from benefit_entitlement e join identity_registration r on r.key_name_lot = e.key_name_lot
       where e.id = any($1::uuid[]) and e.key_name_lot <> ''
     union select registration_id from benefit_match where entitlement_id = any($1::uuid[])`,
    [near],
  );
  const ids = others.map(({ id }) => id);
  const seen = ids.every((id) => id === registrationId) ? near : await findEntitlements(db, programId, ids);
  return {
    seen: 'and e.id = any($2::uuid[])',
    written: 'and e.id = any($3::uuid[])',
    values: [[...new Set([...near, ...seen])], near],
  };
}

/** Portions that these registrations may be, or were taken for. A full or lot key is equal only where name and birth date are. */
async function findEntitlements(
  db: TenantDb,
  programId: string,
  registrationIds: readonly string[],
): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `with r as materialized (
       select key_name_birth, key_birth_lot, key_name_lot from identity_registration where id = any($2::uuid[]))
     select e.id from r join benefit_entitlement e on e.key_name_birth = r.key_name_birth where e.program_id = $1
     union select e.id from r join benefit_entitlement e on e.key_birth_lot = r.key_birth_lot
       where e.program_id = $1 and e.key_birth_lot <> ''
     union select e.id from r join benefit_entitlement e on e.key_name_lot = r.key_name_lot
       where e.program_id = $1 and e.key_name_lot <> ''
     union select entitlement_id from benefit_match where program_id = $1 and registration_id = any($2::uuid[])`,
    [programId, registrationIds],
  );
  return rows.map(({ id }) => id);
}

/**
 * `found`: the strongest reason of each pair. `judged`: a sure pair is accepted unless one of the two is also surely, or by
 * two people, somebody else: then a person decides. A weaker pair counts only where neither has a sure one: it would
 * be a neighbour, a twin, a namesake.
 */
async function recompute(db: TenantDb, programId: string, range: Range): Promise<void> {
  const ranks = MATCH_REASONS.map(
    (reason, rank) => `select e.id as entitlement_id, r.id as registration_id, ${rank} as rank
      from benefit_entitlement e join identity_registration r on r.${COLUMN[reason]} = e.${COLUMN[reason]}
      where e.program_id = $1 and e.status <> 'withdrawn' and e.${COLUMN[reason]} <> '' ${range.seen}`,
  );
  const reasonOf = MATCH_REASONS.map((reason, rank) => `when ${rank} then '${reason}'`).join(' ');
  const changed = `with found as (
      select entitlement_id, registration_id, min(rank) as rank from (${ranks.join(' union all ')}) pairs group by 1, 2),
    sure as (
      select entitlement_id, registration_id from found where rank < ${SURE_REASONS.length}
      union select m.entitlement_id, m.registration_id from benefit_match m join benefit_entitlement e on e.id = m.entitlement_id
      where m.program_id = $1 and e.status <> 'withdrawn' and m.status = 'accepted' and m.decided_by is not null ${range.seen}),
    many as (
      select entitlement_id, registration_id, count(*) over (partition by entitlement_id) > 1
        or count(*) over (partition by registration_id) > 1 as several from sure),
    judged as (
      select f.entitlement_id, f.registration_id,
        case when f.rank < ${SURE_REASONS.length} and s.several then 'ambiguous' else case f.rank ${reasonOf} end end as reason,
        case when f.rank < ${SURE_REASONS.length} and not s.several then 'accepted' else 'doubtful' end as status
      from found f left join many s using (entitlement_id, registration_id)
      left join (select distinct entitlement_id as id from sure) se on se.id = f.entitlement_id
      left join (select distinct registration_id as id from sure) sr on sr.id = f.registration_id
      where f.rank < ${SURE_REASONS.length} or (se.id is null and sr.id is null))`;
  const values = [programId, ...range.values];
  await db.sql(
    `${changed} delete from benefit_match m using benefit_entitlement e
     where m.entitlement_id = e.id and e.program_id = $1 and m.decided_by is null ${range.written}
     and not exists (select from judged j where j.entitlement_id = m.entitlement_id and j.registration_id = m.registration_id)`,
    values,
  );
  await db.sql(
    `${changed} insert into benefit_match (id, program_id, entitlement_id, registration_id, reason, status)
     select gen_random_uuid(), $1, j.entitlement_id, j.registration_id, j.reason, j.status
     from judged j join benefit_entitlement e on e.id = j.entitlement_id where true ${range.written}
     on conflict (tenant_id, entitlement_id, registration_id) do update set reason = excluded.reason, status = excluded.status
     where benefit_match.decided_by is null and (benefit_match.reason, benefit_match.status) <> (excluded.reason, excluded.status)`,
    values,
  );
}

async function countMatches(db: TenantDb, programId: string): Promise<MatchCounts> {
  const rows = await db.sql<{
    reason: MatchReason;
    status: 'accepted' | 'doubtful' | 'seconded' | 'rejected';
    count: string;
  }>('select reason, status, count(*) from benefit_match where program_id = $1 group by reason, status', [programId]);
  const counts: MatchCounts = { accepted: 0, doubtful: 0, seconded: 0, rejected: 0, byReason: {} };
  for (const { reason, status, count } of rows) {
    counts[status] += Number(count);
    counts.byReason[reason] = (counts.byReason[reason] ?? 0) + Number(count);
  }
  return counts;
}
