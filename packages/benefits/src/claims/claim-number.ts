import { fiscalYearOf, jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';

/**
 * Nobody else reserves a number until the transaction ends. For whoever reserves one after writing to the audit: applicants
 * take the two the other way round.
 */
export async function holdClaimNumbers(db: TenantDb, now: Date): Promise<void> {
  await db.sql(
    `insert into benefit_counter (fiscal_year, last_count) values ($1, 0)
     on conflict (tenant_id, fiscal_year) do update set last_count = benefit_counter.last_count`,
    [fiscalYearOf(jstDateOf(now))],
  );
}

/**
 * The tenant's next claim number, `K26-00012`: fiscal year and count. Lock the household before (`lockOffer`,
 * `lockHousehold`): two transactions that take the two locks in different orders would wait for each other.
 */
export async function reserveClaimNumber(db: TenantDb, now: Date): Promise<string> {
  const fiscalYear = fiscalYearOf(jstDateOf(now));
  const [row] = await db.sql<{ count: number }>(
    `insert into benefit_counter (fiscal_year, last_count) values ($1, 1)
     on conflict (tenant_id, fiscal_year) do update set last_count = benefit_counter.last_count + 1
     returning last_count as count`,
    [fiscalYear],
  );
  return `K${String(fiscalYear % 100).padStart(2, '0')}-${String(row?.count ?? 0).padStart(5, '0')}`;
}
