// Programs and claims as packages/benefits would have left them, for tests of the engine alone.
import { type LocalDate, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { fundProgram } from '../ledger.ts';

export type TestClaim = { claimId: string; amountYen: number };

export type TestProgram = { programId: string };

/** An open program with a budget. */
export async function createTestProgram(
  db: Database,
  tenantId: string,
  options: { fundYen?: number; isPractice?: boolean; methods?: readonly string[]; closesOn?: LocalDate } = {},
): Promise<TestProgram> {
  const { fundYen = 0, isPractice = false, methods = ['scripted'], closesOn = '2099-03-31' } = options;
  const programId = uuidv7();
  await db.withTenant(tenantId, async (scope) => {
    await scope.sql(
      `insert into benefit_program (id, name, statute, amount_rule, amount_yen, base_date, opens_on, closes_on, methods, texts, is_practice, status, created_by)
       values ($1, '試験給付金', '試験要綱', 'household', 70000, '2026-06-01', '2026-06-01', $2, $3, '{}', $4, 'open', 'staff:test')`,
      [programId, closesOn, JSON.stringify(methods), isPractice],
    );
    if (fundYen !== 0) await fundProgram(scope, programId, fundYen, 'system');
  });
  return { programId };
}

/** Approved claims, a household each, one statement a table. */
export async function createTestClaims(
  db: Database,
  tenantId: string,
  programId: string,
  count: number,
  options: { amountYen?: number; method?: string } = {},
): Promise<TestClaim[]> {
  const { amountYen = 70_000, method = 'scripted' } = options;
  const claims = Array.from({ length: count }, () => ({ claimId: uuidv7(), householdId: uuidv7() }));
  const claimIds = claims.map(({ claimId }) => claimId);
  const householdIds = claims.map(({ householdId }) => householdId);
  await db.withTenant(tenantId, async ({ sql }) => {
    await sql(
      `insert into benefit_household (id, program_id, number_index) select id, $1, id::text from unnest($2::uuid[]) as h(id)`,
      [programId, householdIds],
    );
    await sql(
      `insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, amount_yen, source_key, received_at, approved_by)
       select claim_id, $1, household_id, claim_id::text, 'super-fast-pass', 'approved', $4, 'none', $5, claim_id::text, now(), 'approver'
       from unnest($2::uuid[], $3::uuid[]) as c(claim_id, household_id)`,
      [programId, claimIds, householdIds, method, amountYen],
    );
  });
  return claimIds.map((claimId) => ({ claimId, amountYen }));
}

export async function createTestClaim(
  db: Database,
  tenantId: string,
  programId: string,
  options: { amountYen?: number; method?: string } = {},
): Promise<TestClaim> {
  const [claim] = await createTestClaims(db, tenantId, programId, 1, options);
  if (!claim) throw new Error('no claim was made');
  return claim;
}
