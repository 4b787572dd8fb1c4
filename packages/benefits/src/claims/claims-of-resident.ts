// A resident's applications, for staff who look at the resident.
import type { TenantDb } from '@tenohira/db';
import type { ClaimStatus } from './list-claims.ts';

export type ResidentApplication = {
  claimId: string;
  number: string;
  programId: string;
  programName: string;
  channel: string;
  status: ClaimStatus;
  amountYen: number;
  receivedAt: Date;
};

/** The newest first. */
export function listClaimsOfResident(db: TenantDb, residentId: string): Promise<ResidentApplication[]> {
  return db.sql<ResidentApplication>(
    `select c.id as "claimId", c.number, p.id as "programId", p.name as "programName", c.channel, c.status,
       c.amount_yen as "amountYen", c.received_at as "receivedAt"
     from benefit_claim c join benefit_program p on p.id = c.program_id
     where c.resident_id = $1 order by c.received_at desc, c.id desc`,
    [residentId],
  );
}

/**
 * The numbers of applications that are not at an end for the resident: not paid, or paid by a code that they have not seen
 * and that is only shown to them.
 */
export async function listUnfinishedClaims(db: TenantDb, residentId: string): Promise<string[]> {
  const rows = await db.sql<{ number: string }>(
    `select c.number from benefit_claim c
     where c.resident_id = $1 and (c.status not in ('paid', 'cancelled') or exists (
       select from payout p join payout_code k on k.payout_id = p.id
       where p.claim_id = c.id and p.status in ('settled', 'submitted') and k.revealed_at is null
         and coalesce(k.expires_at > now(), true)))
     order by c.number`,
    [residentId],
  );
  return rows.map(({ number }) => number);
}

/** When a resident is deleted. Applications, payments and their evidence stay. */
export async function forgetCodeTrials(db: TenantDb, residentId: string): Promise<void> {
  await db.prisma.benefitCodeTrial.deleteMany({ where: { residentId } });
}
