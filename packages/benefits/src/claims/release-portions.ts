// Portions leave a claim: fenced off, withdrawn by a newer list, or the claim as a whole is taken back. What a payout has
// ever referred to keeps its amount (a foreign key sees to that), so the rest of such a claim goes on in a new one.
import type { AuditFact } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { errors } from '../errors.ts';
import { reserveClaimNumber } from './claim-number.ts';
import { proxyPlace, recipientPlace } from './recipient.ts';

type LockedClaim = { id: string; status: string; payouts: number; hasLivePayout: boolean };

export type Released = {
  /** Claims that nothing is left of. */
  cancelled: string[];
  /** Claims that go on under a new id and number. */
  replaced: { claimId: string; byClaimId: string }[];
  /** Claims whose amount shrank. */
  reduced: string[];
};

/**
 * Takes portions out of the claims that they are live in, in the caller's transaction. Whoever calls sets the portions'
 * own status. Facts about it belong into the audit: `releaseFacts`.
 * @throws AppError BENEFIT_PAYOUT_UNDER_WAY where a payout of such a claim is under way or made
 */
export async function releasePortions(
  db: TenantDb,
  secrets: OpenedSecrets,
  entitlementIds: readonly string[],
  now: Date,
): Promise<Released> {
  const touched = await db.sql<{ claimId: string }>(
    'select distinct claim_id as "claimId" from benefit_claim_portion where entitlement_id = any($1) and live',
    [entitlementIds],
  );
  const released: Released = { cancelled: [], replaced: [], reduced: [] };
  for (const { claimId } of touched.sort((a, b) => (a.claimId < b.claimId ? -1 : 1))) {
    const claim = await lockClaim(db, claimId);
    if (claim.hasLivePayout) throw errors.PAYOUT_UNDER_WAY();
    await db.sql(
      'update benefit_claim_portion set live = false where claim_id = $1 and entitlement_id = any($2) and live',
      [claimId, entitlementIds],
    );
    const [rest] = await db.sql<{ amountYen: number | null }>(
      'select sum(amount_yen)::int as "amountYen" from benefit_claim_portion where claim_id = $1 and live',
      [claimId],
    );
    if (rest?.amountYen == null) {
      await db.sql(`update benefit_claim set status = 'cancelled' where id = $1`, [claimId]);
      released.cancelled.push(claimId);
    } else if (claim.payouts === 0) {
      await db.sql('update benefit_claim set amount_yen = $2 where id = $1', [claimId, rest.amountYen]);
      released.reduced.push(claimId);
    } else {
      released.replaced.push({ claimId, byClaimId: await replaceClaim(db, secrets, claimId, rest.amountYen, now) });
    }
  }
  return released;
}

/** Takes a whole claim back; its portions are open again. @throws AppError BENEFIT_CLAIM_NOT_FOUND, _STATUS_CONFLICT, _PAYOUT_UNDER_WAY */
export async function releaseClaim(db: TenantDb, claimId: string): Promise<void> {
  const claim = await lockClaim(db, claimId);
  if (claim.hasLivePayout) throw errors.PAYOUT_UNDER_WAY();
  if (!['keyed', 'claimed', 'returned'].includes(claim.status)) throw errors.STATUS_CONFLICT();
  await db.sql(
    `with gone as (update benefit_claim_portion set live = false where claim_id = $1 and live returning entitlement_id)
     update benefit_entitlement set status = 'open', updated_at = now()
     where id in (select entitlement_id from gone) and status = 'claimed'`,
    [claimId],
  );
  await db.sql(`update benefit_claim set status = 'cancelled' where id = $1`, [claimId]);
}

export function releaseFacts(actor: AuditFact['actor'], released: Released): AuditFact[] {
  return [
    ...released.cancelled.map((id) => ({ actor, action: 'benefit.claim-cancelled', subject: `claim:${id}` })),
    ...released.reduced.map((id) => ({ actor, action: 'benefit.claim-reduced', subject: `claim:${id}` })),
    ...released.replaced.map(({ claimId, byClaimId }) => ({
      actor,
      action: 'benefit.claim-replaced',
      subject: `claim:${claimId}`,
      detail: { byClaimId },
    })),
  ];
}

async function lockClaim(db: TenantDb, claimId: string): Promise<LockedClaim> {
  const [claim] = await db.sql<LockedClaim>(
    `select c.id, c.status, (select count(*)::int from payout p where p.claim_id = c.id) as payouts,
       exists (select 1 from payout p where p.claim_id = c.id
               and p.status not in ('rejected', 'returned', 'expired', 'cancelled')) as "hasLivePayout"
     from benefit_claim c where c.id = $1 for update of c`,
    [claimId],
  );
  if (!claim) throw errors.CLAIM_NOT_FOUND();
  return claim;
}

/** A new claim with the portions that are left, in all else the old one; what is encrypted is bound to its row and sealed anew. */
async function replaceClaim(
  db: TenantDb,
  secrets: OpenedSecrets,
  claimId: string,
  amountYen: number,
  now: Date,
): Promise<string> {
  const [old] = await db.sql<{ recipient: Buffer | null; proxy: Buffer | null }>(
    'select recipient, proxy from benefit_claim where id = $1',
    [claimId],
  );
  const byClaimId = uuidv7();
  const moved = (sealed: Buffer | null | undefined, place: (id: string) => string) =>
    sealed ? secrets.encrypt(place(byClaimId), secrets.decrypt(place(claimId), sealed)) : null;
  await db.sql(
    `insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, recipient,
       amount_yen, resident_id, match_reason, proxy, source_key, received_at, keyed_by, confirmed_by, approved_by, approved_at)
     select $2, program_id, household_id, $3, channel, case status when 'approved' then 'claimed' else status end, method,
       account_kind, $4, $5, resident_id, match_reason, $6, 'replaces:' || id, received_at, keyed_by, confirmed_by,
       case status when 'approved' then null else approved_by end, case status when 'approved' then null else approved_at end
     from benefit_claim where id = $1`,
    [
      claimId,
      byClaimId,
      await reserveClaimNumber(db, now),
      moved(old?.recipient, recipientPlace),
      amountYen,
      moved(old?.proxy, proxyPlace),
    ],
  );
  await db.sql(`update benefit_claim set status = 'cancelled' where id = $1`, [claimId]);
  const left = await db.sql<{ id: string; amountYen: number }>(
    `update benefit_claim_portion set live = false where claim_id = $1 and live
     returning entitlement_id as id, amount_yen as "amountYen"`,
    [claimId],
  );
  await db.sql(
    `insert into benefit_claim_portion (claim_id, entitlement_id, amount_yen)
     select $1, id, yen from unnest($2::uuid[], $3::int[]) as p (id, yen)`,
    [byClaimId, left.map(({ id }) => id), left.map(({ amountYen: yen }) => yen)],
  );
  return byClaimId;
}
