// What waits for somebody of the staff, and how far the programs are: for the first page that they see.
import type { LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { PREPARING } from '../claims/preparers.ts';

export type ProgramWork = { programId: string; programName: string; count: number; totalYen: number };

/**
 * Applications that this person may approve: not those that they keyed in, confirmed or changed. Of a claim that replaces
 * another it asks only for the claim itself, so approving may still refuse one of them.
 */
export function countClaimsToApprove(db: TenantDb, staffId: string): Promise<ProgramWork[]> {
  return db.sql<ProgramWork>(
    // The subject is made first: a function in the condition itself would keep an index from being asked, under a policy.
    `with waiting as materialized (
       select program_id, amount_yen, 'claim:' || id as subject from benefit_claim
       where status = 'claimed' and recipient is not null
         and keyed_by is distinct from $1 and confirmed_by is distinct from $1)
     select p.id as "programId", p.name as "programName", count(*)::int as count, sum(w.amount_yen)::float8 as "totalYen"
     from waiting w join benefit_program p on p.id = w.program_id
     where not exists (select from audit_entry a
                       where a.subject = w.subject and a.actor = 'staff:' || $1 and a.action = any($2))
     group by p.id, p.name order by p.name`,
    [staffId, PREPARING],
  );
}

/** Papers that somebody else keyed in. */
export function countPapersToConfirm(db: TenantDb, staffId: string): Promise<ProgramWork[]> {
  return db.sql<ProgramWork>(
    `select p.id as "programId", p.name as "programName", count(*)::int as count, sum(c.amount_yen)::float8 as "totalYen"
     from benefit_claim c join benefit_program p on p.id = c.program_id
     where c.status = 'keyed' and c.keyed_by is distinct from $1
     group by p.id, p.name order by p.name`,
    [staffId],
  );
}

/** Doubtful matches: nobody's yet, or with one yes that was another's. */
export function countMatchesToDecide(db: TenantDb, staffId: string): Promise<Omit<ProgramWork, 'totalYen'>[]> {
  return db.sql<Omit<ProgramWork, 'totalYen'>>(
    `select p.id as "programId", p.name as "programName", count(*)::int as count
     from benefit_match m join benefit_program p on p.id = m.program_id
     join benefit_entitlement e on e.id = m.entitlement_id
     where m.status in ('doubtful', 'seconded') and (m.status = 'doubtful' or m.decided_by is distinct from $1)
       and e.status <> 'withdrawn'
     group by p.id, p.name order by p.name`,
    [staffId],
  );
}

export type Progress = { count: number; yen: number };

export type ProgramProgress = {
  programId: string;
  name: string;
  closesOn: LocalDate;
  isPractice: boolean;
  /** All that are on the list now, and how many of them stand where. */
  all: Progress;
  open: Progress;
  claimed: Progress;
  approved: Progress;
  paid: Progress;
  declined: Progress;
  expired: Progress;
};

const STEPS = ['open', 'claimed', 'approved', 'paid', 'declined', 'expired'] as const;
type Step = (typeof STEPS)[number];

/** Of the programs that residents apply for now, the one that closes first in front. */
export async function listProgramProgress(db: TenantDb): Promise<ProgramProgress[]> {
  const programs = await db.sql<Pick<ProgramProgress, 'programId' | 'name' | 'closesOn' | 'isPractice'>>(
    `select id as "programId", name, to_char(closes_on, 'YYYY-MM-DD') as "closesOn", is_practice as "isPractice"
     from benefit_program where status = 'open' order by closes_on, id`,
  );
  if (programs.length === 0) return [];
  const rows = await db.sql<{ programId: string; status: Step; count: number; yen: number }>(
    `select program_id as "programId", status, count(*)::int as count, sum(amount_yen)::float8 as yen
     from benefit_entitlement where program_id = any($1) and status = any($2) group by program_id, status`,
    [programs.map(({ programId }) => programId), STEPS],
  );
  return programs.map((program) => {
    const own = rows.filter(({ programId }) => programId === program.programId);
    const at = (step: Step): Progress => {
      const { count = 0, yen = 0 } = own.find(({ status }) => status === step) ?? {};
      return { count, yen };
    };
    const steps = { open: at('open'), claimed: at('claimed'), approved: at('approved'), paid: at('paid') };
    const ends = { declined: at('declined'), expired: at('expired') };
    const all = own.reduce((sum, { count, yen }) => ({ count: sum.count + count, yen: sum.yen + yen }), {
      count: 0,
      yen: 0,
    });
    return { ...program, all, ...steps, ...ends };
  });
}

/** Name by program id, for lists of other things. */
export async function findProgramNames(db: TenantDb, programIds: readonly string[]): Promise<Map<string, string>> {
  if (programIds.length === 0) return new Map();
  const rows = await db.prisma.benefitProgram.findMany({
    where: { id: { in: [...programIds] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
