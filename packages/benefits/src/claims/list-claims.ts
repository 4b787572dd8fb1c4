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
  /** Of who applied on LINE. */
  residentNumber: string | null;
};

/** A program's claims in one state, by number. Without names: they are in the household. */
export function listClaims(
  db: TenantDb,
  programId: string,
  status: ClaimStatus,
  options: { after?: string; limit: number },
): Promise<ListedClaim[]> {
  return db.sql<ListedClaim>(
    `select c.id as "claimId", c.household_id as "householdId", c.number, c.channel, c.method, c.status,
       c.amount_yen as "amountYen", c.received_at as "receivedAt", r.number as "residentNumber"
     from benefit_claim c left join resident r on r.id = c.resident_id
     where c.program_id = $1 and c.status = $2 and c.number > $3 order by c.number limit $4`,
    [programId, status, options.after ?? '', options.limit],
  );
}
