import type { TenantDb } from '@tenohira/db';

export const CLAIM_STATUSES = ['keyed', 'claimed', 'approved', 'paid', 'returned', 'cancelled'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export type ListedClaim = {
  claimId: string;
  householdId: string;
  number: string;
  channel: string;
  method: string;
  status: ClaimStatus;
  amountYen: number;
  receivedAt: Date;
};

/** A program's claims in one state, by number. Without names: they are in the household. */
export function listClaims(
  db: TenantDb,
  programId: string,
  status: ClaimStatus,
  options: { after?: string; limit: number },
): Promise<ListedClaim[]> {
  return db.sql<ListedClaim>(
    `select id as "claimId", household_id as "householdId", number, channel, method, status, amount_yen as "amountYen",
       received_at as "receivedAt"
     from benefit_claim where program_id = $1 and status = $2 and number > $3 order by number limit $4`,
    [programId, status, options.after ?? '', options.limit],
  );
}
