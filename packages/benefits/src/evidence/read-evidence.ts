// The whole story of a household in one call: what an auditor, a court or a resident who asks gets to see. Staff only: it
// holds fenced portions. Hashes, ids, times and who did what; no name, no account.
import type { TenantDb } from '@tenohira/db';
import type { MessageStatus } from '@tenohira/messaging';
import type { AttemptRow, LedgerAccount, PayoutStatus } from '@tenohira/payouts';
import type { Channel } from '../claims/channel.ts';
import type { ClaimStatus } from '../claims/list-claims.ts';
import type { PortionStatus } from '../claims/portions.ts';
import type { AccountKind } from '../claims/recipient.ts';
import { errors } from '../errors.ts';
import type { WithdrawReason } from '../lists/difference.ts';
import type { MatchStatus } from '../matching/decide-match.ts';
import type { MatchReason } from '../matching/match-reason.ts';

export type Evidence = {
  household: { id: string; programId: string; letterAt: Date | null };
  portions: EvidencePortion[];
  matches: EvidenceMatch[];
  claims: EvidenceClaim[];
  messages: EvidenceMessage[];
  payouts: EvidencePayout[];
  attempts: EvidenceAttempt[];
  ledger: EvidenceEntry[];
  audit: EvidenceLink[];
};

export type EvidencePortion = {
  id: string;
  /** SHA-256 of the list's row, normalised; with the list's own hash it leads back to the file. */
  rowHash: string;
  ruleVersion: number;
  listId: string;
  listNumber: number;
  listFileHash: string;
  amountYen: number;
  isHead: boolean;
  isFenced: boolean;
  status: PortionStatus;
  withdrawnFor: WithdrawReason | 'paid-beside' | null;
};
export type EvidenceMatch = {
  id: string;
  entitlementId: string;
  registrationId: string;
  residentId: string;
  reason: MatchReason;
  status: MatchStatus;
  decidedBy: string | null;
  secondBy: string | null;
  decidedAt: Date | null;
};
export type EvidenceClaim = {
  id: string;
  number: string;
  channel: Channel;
  status: ClaimStatus;
  method: string;
  accountKind: AccountKind;
  amountYen: number;
  matchReason: string | null;
  byProxy: boolean;
  receivedAt: Date;
  keyedBy: string | null;
  confirmedBy: string | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  portions: { entitlementId: string; amountYen: number; live: boolean }[];
};
export type EvidenceMessage = {
  dedupeKey: string;
  status: MessageStatus;
  sentVia: string | null;
  /** LINE's X-Line-Request-Id: what LINE's support asks for. */
  lineRequestId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};
export type EvidencePayout = {
  id: string;
  claimId: string;
  method: string;
  amountYen: number;
  status: PayoutStatus;
  providerRef: string | null;
  errorCode: string | null;
  reissueOf: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  bankFile: { batchId: string; fileName: string; fileHash: string; line: number; payOn: string } | null;
};
export type EvidenceAttempt = Omit<AttemptRow, 'errorCode'> & { payoutId: string };
export type EvidenceEntry = {
  at: Date;
  kind: string;
  actor: string;
  account: LedgerAccount;
  amountYen: number;
  payoutId: string;
};
export type EvidenceLink = { sequence: number; at: Date; actor: string; action: string; subject: string; hash: string };

/** Every list is in the order of time. @throws AppError BENEFIT_HOUSEHOLD_NOT_FOUND */
export async function readEvidence(db: TenantDb, householdId: string): Promise<Evidence> {
  const [household] = await db.sql<Evidence['household']>(
    'select id, program_id as "programId", letter_at as "letterAt" from benefit_household where id = $1',
    [householdId],
  );
  if (!household) throw errors.HOUSEHOLD_NOT_FOUND();
  const portions = await readPortions(db, householdId);
  const matches = await readMatches(db, portions);
  const claims = await readClaims(db, householdId);
  const payouts = await readPayouts(db, claims);
  const payoutIds = payouts.map(({ id }) => id);
  const subjects = [
    ...portions.flatMap(({ id, listId }) => [`entitlement:${id}`, `list:${listId}`]),
    ...matches.map(({ id }) => `match:${id}`),
    ...claims.map(({ id }) => `claim:${id}`),
    ...payoutIds.map((id) => `payout:${id}`),
    ...payouts.flatMap(({ bankFile }) => (bankFile ? [`payout-batch:${bankFile.batchId}`] : [])),
    `household:${householdId}`,
    `program:${household.programId}`,
  ];
  return {
    household,
    portions,
    matches,
    claims,
    messages: await readMessages(db, household.programId, claims, matches, payoutIds),
    payouts,
    attempts: await readAttempts(db, payoutIds),
    ledger: await readLedger(db, payoutIds),
    audit: await readAudit(db, [...new Set(subjects)]),
  };
}

function readPortions(db: TenantDb, householdId: string): Promise<EvidencePortion[]> {
  return db.sql(
    `select e.id, e.row_hash as "rowHash", e.rule_version as "ruleVersion", l.id as "listId", l.number as "listNumber",
       l.file_hash as "listFileHash", e.amount_yen as "amountYen", e.is_head as "isHead", e.is_fenced as "isFenced",
       e.status, e.withdrawn_for as "withdrawnFor"
     from benefit_entitlement e join benefit_list l on l.id = e.list_id
     where e.household_id = $1 order by e.is_head desc, e.id`,
    [householdId],
  );
}

function readMatches(db: TenantDb, portions: readonly EvidencePortion[]): Promise<EvidenceMatch[]> {
  return db.sql(
    `select m.id, m.entitlement_id as "entitlementId", m.registration_id as "registrationId", r.resident_id as "residentId",
       m.reason, m.status, m.decided_by as "decidedBy", m.second_by as "secondBy", m.decided_at as "decidedAt"
     from benefit_match m join identity_registration r on r.id = m.registration_id
     where m.entitlement_id = any($1) order by m.created_at, m.id`,
    [portions.map(({ id }) => id)],
  );
}

function readClaims(db: TenantDb, householdId: string): Promise<EvidenceClaim[]> {
  return db.sql(
    `select c.id, c.number, c.channel, c.status, c.method, c.account_kind as "accountKind", c.amount_yen as "amountYen",
       c.match_reason as "matchReason", c.proxy is not null as "byProxy", c.received_at as "receivedAt",
       c.keyed_by as "keyedBy", c.confirmed_by as "confirmedBy", c.approved_by as "approvedBy",
       c.approved_at as "approvedAt",
       (select coalesce(jsonb_agg(jsonb_build_object('entitlementId', p.entitlement_id, 'amountYen', p.amount_yen,
          'live', p.live) order by p.entitlement_id), '[]') from benefit_claim_portion p where p.claim_id = c.id) as portions
     from benefit_claim c where c.household_id = $1 order by c.created_at, c.id`,
    [householdId],
  );
}

function readPayouts(db: TenantDb, claims: readonly EvidenceClaim[]): Promise<EvidencePayout[]> {
  return db.sql(
    `select p.id, p.claim_id as "claimId", p.method, p.amount_yen as "amountYen", p.status,
       p.provider_ref as "providerRef", p.error_code as "errorCode", p.reissue_of as "reissueOf",
       p.created_at as "createdAt", p.finished_at as "finishedAt",
       case when b.id is not null then jsonb_build_object('batchId', b.id, 'fileName', b.file_name,
         'fileHash', b.file_hash, 'line', p.batch_line, 'payOn', b.pay_on) end as "bankFile"
     from payout p left join payout_batch b on b.id = p.batch_id
     where p.claim_id = any($1) order by p.created_at, p.id`,
    [claims.map(({ id }) => id)],
  );
}

function readMessages(
  db: TenantDb,
  programId: string,
  claims: readonly EvidenceClaim[],
  matches: readonly EvidenceMatch[],
  payoutIds: readonly string[],
): Promise<EvidenceMessage[]> {
  const keys = [
    ...matches.map(({ residentId }) => `benefit:${programId}:notice:${residentId}`),
    ...claims.map(({ id }) => `benefit:${programId}:received:${id}`),
    ...payoutIds.flatMap((id) => ['arrived', 'came-back'].map((step) => `benefit:${programId}:payout:${id}:${step}`)),
  ];
  // And those that staff sent again in their place.
  return db.sql(
    `with recursive told as (
       select o.* from outbox_message o where o.dedupe_key = any($1)
       union all
       select o.* from told join outbox_message o on o.resend_of = told.id)
     select dedupe_key as "dedupeKey", status, sent_via as "sentVia", line_request_id as "lineRequestId",
       created_at as "createdAt", finished_at as "finishedAt"
     from told order by created_at, id`,
    [keys],
  );
}

function readAttempts(db: TenantDb, payoutIds: readonly string[]): Promise<EvidenceAttempt[]> {
  return db.sql(
    `select payout_id as "payoutId", number, kind, started_at as "startedAt", finished_at as "finishedAt", outcome,
       provider_ref as "providerRef"
     from payout_attempt where payout_id = any($1) order by started_at, payout_id, number`,
    [payoutIds],
  );
}

function readLedger(db: TenantDb, payoutIds: readonly string[]): Promise<EvidenceEntry[]> {
  return db.sql(
    `select j.at, j.kind, j.actor, e.account, e.amount_yen::float8 as "amountYen", e.payout_id as "payoutId"
     from ledger_entry e join ledger_journal j on j.id = e.journal_id
     where e.payout_id = any($1) order by j.at, j.id, e.line`,
    [payoutIds],
  );
}

function readAudit(db: TenantDb, subjects: readonly string[]): Promise<EvidenceLink[]> {
  return db.sql(
    `select sequence::int, at, actor, action, subject, encode(hash, 'hex') as hash
     from audit_entry where subject = any($1) order by audit_entry.sequence`,
    [subjects],
  );
}
