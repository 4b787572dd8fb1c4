// The services keep one plan a connection for each statement (database.ts), which is right for a page and wrong for what
// touches many rows: three ways out of it, from the lightest to the heaviest.
import type { TenantDb } from './database.ts';

/**
 * For what touches many rows: the transaction's statements are planned for the tables as they are now. The services keep
 * one plan a connection (packages/db), and one that was made while a table was empty reads all of it for every row.
 */
export async function planAfresh(db: TenantDb): Promise<void> {
  await db.sql(`select set_config('plan_cache_mode', 'force_custom_plan', true)`);
}

/**
 * The same for files, which may hold 999,999 payouts: with time, and without nested loops, which PostgreSQL prefers under a
 * policy because it expects one row of a tenant where there are all.
 */
export async function planForMany(db: TenantDb): Promise<void> {
  await db.sql(
    `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_nestloop', 'off', true),
            set_config('statement_timeout', '5min', true)`,
  );
}

/**
 * For statements over whole lists. A connection of the services keeps one plan for a statement (packages/db), and for the
 * check of a foreign key, made when the tables may have had a few rows; and of rows that came a moment ago PostgreSQL has no
 * numbers and takes them for one or two, for which it would read the other table once each. In here it plans anew, and joins by
 * hashing: what such a statement says in a join, and not in a subquery by row, takes time in proportion to its rows.
 * Afterwards the connection forgets these plans.
 */
export async function withFreshPlans<Result>(db: TenantDb, work: () => Promise<Result>): Promise<Result> {
  await db.sql('discard plans');
  await db.sql('set local enable_nestloop = off');
  // A list of 200,000 people takes a statement some seconds; on a busy server more than a page may wait.
  await db.sql(`set local statement_timeout = '120s'`);
  const result = await work();
  await db.sql('set local enable_nestloop to default');
  await db.sql('set local statement_timeout to default');
  await db.sql('discard plans');
  return result;
}
