import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { errors } from '../lists/errors.ts';

export const MATCH_STATUSES = ['accepted', 'doubtful', 'seconded', 'rejected'] as const;
export type MatchStatus = (typeof MATCH_STATUSES)[number];

type Row = {
  entitlementId: string;
  registrationId: string;
  programId: string;
  status: MatchStatus;
  decidedBy: string | null;
};

/**
 * A person's word on a match. Yes needs two different people (`doubtful` → `seconded` → `accepted`); no needs one, also
 * against a match that the keys alone accepted.
 * @throws AppError BENEFIT_MATCH_NOT_FOUND, BENEFIT_MATCH_DECIDED, BENEFIT_MATCH_SAME_PERSON, BENEFIT_MATCH_TAKEN
 */
export async function decideMatch(
  db: TenantDb,
  matchId: string,
  decision: 'accept' | 'reject',
  staffId: string,
): Promise<MatchStatus> {
  const match = await lockMatch(db, matchId);
  const status = decision === 'accept' ? nextAccepted(match, staffId) : nextRejected(match);
  if (decision === 'accept') await refuseSecondPartner(db, matchId, match);
  const isFirst = match.decidedBy === null;
  const isAnother = match.decidedBy !== null && match.decidedBy !== staffId;
  await db.sql(
    `update benefit_match set status = $2, decided_by = coalesce(decided_by, $3), second_by = case when $4 then $3 else second_by end,
       decided_at = now() where id = $1`,
    [matchId, status, staffId, !isFirst && isAnother],
  );
  await appendAudit(db, [
    {
      actor: `staff:${staffId}`,
      action: `benefit.match-${status}`,
      subject: `match:${matchId}`,
      detail: { entitlementId: match.entitlementId, registrationId: match.registrationId },
    },
  ]);
  return status;
}

/** The program first, as a run of the matching does; then the match as it is now. */
async function lockMatch(db: TenantDb, matchId: string): Promise<Row> {
  await db.sql(
    'select 1 from benefit_program where id = (select program_id from benefit_match where id = $1) for update',
    [matchId],
  );
  const [match] = await db.sql<Row>(
    `select entitlement_id as "entitlementId", registration_id as "registrationId", program_id as "programId", status,
       decided_by as "decidedBy" from benefit_match where id = $1 for update`,
    [matchId],
  );
  if (!match) throw errors.MATCH_NOT_FOUND();
  return match;
}

function nextAccepted({ status, decidedBy }: Row, staffId: string): MatchStatus {
  if (status === 'doubtful') return 'seconded';
  if (status !== 'seconded') throw errors.MATCH_DECIDED();
  if (decidedBy === staffId) throw errors.MATCH_SAME_PERSON();
  return 'accepted';
}

function nextRejected({ status }: Row): MatchStatus {
  if (status === 'rejected') throw errors.MATCH_DECIDED();
  return 'rejected';
}

/** Nobody is two people: neither side may have another accepted match in the program. */
async function refuseSecondPartner(db: TenantDb, matchId: string, match: Row): Promise<void> {
  const others = await db.sql(
    `select 1 from benefit_match m join benefit_entitlement e on e.id = m.entitlement_id
     where m.program_id = $1 and m.id <> $2 and m.status = 'accepted' and e.status <> 'withdrawn'
     and (m.entitlement_id = $3 or m.registration_id = $4)`,
    [match.programId, matchId, match.entitlementId, match.registrationId],
  );
  if (others.length > 0) throw errors.MATCH_TAKEN();
}
