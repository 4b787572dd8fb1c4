// What waits for somebody of the staff before money goes on, for the first page that they see.
import type { LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';

export type DraftBatch = { batchId: string; programId: string; payOn: LocalDate; count: number; totalYen: number };

/** Files for the bank that this person may release: prepared by somebody else. The earliest day first. */
export function listBatchesToRelease(db: TenantDb, staffId: string): Promise<DraftBatch[]> {
  return db.sql<DraftBatch>(
    `select id as "batchId", program_id as "programId", to_char(pay_on, 'YYYY-MM-DD') as "payOn", count,
       total_yen::float8 as "totalYen"
     from payout_batch where status = 'draft' and prepared_by <> $1 order by pay_on, id`,
    [staffId],
  );
}

export type UnknownPayouts = { programId: string; count: number; totalYen: number };

/** Payouts of which nobody knows whether they were paid, by program. */
export function countUnknownPayouts(db: TenantDb): Promise<UnknownPayouts[]> {
  return db.sql<UnknownPayouts>(
    `select program_id as "programId", count(*)::int as count, sum(amount_yen)::float8 as "totalYen"
     from payout where status = 'unknown' group by program_id order by program_id`,
  );
}
