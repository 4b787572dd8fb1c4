import { appendAudit } from '@tenohira/audit';
import { cancelUnsentPayouts, readBalances } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD } from '../testing/test-benefit.ts';
import { addFencedPortion, fencePortion } from './change-portions.ts';
import { findOwnClaim } from './claim-by-resident.ts';
import { reserveClaimNumber } from './claim-number.ts';
import { findOffer } from './find-offer.ts';
import { releaseWithdrawn } from './follow-payout.ts';
import { cancelClaim, confirmKeyedClaim, keyInClaim } from './key-in-claim.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

describe('between approval and transfer', () => {
  const withdraw = (claimId: string, entitlementIds: readonly string[]) =>
    benefit.run(async (db) => {
      await cancelUnsentPayouts(db, benefit.payouts, [claimId], 'system');
      await db.sql(
        `update benefit_entitlement set status = 'withdrawn', withdrawn_for = 'deceased' where id = any($1)`,
        [entitlementIds],
      );
      await releaseWithdrawn(db, benefit.deps, [claimId]);
    });

  it('a death of one of four leaves the other three in a claim of their own', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    await withdraw(claimId, [benefit.household.portions[3]?.id ?? '']);
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'cancelled' });
    const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
    expect(own).toMatchObject({ status: 'claimed', amountYen: 30_000, number: 'K26-00002' });
    await benefit.approve([own?.claimId ?? ''], 30_000);
    await benefit.settleFile(await benefit.sendFile());
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      paid: 30_000,
      budget: 70_000,
    });
    expect(await benefit.books()).toEqual([]);
  });

  it('a death of everybody stops the claim, and the money is back in the budget', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    await withdraw(
      claimId,
      benefit.household.portions.map(({ id }) => id),
    );
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'cancelled' });
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 100_000,
      reserved: 0,
    });
  });

  it('fencing a portion off stops the payout that would take it to the householder', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    await benefit.draftFile();
    await fencePortion(benefit.deps, benefit.tenantId, {
      entitlementId: benefit.household.portions[1]?.id ?? '',
      staffId: 'f',
    });
    expect(await benefit.payoutsOf(claimId)).toMatchObject([{ status: 'cancelled' }]);
    const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
    expect(own).toMatchObject({ status: 'claimed', amountYen: 30_000 });
    await benefit.approve([own?.claimId ?? ''], 30_000);
    // The bank has seen nothing of the first: this is its 新規コード 1.
    expect(await benefit.payoutsOf(own?.claimId ?? '')).toMatchObject([{ reissueOf: null }]);
    expect(await benefit.books()).toEqual([]);
  });

  it('fencing waits for claim numbers before it takes the audit chain, so that nobody waits in a circle', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    const reserved = Promise.withResolvers<void>();
    const applicant = benefit.run(async (db) => {
      await reserveClaimNumber(db, benefit.clock.now());
      reserved.resolve();
      const isWaiting = () =>
        db.sql('select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))');
      while ((await isWaiting()).length === 0);
      await appendAudit(db, [{ actor: 'system', action: 'test.written', subject: 'test:1' }]);
    });
    await reserved.promise;
    const entitlementId = benefit.household.portions[1]?.id ?? '';
    await Promise.all([applicant, fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })]);
    expect(await benefit.payoutsOf(claimId)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('a claim is taken back with its payout, also out of a draft, but not out of a file that was released', async () => {
    const give = (claimId: string) =>
      cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
    const first = await benefit.claim();
    await benefit.approve([first], 40_000);
    await benefit.draftFile();
    await give(first);
    expect(await benefit.claimOf(first)).toMatchObject({ status: 'cancelled' });
    expect(await benefit.portionStatuses()).toEqual(Array(4).fill('open'));
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 100_000,
      reserved: 0,
    });
    const second = await benefit.claim();
    await benefit.approve([second], 40_000);
    await benefit.sendFile();
    await expect(give(second)).rejects.toMatchObject({ code: 'BENEFIT_PAYOUT_UNDER_WAY' });
    expect(await benefit.claimOf(second)).toMatchObject({ status: 'approved' });
    expect(await benefit.books()).toEqual([]);
  });
});

it('pays a fenced person beside a householder who was paid before', async () => {
  const claimId = await benefit.claim();
  await benefit.approve([claimId], 40_000);
  await benefit.settleFile(await benefit.sendFile());
  const entitlementId = benefit.household.portions[2]?.id ?? '';
  await expect(fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })).rejects.toMatchObject({
    code: 'BENEFIT_ALREADY_PAID',
  });
  const before = await benefit.run((db) =>
    findOffer(db, benefit.deps, benefit.head, benefit.programId, benefit.clock.now()),
  );
  const decision = { entitlementId, staffId: 'f' };
  const added = await addFencedPortion(benefit.deps, benefit.tenantId, decision);
  expect(await addFencedPortion(benefit.deps, benefit.tenantId, decision)).toBe(added);
  const { claimId: own } = await keyInClaim(benefit.deps, benefit.tenantId, {
    programId: benefit.programId,
    household: { householdId: benefit.household.householdId },
    fencedId: added,
    method: CODE_METHOD,
    accountKind: 'none',
    receivedAt: benefit.clock.now(),
    paperNumber: 'P-9',
    staffId: 'keyer',
  });
  await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId: own, staffId: 'confirmer' });
  await benefit.approve([own], 10_000);
  expect(
    await benefit.run((db) => findOffer(db, benefit.deps, benefit.head, benefit.programId, benefit.clock.now())),
  ).toEqual(before);
});
