// Somebody who had no part in preparing a claim lets it be paid: singly or many at once, with the totals that they saw.
import { type Actor, appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { BankAccount } from '@tenohira/feature-kit';
import { planPayouts } from '@tenohira/payouts';
import { errors } from '../errors.ts';
import type { Channel } from './channel.ts';
import { CLAIM_LINE } from './claim-line.ts';
import type { ClaimDependencies } from './dependencies.ts';
import { findPreparers } from './preparers.ts';
import { type AccountKind, recipientPlace, validAccount } from './recipient.ts';

export type Approval = {
  claimIds: readonly string[];
  /** What the approver saw. */
  expected: { count: number; totalYen: number };
  /** By claim, the seal that the approver saw: who is to be paid, how and how much. What is not named is not compared. */
  seals?: Readonly<Record<string, string>>;
  staffId: string;
};

/** Changes with the recipient, the method and the amount. */
const SEAL = `left(encode(sha256(coalesce(c.recipient, '') || convert_to(c.method || ' ' || c.amount_yen, 'UTF8')), 'hex'), 32)`;

type ApprovedClaim = {
  id: string;
  programId: string;
  number: string;
  status: string;
  method: string;
  accountKind: string;
  recipient: Buffer | null;
  amountYen: number;
  keyedBy: string | null;
  confirmedBy: string | null;
};

/**
 * Approves all of them or none, plans their payouts and reserves the money, in one transaction.
 * @throws AppError BENEFIT_TOTALS_CHANGED, _STATUS_CONFLICT, _SAME_PERSON, _ACCOUNT_MISSING, _MATCH_REFUSED; those of planPayouts
 */
export async function approveClaims(deps: ClaimDependencies, tenantId: string, approval: Approval): Promise<void> {
  const { expected, staffId } = approval;
  const claimIds = [...new Set(approval.claimIds)];
  const actor: Actor = `staff:${staffId}`;
  const secrets = await deps.secrets.opened(tenantId);
  await deps.db.withTenant(tenantId, async (db) => {
    // The program before its claims, as for whoever applies a list.
    await db.sql(
      `select 1 from benefit_program where id in (select program_id from benefit_claim where id = any($1)) order by id for key share`,
      [claimIds],
    );
    const claims = await lockClaims(db, claimIds);
    const totalYen = claims.reduce((sum, claim) => sum + claim.amountYen, 0);
    if (claims.some(({ status }) => status !== 'claimed')) throw errors.STATUS_CONFLICT();
    if (claims.length !== expected.count || totalYen !== expected.totalYen) throw errors.TOTALS_CHANGED();
    await refuseChanged(db, claimIds, approval.seals ?? {});
    await refusePreparers(db, claims, staffId);
    refuseMissingAccounts(claims);
    await refuseUnmatched(db, claimIds);
    await refuseUnsound(db, claimIds);
    const reissues = await findReissues(db, claimIds);
    await db.sql(
      `update benefit_claim set status = 'approved', approved_by = $2, approved_at = now() where id = any($1)`,
      [claimIds, staffId],
    );
    await db.sql(
      `update benefit_entitlement set status = 'approved', updated_at = now()
       where id in (select entitlement_id from benefit_claim_portion where claim_id = any($1) and live)`,
      [claimIds],
    );
    await planPayouts(
      db,
      deps,
      claims.map((claim) => {
        const reissueOf = reissues.get(claim.id);
        return {
          payoutId: uuidv7(),
          programId: claim.programId,
          claimId: claim.id,
          method: claim.method,
          amountYen: claim.amountYen,
          recipient: JSON.parse(secrets.decrypt(recipientPlace(claim.id), claim.recipient ?? Buffer.of()).toString()),
          ...(reissueOf === undefined ? {} : { reissueOf }),
        };
      }),
      actor,
    );
    await appendAudit(
      db,
      claims.map((claim) => ({
        actor,
        action: 'benefit.claim-approved',
        subject: `claim:${claim.id}`,
        detail: { amountYen: claim.amountYen, method: claim.method, ofCount: claims.length, ofTotalYen: totalYen },
      })),
    );
  });
}

/** Between the look and the word somebody may have filled in another account. */
async function refuseChanged(
  db: TenantDb,
  claimIds: readonly string[],
  seen: NonNullable<Approval['seals']>,
): Promise<void> {
  const now = await db.sql<{ id: string; seal: string }>(
    `select c.id, ${SEAL} as seal from benefit_claim c where c.id = any($1)`,
    [claimIds],
  );
  if (now.some(({ id, seal }) => (seen[id] ?? seal) !== seal)) throw errors.TOTALS_CHANGED();
}

export type ClaimToApprove = {
  claimId: string;
  number: string;
  channel: Channel;
  method: string;
  accountKind: AccountKind;
  amountYen: number;
  receivedAt: Date;
  matchReason: string | null;
  byProxy: boolean;
  /** 公金受取口座 that nobody has filled in yet: it cannot be approved. */
  waitsForAccount: boolean;
  /** A payment of it came back before. */
  isReissue: boolean;
  /** Who keyed it in, confirmed it, filled in its account, corrected it, or said that an earlier payment of it failed: not to approve it. */
  preparedBy: string[];
  /** The match that it stands on was refused since: it cannot be approved. */
  isMatchRefused: boolean;
  /** To be given back with the approval. */
  seal: string;
};

type Hands = { keyedBy: string | null; confirmedBy: string | null };

/** What waits for approval, oldest first, and the totals of what could be approved now by somebody who had no part in it. */
export async function listClaimsToApprove(
  db: TenantDb,
  programId: string,
  options: { limit?: number } = {},
): Promise<{ claims: ClaimToApprove[]; count: number; totalYen: number }> {
  const rows = await db.sql<Omit<ClaimToApprove, 'preparedBy' | 'isMatchRefused' | 'isReissue'> & Hands>(
    `select c.id as "claimId", c.number, c.channel, c.method, c.account_kind as "accountKind", c.amount_yen as "amountYen",
       c.received_at as "receivedAt", c.match_reason as "matchReason", c.proxy is not null as "byProxy",
       c.recipient is null as "waitsForAccount",
       c.keyed_by as "keyedBy", c.confirmed_by as "confirmedBy", ${SEAL} as seal
     from benefit_claim c where c.program_id = $1 and c.status = 'claimed'
     order by c.received_at, c.id limit $2`,
    [programId, options.limit ?? 10_000],
  );
  const claimIds = rows.map(({ claimId }) => claimId);
  const preparers = await findPreparers(db, claimIds);
  const reissues = await findReissues(db, claimIds);
  const refused = new Set((await findUnmatched(db, claimIds)).map(({ claimId }) => claimId));
  const claims = rows.map(({ keyedBy, confirmedBy, ...claim }) => {
    const hands = [keyedBy, confirmedBy, ...(preparers.get(claim.claimId) ?? [])];
    return {
      ...claim,
      preparedBy: [...new Set(hands.filter((staffId) => staffId !== null))],
      isReissue: reissues.has(claim.claimId),
      isMatchRefused: refused.has(claim.claimId),
    };
  });
  const ready = claims.filter(({ waitsForAccount, isMatchRefused }) => !waitsForAccount && !isMatchRefused);
  return { claims, count: ready.length, totalYen: ready.reduce((sum, claim) => sum + claim.amountYen, 0) };
}

/**
 * The 公金受取口座 that the city fetched on its own side of the wall. Who fills it in does not approve the claim.
 * @throws AppError BENEFIT_CLAIM_NOT_FOUND, _STATUS_CONFLICT, _ACCOUNT_INVALID
 */
export async function fillInAccount(
  deps: ClaimDependencies,
  tenantId: string,
  { claimId, account, staffId }: { claimId: string; account: BankAccount; staffId: string },
): Promise<void> {
  const secrets = await deps.secrets.opened(tenantId);
  const sealed = secrets.encrypt(recipientPlace(claimId), JSON.stringify(validAccount(account, deps)));
  await deps.db.withTenant(tenantId, async (db) => {
    const [claim] = await lockClaims(db, [claimId]);
    if (!claim) throw errors.CLAIM_NOT_FOUND();
    if (claim.accountKind !== 'public' || !['keyed', 'claimed'].includes(claim.status)) throw errors.STATUS_CONFLICT();
    await db.sql('update benefit_claim set recipient = $2 where id = $1', [claimId, sealed]);
    await appendAudit(db, [
      { actor: `staff:${staffId}`, action: 'benefit.account-filled-in', subject: `claim:${claimId}` },
    ]);
  });
}

function lockClaims(db: TenantDb, claimIds: readonly string[]): Promise<ApprovedClaim[]> {
  return db.sql<ApprovedClaim>(
    `select id, program_id as "programId", number, status, method, account_kind as "accountKind", recipient,
       amount_yen as "amountYen", keyed_by as "keyedBy", confirmed_by as "confirmedBy"
     from benefit_claim where id = any($1) order by id for update`,
    [claimIds],
  );
}

async function refusePreparers(db: TenantDb, claims: readonly ApprovedClaim[], staffId: string): Promise<void> {
  const preparers = await findPreparers(
    db,
    claims.map(({ id }) => id),
  );
  const isOwn = ({ id, keyedBy, confirmedBy }: ApprovedClaim) =>
    keyedBy === staffId || confirmedBy === staffId || (preparers.get(id)?.has(staffId) ?? false);
  if (claims.some(isOwn)) throw errors.SAME_PERSON();
}

function refuseMissingAccounts(claims: readonly ApprovedClaim[]): void {
  const missing = claims.filter(({ recipient }) => recipient === null);
  if (missing.length === 0) return;
  const numbers = missing.slice(0, 5).map(({ number }) => number);
  const more = missing.length > numbers.length ? ` ほか${missing.length - numbers.length}件` : '';
  throw errors.ACCOUNT_MISSING({
    userMessage: `公金受取口座がまだ補記されていない申請があります（${numbers.join('、')}${more}）。口座を補記してから承認してください。`,
  });
}

/** An application on LINE stands on the match of the head, or of the fenced person: staff may have refused it since. */
async function refuseUnmatched(db: TenantDb, claimIds: readonly string[]): Promise<void> {
  const refused = await findUnmatched(db, claimIds);
  if (refused.length === 0) return;
  const numbers = refused.slice(0, 5).map(({ number }) => number);
  throw errors.MATCH_REFUSED({
    userMessage: `本人との照合が認められなかった申請があります（${numbers.join('、')}${refused.length > numbers.length ? ' ほか' : ''}）。承認から外し、申請を取り消してください。`,
  });
}

function findUnmatched(db: TenantDb, claimIds: readonly string[]): Promise<{ claimId: string; number: string }[]> {
  return db.sql(
    `select distinct c.id as "claimId", c.number from benefit_claim c
     join benefit_claim_portion p on p.claim_id = c.id and p.live
     join benefit_entitlement e on e.id = p.entitlement_id and (e.is_head or e.is_fenced)
     join identity_registration r on r.resident_id = c.resident_id
     join benefit_match m on m.entitlement_id = e.id and m.registration_id = r.id and m.status = 'rejected'
     where c.id = any($1) and c.channel = 'super-fast-pass' order by c.number`,
    [claimIds],
  );
}

/** A claim is the sum of its live portions, and each of these is claimed and on the list. */
async function refuseUnsound(db: TenantDb, claimIds: readonly string[]): Promise<void> {
  const unsound = await db.sql<{ id: string }>(
    `select c.id from benefit_claim c
     left join benefit_claim_portion p on p.claim_id = c.id and p.live
     left join benefit_entitlement e on e.id = p.entitlement_id
     where c.id = any($1) group by c.id, c.amount_yen
     having coalesce(sum(p.amount_yen), 0) <> c.amount_yen or not bool_and(coalesce(e.status = 'claimed', false))`,
    [claimIds],
  );
  if (unsound.length > 0) throw errors.STATUS_CONFLICT({ details: { claims: unsound.length } });
}

/**
 * The newest payout that came back of each claim, or of one that it has taken the place of: the next one stands in for it.
 * One that was stopped before it left did not come back; what follows it is the first that the bank sees (新規コード 1).
 */
async function findReissues(db: TenantDb, claimIds: readonly string[]): Promise<Map<string, string>> {
  const dead = await db.sql<{ id: string; claimId: string }>(
    `${CLAIM_LINE}
     select distinct on (line.claim_id) p.id, line.claim_id as "claimId" from line join payout p on p.claim_id = line.id
     where p.status in ('rejected', 'returned', 'expired')
     order by line.claim_id, p.created_at desc, p.id desc`,
    [claimIds],
  );
  return new Map(dead.map(({ id, claimId }) => [claimId, id]));
}
