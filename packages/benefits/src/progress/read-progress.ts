// How far a program is, in numbers: what staff see of it at a glance, and what tells them which step comes next.
import type { TenantDb } from '@tenohira/db';
import { CLAIM_STATUSES, type ClaimStatus } from '../claims/list-claims.ts';
import { PORTION_STATUSES, type PortionStatus } from '../claims/portions.ts';
import type { MatchStatus } from '../matching/decide-match.ts';
import type { MatchCounts } from '../matching/match-program.ts';
import type { MatchReason } from '../matching/match-reason.ts';

export type Totals = { count: number; amountYen: number };

export type ProgramTotals = {
  portions: Record<PortionStatus, Totals>;
  claims: Record<ClaimStatus, Totals>;
};

export type ProgressReport = ProgramTotals & {
  /** Of people who are on the list now; `ranAt` null where it never ran. */
  matching: MatchCounts & { ranAt: Date | null };
  /** Pushes to the matched: stored, and of these sent, on their way, or lost. */
  notices: { stored: number; sent: number; underWay: number; failed: number };
  /** Households that have had a letter, and when the last one was made. */
  letters: { households: number; lastAt: Date | null };
  /** Claims that nobody can approve before the city has filled in the account. */
  waitsForAccount: number;
};

/** Portions and claims of every program, by its id; a program of which nothing is known has no entry. */
export async function readTotals(db: TenantDb): Promise<Map<string, ProgramTotals>> {
  const totals = new Map<string, ProgramTotals>();
  for (const { programId, kind, status, ...counted } of await countEverything(db)) {
    const program = totals.get(programId) ?? emptyTotals();
    totals.set(programId, program);
    Object.assign(program[kind], { [status]: counted });
  }
  return totals;
}

/** All of it for one program. */
export async function readProgress(db: TenantDb, programId: string): Promise<ProgressReport> {
  const totals = (await countEverything(db, programId)).reduce((sum, { kind, status, count, amountYen }) => {
    Object.assign(sum[kind], { [status]: { count, amountYen } });
    return sum;
  }, emptyTotals());
  return {
    ...totals,
    matching: await readMatching(db, programId),
    notices: await countNotices(db, programId),
    letters: await countLetters(db, programId),
    waitsForAccount: await countMissingAccounts(db, programId),
  };
}

export function emptyTotals(): ProgramTotals {
  return { portions: noTotals(PORTION_STATUSES), claims: noTotals(CLAIM_STATUSES) };
}

function noTotals<Status extends string>(statuses: readonly Status[]): Record<Status, Totals> {
  return Object.fromEntries(statuses.map((status) => [status, { count: 0, amountYen: 0 }])) as Record<Status, Totals>; // one entry a status
}

type Counted = Totals & { programId: string; kind: 'portions' | 'claims'; status: string };

async function countEverything(db: TenantDb, programId?: string): Promise<Counted[]> {
  const condition = programId === undefined ? '' : 'where program_id = $1';
  return db.sql<Counted>(
    `select program_id as "programId", 'portions' as kind, status, count(*)::int as count, sum(amount_yen)::float8 as "amountYen"
     from benefit_entitlement ${condition} group by program_id, status
     union all
     select program_id, 'claims', status, count(*)::int, sum(amount_yen)::float8
     from benefit_claim ${condition} group by program_id, status`,
    programId === undefined ? [] : [programId],
  );
}

async function readMatching(db: TenantDb, programId: string): Promise<ProgressReport['matching']> {
  const [run] = await db.sql<{ at: Date }>(
    `select at from audit_entry where subject = $1 and action = 'benefit.program-matched' order by sequence desc limit 1`,
    [`program:${programId}`],
  );
  const rows = await db.sql<{
    status: MatchStatus;
    reason: MatchReason;
    count: number;
  }>(
    `select m.status, m.reason, count(*)::int as count
     from benefit_match m join benefit_entitlement e on e.id = m.entitlement_id
     where m.program_id = $1 and e.status <> 'withdrawn' group by m.status, m.reason`,
    [programId],
  );
  const counts: MatchCounts = { accepted: 0, doubtful: 0, seconded: 0, rejected: 0, byReason: {} };
  for (const { status, reason, count } of rows) {
    counts[status] += count;
    counts.byReason[reason] = (counts.byReason[reason] ?? 0) + count;
  }
  return { ranAt: run?.at ?? null, ...counts };
}

async function countNotices(db: TenantDb, programId: string): Promise<ProgressReport['notices']> {
  const [found] = await db.sql<ProgressReport['notices']>(
    `select count(*)::int as stored, count(*) filter (where status = 'sent')::int as sent,
       count(*) filter (where status in ('pending', 'queued', 'sending'))::int as "underWay",
       count(*) filter (where status in ('failed', 'unknown', 'cancelled'))::int as failed
     from outbox_message where dedupe_key like 'benefit:' || $1 || ':notice:%'`,
    [programId],
  );
  return found ?? { stored: 0, sent: 0, underWay: 0, failed: 0 };
}

async function countLetters(db: TenantDb, programId: string): Promise<ProgressReport['letters']> {
  const [found] = await db.sql<ProgressReport['letters']>(
    `select count(letter_at)::int as households, max(letter_at) as "lastAt" from benefit_household where program_id = $1`,
    [programId],
  );
  return found ?? { households: 0, lastAt: null };
}

async function countMissingAccounts(db: TenantDb, programId: string): Promise<number> {
  const [found] = await db.sql<{ count: number }>(
    `select count(*)::int as count from benefit_claim where program_id = $1 and status = 'claimed' and recipient is null`,
    [programId],
  );
  return found?.count ?? 0;
}
