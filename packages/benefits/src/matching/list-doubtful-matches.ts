import type { TenantDb } from '@tenohira/db';
import { readPerson } from '@tenohira/identity';
import type { ImportDependencies } from '../lists/import-list.ts';
import { readListedPerson } from '../lists/listed-person.ts';
import { type MatchReason, matchReasonText } from './match-reason.ts';

type PersonOnPaper = { name: string; birthdate: string; address: string };

export type DoubtfulMatch = {
  matchId: string;
  reason: MatchReason;
  /** Why, in Japanese. */
  reasonText: string;
  /** `seconded`: one person has said yes. */
  status: 'doubtful' | 'seconded';
  decidedBy: string | null;
  listed: PersonOnPaper & { kana: string };
  registered: PersonOnPaper;
};

const MOST = 200;

/** What waits for a person, both sides beside each other: personal data, for staff alone. At most 200, oldest first. */
export function listDoubtfulMatches(
  deps: Pick<ImportDependencies, 'db' | 'secrets'>,
  tenantId: string,
  programId: string,
): Promise<DoubtfulMatch[]> {
  return deps.db.readTenant(tenantId, async (db) => {
    const opened = await deps.secrets.opened(tenantId);
    const matches: DoubtfulMatch[] = [];
    for (const row of await findWaiting(db, programId)) {
      const { name, kana, birthdate, address } = readListedPerson(opened, {
        id: row.entitlementId,
        person: row.person,
      });
      const registered = await readPerson(db, deps.secrets, row.registrationId);
      matches.push({
        matchId: row.matchId,
        reason: row.reason,
        reasonText: matchReasonText(row.reason),
        status: row.status,
        decidedBy: row.decidedBy,
        listed: { name, kana, birthdate, address },
        registered: { name: registered.name, birthdate: registered.birthdate, address: registered.address },
      });
    }
    return matches;
  });
}

type Waiting = Pick<DoubtfulMatch, 'matchId' | 'reason' | 'status' | 'decidedBy'> & {
  entitlementId: string;
  registrationId: string;
  person: Buffer;
};

function findWaiting(db: TenantDb, programId: string): Promise<Waiting[]> {
  return db.sql(
    `select m.id as "matchId", m.reason, m.status, m.decided_by as "decidedBy", e.id as "entitlementId",
       m.registration_id as "registrationId", e.person
     from benefit_match m join benefit_entitlement e on e.id = m.entitlement_id
     where m.program_id = $1 and m.status in ('doubtful', 'seconded') and e.status <> 'withdrawn'
     order by m.created_at, m.id limit ${MOST}`,
    [programId],
  );
}
