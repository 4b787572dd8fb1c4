import type { TenantDb } from '@tenohira/db';
import type { PayoutStatus } from './status.ts';

export type BatchLine = {
  line: number;
  payoutId: string;
  claimId: string;
  claimNumber: string;
  amountYen: number;
  status: PayoutStatus;
  /** Why it came back. */
  errorCode: string | null;
};

/** `claimNumber`: a number, or its end. */
export type BatchLineFilter = { line?: number; claimNumber?: string; status?: PayoutStatus };

/** Which line of the bank's file is whose claim: what a notice of the bank is looked up by. `after` is a line. */
export function listBatchLines(
  db: TenantDb,
  batchId: string,
  { line, claimNumber, status }: BatchLineFilter,
  options: { after?: number; limit: number },
): Promise<BatchLine[]> {
  return db.sql<BatchLine>(
    `select p.batch_line as line, p.id as "payoutId", p.claim_id as "claimId", c.number as "claimNumber", p.amount_yen as "amountYen",
       p.status, p.error_code as "errorCode"
     from payout p join benefit_claim c on c.id = p.claim_id
     where p.batch_id = $1 and p.batch_line > $2 and ($3::int is null or p.batch_line = $3)
       and ($4::text is null or right(c.number, length($4)) = $4) and ($5::text is null or p.status = $5)
     order by p.batch_line limit $6`,
    [batchId, options.after ?? 0, line ?? null, claimNumber ?? null, status ?? null, options.limit],
  );
}
