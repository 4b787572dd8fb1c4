import type { TenantDb } from '@tenohira/db';
import type { PayoutStatus } from './status.ts';

export type BatchLine = { line: number; payoutId: string; claimId: string; amountYen: number; status: PayoutStatus };

/** Which line of the bank's file is whose claim: what a notice of the bank is looked up by. */
export function listBatchLines(db: TenantDb, batchId: string): Promise<BatchLine[]> {
  return db.sql<BatchLine>(
    `select batch_line as line, id as "payoutId", claim_id as "claimId", amount_yen as "amountYen", status
     from payout where batch_id = $1 order by batch_line`,
    [batchId],
  );
}
