import type { TenantDb } from '@tenohira/db';
import type { PayoutStatus } from './status.ts';

export type ListedPayout = {
  payoutId: string;
  claimId: string;
  claimNumber: string;
  method: string;
  amountYen: number;
  status: PayoutStatus;
  attempts: number;
  errorCode: string | null;
  /** It stands in for one that came back. */
  isReissue: boolean;
  createdAt: Date;
  finishedAt: Date | null;
  batchId: string | null;
  /** Of the bank file. */
  line: number | null;
};

export type PayoutFilter = { method?: string; status?: PayoutStatus; claimId?: string };

/** A program's payouts in the order in which they were planned. `after` is the id that the page begins behind. */
export function listPayouts(
  db: TenantDb,
  programId: string,
  { method, status, claimId }: PayoutFilter,
  options: { after?: string; limit: number },
): Promise<ListedPayout[]> {
  return db.sql<ListedPayout>(
    `select p.id as "payoutId", p.claim_id as "claimId", c.number as "claimNumber", p.method, p.amount_yen as "amountYen", p.status,
       p.attempts, p.error_code as "errorCode", p.reissue_of is not null as "isReissue", p.created_at as "createdAt",
       p.finished_at as "finishedAt", p.batch_id as "batchId", p.batch_line as line
     from payout p join benefit_claim c on c.id = p.claim_id
     where p.program_id = $1 and ($2::uuid is null or p.id > $2) and ($3::text is null or p.method = $3)
       and ($4::text is null or p.status = $4) and ($5::uuid is null or p.claim_id = $5)
     order by p.id limit $6`,
    [programId, options.after ?? null, method ?? null, status ?? null, claimId ?? null, options.limit],
  );
}

/** Whose claims payouts are, by the payouts' ids. */
export async function nameClaims(
  db: TenantDb,
  payoutIds: readonly string[],
): Promise<Map<string, { claimId: string; claimNumber: string }>> {
  const rows = await db.sql<{ payoutId: string; claimId: string; claimNumber: string }>(
    `select p.id as "payoutId", c.id as "claimId", c.number as "claimNumber"
     from payout p join benefit_claim c on c.id = p.claim_id where p.id = any($1::uuid[])`,
    [payoutIds],
  );
  return new Map(rows.map(({ payoutId, ...claim }) => [payoutId, claim]));
}

export type PayoutTotals = { method: string; status: PayoutStatus; count: number; amountYen: number };

/** How many of a program's payouts are where. */
export function countPayouts(db: TenantDb, programId: string): Promise<PayoutTotals[]> {
  return db.sql<PayoutTotals>(
    `select method, status, count(*)::int as count, sum(amount_yen)::float8 as "amountYen"
     from payout where program_id = $1 group by method, status order by method, status`,
    [programId],
  );
}
