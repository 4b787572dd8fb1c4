// What staff do with single portions: fence one off, note a refusal that came on paper, close what nobody claimed.
import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { errors } from '../errors.ts';
import { entitlementIdOf, listedPersonPlace, readListedPerson } from '../lists/listed-person.ts';
import { holdClaimNumbers } from './claim-number.ts';
import type { ClaimDependencies } from './dependencies.ts';
import { AGAIN, lockHousehold } from './portions.ts';
import { findTerms, periodAt } from './program-terms.ts';
import { releaseFacts, releasePortions } from './release-portions.ts';
import { stopPayouts } from './stop-payouts.ts';

type LockedPortion = {
  id: string;
  householdId: string;
  status: string;
  isFenced: boolean;
  /** Of the live claim, where there is one. */
  claimId: string | null;
};

export type PortionDecision = { entitlementId: string; staffId: string };

/**
 * Fences a person's portion off (支援措置 and the like), before or after the householder claimed it. From then on it is the
 * person's own: no screen, message, letter or error of the household counts it. A payout that would take it to the
 * householder is stopped if it has not left. Again it changes nothing.
 * @throws AppError BENEFIT_PORTION_NOT_FOUND, _STATUS_CONFLICT (withdrawn), _ALREADY_PAID, _PAYOUT_UNDER_WAY
 */
export async function fencePortion(
  deps: ClaimDependencies,
  tenantId: string,
  { entitlementId, staffId }: PortionDecision,
): Promise<void> {
  const secrets = await deps.secrets.opened(tenantId);
  const actor = `staff:${staffId}` as const;
  await deps.db.withTenant(tenantId, async (db) => {
    const portion = await lockPortion(db, entitlementId);
    if (portion.isFenced) return;
    if (portion.status === 'paid') throw errors.ALREADY_PAID();
    if (portion.status === 'withdrawn') throw errors.STATUS_CONFLICT();
    if (portion.claimId !== null) {
      await holdClaimNumbers(db, deps.clock.now());
      await stopPayouts(db, deps, [portion.claimId], actor);
    }
    const released = await releasePortions(db, secrets, [entitlementId], deps.clock.now());
    // A refusal by the householder does not bind the person whose portion it is.
    await db.sql(`update benefit_entitlement set is_fenced = true, status = 'open', updated_at = now() where id = $1`, [
      entitlementId,
    ]);
    await appendAudit(db, [
      { actor, action: 'benefit.portion-fenced', subject: `entitlement:${entitlementId}` },
      ...releaseFacts(actor, released),
    ]);
  });
}

/**
 * A second, fenced portion for a person whose first was paid to the householder before anybody knew: paying it again is
 * allowed by the rules of such benefits, and is a decision of its own. Repeated it gives the same portion.
 * @returns its id
 * @throws AppError BENEFIT_PORTION_NOT_FOUND, _STATUS_CONFLICT where the first is not paid
 */
export async function addFencedPortion(
  deps: Pick<ClaimDependencies, 'db' | 'secrets'>,
  tenantId: string,
  { entitlementId, staffId }: PortionDecision,
): Promise<string> {
  const secrets = await deps.secrets.opened(tenantId);
  return deps.db.withTenant(tenantId, async (db) => {
    const portion = await lockPortion(db, entitlementId);
    const [row] = await db.sql<{ programId: string; person: Buffer; personIndex: string }>(
      'select program_id as "programId", person, person_index as "personIndex" from benefit_entitlement where id = $1',
      [entitlementId],
    );
    if (!row) throw errors.PORTION_NOT_FOUND();
    const personIndex = `${row.personIndex}${AGAIN}`;
    const id = entitlementIdOf(row.programId, personIndex);
    if ((await db.sql('select 1 from benefit_entitlement where id = $1', [id])).length > 0) return id;
    if (portion.status !== 'paid' || portion.isFenced) throw errors.STATUS_CONFLICT();
    const person = secrets.encrypt(
      listedPersonPlace(id),
      JSON.stringify(readListedPerson(secrets, { id: entitlementId, person: row.person })),
    );
    await db.sql(
      `insert into benefit_entitlement (id, program_id, household_id, list_id, person_index, row_hash, rule_version, amount_yen,
         is_head, is_fenced, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
       select $2, program_id, household_id, list_id, $3, row_hash, rule_version, amount_yen,
         false, true, $4, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot
       from benefit_entitlement where id = $1`,
      [entitlementId, id, personIndex, person],
    );
    await appendAudit(db, [
      {
        actor: `staff:${staffId}`,
        action: 'benefit.fenced-portion-added',
        subject: `entitlement:${id}`,
        detail: { besides: entitlementId },
      },
    ]);
    return id;
  });
}

/**
 * Notes a refusal (辞退) that came on paper or by telephone.
 * @throws AppError BENEFIT_PORTION_NOT_FOUND, _TAKEN, _STATUS_CONFLICT
 */
export async function declinePortion(
  deps: Pick<ClaimDependencies, 'db'>,
  tenantId: string,
  { entitlementId, staffId }: PortionDecision,
): Promise<void> {
  await deps.db.withTenant(tenantId, async (db) => {
    const portion = await lockPortion(db, entitlementId);
    if (portion.status === 'declined') return;
    if (portion.claimId !== null) {
      throw errors.TAKEN({
        userMessage: 'この方の分は申請済みです。辞退を受けるときは、先に申請を取り消してください。',
      });
    }
    if (portion.status !== 'open' && portion.status !== 'expired') throw errors.STATUS_CONFLICT();
    await db.sql(`update benefit_entitlement set status = 'declined', updated_at = now() where id = $1`, [
      entitlementId,
    ]);
    await appendAudit(db, [
      { actor: `staff:${staffId}`, action: 'benefit.portion-declined', subject: `entitlement:${entitlementId}` },
    ]);
  });
}

/**
 * After the last day: what nobody claimed expires. Paper that came in time can be keyed in all the same.
 * @returns how many portions
 * @throws AppError BENEFIT_STILL_OPEN, _NOT_ELIGIBLE (no such program)
 */
export async function expireProgram(
  deps: Pick<ClaimDependencies, 'db' | 'clock'>,
  tenantId: string,
  programId: string,
  actor: `staff:${string}` | 'system',
): Promise<number> {
  return deps.db.withTenant(tenantId, async (db) => {
    const terms = await findTerms(db, programId);
    if (!terms) throw errors.NOT_ELIGIBLE();
    if (periodAt(terms, deps.clock.now()) !== 'over') throw errors.STILL_OPEN();
    const expired = await db.sql(
      `update benefit_entitlement set status = 'expired', updated_at = now()
       where program_id = $1 and status = 'open' returning 1`,
      [programId],
    );
    if (expired.length === 0) return 0;
    const detail = { portions: expired.length };
    await appendAudit(db, [{ actor, action: 'benefit.program-expired', subject: `program:${programId}`, detail }]);
    return expired.length;
  });
}

async function lockPortion(db: TenantDb, entitlementId: string): Promise<LockedPortion> {
  const [found] = await db.sql<{ householdId: string }>(
    'select household_id as "householdId" from benefit_entitlement where id = $1',
    [entitlementId],
  );
  if (!found) throw errors.PORTION_NOT_FOUND();
  await lockHousehold(db, found.householdId);
  const [portion] = await db.sql<LockedPortion>(
    `select e.id, e.household_id as "householdId", e.status, e.is_fenced as "isFenced",
       (select p.claim_id from benefit_claim_portion p where p.entitlement_id = e.id and p.live) as "claimId"
     from benefit_entitlement e where e.id = $1 for update of e`,
    [entitlementId],
  );
  if (!portion) throw errors.PORTION_NOT_FOUND();
  return portion;
}
