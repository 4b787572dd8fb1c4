import type { TenantDb } from '@tenohira/db';

/** Sessions that ended stay this long, for whoever looks into something. In days. */
const KEEP_DAYS = 90;

/** Deletes steps, links and sessions that lead nowhere any more. What happened is in the audit. */
export async function forgetOldAccess(db: TenantDb): Promise<void> {
  await db.sql('delete from staff_attempt where expires_at < now()');
  for (const table of ['staff_link', 'staff_session']) {
    await db.sql(`delete from ${table} where expires_at < now() - $1 * interval '1 day'`, [KEEP_DAYS]);
  }
}
