import type pg from 'pg';

export async function readTime(pool: pg.Pool): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const [row] = rows;
  if (!row) throw new Error('a select without FROM returned no row');
  return row.now;
}
