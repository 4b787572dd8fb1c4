import type { TenantDb } from '@tenohira/db';
import type { Channel } from './channel.ts';
import type { AccountKind } from './recipient.ts';

export const CLAIM_STATUSES = ['keyed', 'claimed', 'approved', 'paid', 'returned', 'cancelled'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export type ListedClaim = {
  claimId: string;
  programId: string;
  householdId: string;
  number: string;
  channel: Channel;
  method: string;
  accountKind: AccountKind;
  status: ClaimStatus;
  amountYen: number;
  receivedAt: Date;
  byProxy: boolean;
  /** 公金受取口座 that nobody has filled in yet. */
  waitsForAccount: boolean;
  keyedBy: string | null;
  confirmedBy: string | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  /** Of who applied on LINE. */
  residentNumber: string | null;
};

export type ClaimFilter = {
  status?: ClaimStatus;
  channel?: Channel;
  method?: string;
  /** A number, or its end. */
  number?: string;
  waitsForAccount?: boolean;
};

/** What is known of a claim without opening anything that is encrypted, of `benefit_claim c`. */
export const CLAIM_COLUMNS = `c.id as "claimId", c.program_id as "programId", c.household_id as "householdId", c.number, c.channel,
  c.method, c.account_kind as "accountKind", c.status, c.amount_yen as "amountYen", c.received_at as "receivedAt",
  c.proxy is not null as "byProxy", c.recipient is null as "waitsForAccount", c.keyed_by as "keyedBy",
  c.confirmed_by as "confirmedBy", c.approved_by as "approvedBy", c.approved_at as "approvedAt",
  (select r.number from resident r where r.id = c.resident_id) as "residentNumber"`;

/** A program's claims by number. Without names: they are in the household. `after` is the number that the page begins behind. */
export function listClaims(
  db: TenantDb,
  programId: string,
  { status, channel, method, number, waitsForAccount }: ClaimFilter,
  options: { after?: string; limit: number },
): Promise<ListedClaim[]> {
  return db.sql<ListedClaim>(
    `select ${CLAIM_COLUMNS} from benefit_claim c
     where c.program_id = $1 and c.number > $2 and ($3::text is null or c.status = $3) and ($4::text is null or c.channel = $4)
       and ($5::text is null or c.method = $5) and ($6::text is null or right(c.number, length($6)) = $6)
       and ($7::bool is null or (c.recipient is null) = $7)
     order by c.number limit $8`,
    [
      programId,
      options.after ?? '',
      status ?? null,
      channel ?? null,
      method ?? null,
      number ?? null,
      waitsForAccount ?? null,
      options.limit,
    ],
  );
}
