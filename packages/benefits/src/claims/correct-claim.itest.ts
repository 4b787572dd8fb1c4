import { readBalances, recordReturns, submitPayout } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD, TRANSFER_METHOD, testAccount } from '../testing/test-benefit.ts';
import { listClaimsToApprove } from './approve-claims.ts';
import { addFencedPortion, fencePortion } from './change-portions.ts';
import { findOwnClaim } from './claim-by-resident.ts';
import { findOffer } from './find-offer.ts';
import { cancelClaim } from './key-in-claim.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

describe('a payout that comes back', () => {
  /** Returned by the bank for 名義相違. */
  async function comeBack(): Promise<string> {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    const batchId = await benefit.sendFile();
    await recordReturns(benefit.payouts, benefit.tenantId, {
      batchId,
      items: [{ line: 1, reason: '名義相違' }],
      staffId: 'treasurer',
    });
    return claimId;
  }

  it('asks for a correction, and keeps the portions from every other claim', async () => {
    const claimId = await comeBack();
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'returned' });
    expect(await benefit.outbox()).toMatchObject([
      { residentId: benefit.head, data: `start=benefit-application/correct?{"program-id":"${benefit.programId}"}` },
    ]);
    await expect(benefit.claim()).rejects.toMatchObject({ code: 'BENEFIT_ALREADY_YOURS' });
    expect(
      await benefit.run((db) => findOffer(db, benefit.deps, benefit.head, benefit.programId, benefit.clock.now())),
    ).toMatchObject({
      state: 'applied',
      claimStatus: 'returned',
    });
  });

  it('is issued again as a gift code, approved by a person once more, and paid once in all', async () => {
    const claimId = await comeBack();
    benefit.clock.set('2027-03-01T10:00:00+09:00');
    await benefit.correct({ claimId });
    await expect(benefit.correct({ claimId })).rejects.toMatchObject({ code: 'BENEFIT_NOT_CORRECTABLE' });
    expect((await benefit.run((db) => listClaimsToApprove(db, benefit.programId))).claims).toMatchObject([
      { claimId, isReissue: true, method: CODE_METHOD },
    ]);
    await benefit.approve([claimId], 40_000);
    const [dead, again] = await benefit.payoutsOf(claimId);
    expect(again).toMatchObject({ status: 'ready', method: CODE_METHOD, reissueOf: dead?.id });
    await submitPayout(benefit.payouts, benefit.tenantId, again?.id ?? '');
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'paid' });
    expect(benefit.provider.paidYen()).toBe(40_000);
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      paid: 40_000,
      budget: 60_000,
    });
    expect(await benefit.books()).toEqual([]);
  });

  it('after it was settled frees the money and the claim too', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    const batchId = await benefit.sendFile();
    await benefit.settleFile(batchId);
    await recordReturns(benefit.payouts, benefit.tenantId, {
      batchId,
      items: [{ line: 1, reason: '解約' }],
      staffId: 't',
    });
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'returned' });
    expect(await benefit.portionStatuses()).toEqual(Array(4).fill('claimed'));
  });

  it('is corrected by its applicant or by staff, who then do not approve it', async () => {
    const claimId = await comeBack();
    const stranger = await benefit.register(await benefit.addHousehold([{}]));
    await expect(benefit.correct({ claimId, by: { residentId: stranger } })).rejects.toMatchObject({
      code: 'BENEFIT_CLAIM_NOT_FOUND',
    });
    await benefit.correct({
      claimId,
      by: { staffId: 'helper' },
      method: TRANSFER_METHOD,
      accountKind: 'entered',
      account: testAccount('7777777'),
    });
    await expect(benefit.approve([claimId], 40_000, 'helper')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
    await benefit.approve([claimId], 40_000);
  });

  it('can be given up, and the portions are open again', async () => {
    const claimId = await comeBack();
    await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'withdrawn-by-applicant' });
    expect(await benefit.portionStatuses()).toEqual(Array(4).fill('open'));
    const again = await benefit.claim({ method: CODE_METHOD, accountKind: 'none' });
    await benefit.approve([again], 40_000);
  });
});

it('pays a person once whose portion was added beside one that then came back from the bank', async () => {
  const claimId = await benefit.claim();
  await benefit.approve([claimId], 40_000);
  const batchId = await benefit.sendFile();
  await benefit.settleFile(batchId);
  const entitlementId = benefit.household.portions[2]?.id ?? '';
  await addFencedPortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' });
  const items = [{ line: 1, reason: '口座解約' }];
  await recordReturns(benefit.payouts, benefit.tenantId, { batchId, items, staffId: 'recorder' });
  expect((await benefit.portionStatuses()).sort()).toEqual(['claimed', 'claimed', 'claimed', 'open', 'withdrawn']);
  await expect(fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })).rejects.toMatchObject({
    code: 'BENEFIT_STATUS_CONFLICT',
  });
  const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
  expect(own).toMatchObject({ status: 'returned', amountYen: 30_000 });
  await benefit.correct({ claimId: own?.claimId ?? '' });
  await benefit.approve([own?.claimId ?? ''], 30_000);
  expect(await benefit.books()).toEqual([]);
});

it('tells approver and bank of a claim that took another’s place that its payment came back before', async () => {
  const claimId = await benefit.claim();
  await benefit.approve([claimId], 40_000);
  const batchId = await benefit.sendFile();
  const items = [{ line: 1, reason: '口座解約' }];
  await recordReturns(benefit.payouts, benefit.tenantId, { batchId, items, staffId: 'recorder' });
  const entitlementId = benefit.household.portions[2]?.id ?? '';
  await fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' });
  const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
  expect(own).toMatchObject({ status: 'returned', amountYen: 30_000 });
  const byClaimId = own?.claimId ?? '';
  const account = testAccount('7777777');
  await benefit.correct({ claimId: byClaimId, method: TRANSFER_METHOD, accountKind: 'entered', account });
  expect((await benefit.run((db) => listClaimsToApprove(db, benefit.programId))).claims).toMatchObject([
    { claimId: byClaimId, isReissue: true },
  ]);
  await benefit.approve([byClaimId], 30_000);
  const [dead] = await benefit.payoutsOf(claimId);
  expect(await benefit.payoutsOf(byClaimId)).toMatchObject([{ reissueOf: dead?.id }]);
});
