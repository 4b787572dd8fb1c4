import type { TenantDb } from './database.ts';

/** The database's `now()`: the same throughout a transaction. */
export async function transactionTime({ sql }: TenantDb): Promise<Date> {
  const [row] = await sql<{ now: Date }>('select now() as now');
  if (!row) throw new Error('a select without FROM returned no row');
  return row.now;
}
