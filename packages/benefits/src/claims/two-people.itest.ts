// That nobody prepares and approves the same payment, by whatever way the claim came to them.
import { uuidv7 } from '@tenohira/core';
import {
  cancelUnsentPayouts,
  createPayoutMethods,
  prepareBatch,
  recordReturns,
  releaseBatch,
  resolveUnknown,
  saveMethodSettings,
  submitPayout,
} from '@tenohira/payouts';
import { createScriptedMethod } from '@tenohira/payouts/testing';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  type TestHousehold,
  TRANSFER_METHOD,
  testAccount,
} from '../testing/test-benefit.ts';
import { approveClaims, fillInAccount } from './approve-claims.ts';
import { fencePortion } from './change-portions.ts';
import { claimByResident, findOwnClaim, type ResidentClaim } from './claim-by-resident.ts';
import { correctClaim } from './correct-claim.ts';

let database: TestDatabase;
let benefit: TestBenefit;
let household: TestHousehold;
let head: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  benefit = await createTestBenefit(database.db, { fundYen: 100_000 });
  household = await benefit.addHousehold([{ account: testAccount() }, {}, {}]);
  const [first] = household.portions;
  if (!first) throw new Error('the household has a head');
  head = await benefit.registerAs(first.person, first.id);
});
afterAll(() => database.drop());

const apply = async (more: Partial<ResidentClaim> = {}) =>
  (
    await benefit.run((db) =>
      claimByResident(db, benefit.deps, {
        residentId: head,
        claimId: uuidv7(),
        programId: benefit.programId,
        method: TRANSFER_METHOD,
        accountKind: 'held',
        receivedAt: benefit.clock.now(),
        ...more,
      }),
    )
  ).claimId;
const approve = (claimId: string, totalYen: number, staffId: string) =>
  approveClaims(benefit.deps, benefit.tenantId, { claimIds: [claimId], expected: { count: 1, totalYen }, staffId });
const correct = (claimId: string) =>
  benefit.run((db) =>
    correctClaim(db, benefit.deps, { claimId, by: { residentId: head }, method: CODE_METHOD, accountKind: 'none' }),
  );

it('who filled in the account does not approve the claim that took its place', async () => {
  const claimId = await apply({ accountKind: 'public' });
  await fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(), staffId: 'filler' });
  await approve(claimId, 30_000, 'approver');
  await benefit.run((db) => cancelUnsentPayouts(db, benefit.payouts, [claimId], 'system'));
  const entitlementId = household.portions[2]?.id ?? '';
  await fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'fencer' });
  const own = await benefit.run((db) => findOwnClaim(db, head, benefit.programId));
  expect(own?.claimId).not.toBe(claimId);
  await expect(approve(own?.claimId ?? '', 20_000, 'filler')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(own?.claimId ?? '', 20_000, 'approver');
});

it('who said that the bank sent a payment back does not approve the next one', async () => {
  const claimId = await apply();
  await approve(claimId, 30_000, 'approver');
  await benefit.run((db) => saveMethodSettings(db, benefit.payouts, TRANSFER_METHOD, {}, 'staff:setter'));
  const request = { programId: benefit.programId, payOn: '2026-12-20', staffId: 'preparer' };
  const [batch] = await prepareBatch(benefit.payouts, benefit.tenantId, request);
  const batchId = batch?.batchId ?? '';
  await releaseBatch(benefit.payouts, benefit.tenantId, batchId, 'releaser');
  const items = [{ line: 1, reason: '口座該当なし' }];
  await recordReturns(benefit.payouts, benefit.tenantId, { batchId, items, staffId: 'recorder' });
  await correct(claimId);
  await expect(approve(claimId, 30_000, 'recorder')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(claimId, 30_000, 'approver');
});

it('who decided that an unknown payment was not made does not approve the next one', async () => {
  const claimId = await apply({ method: CODE_METHOD, accountKind: 'none' });
  await approve(claimId, 30_000, 'approver');
  const [payout] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from payout'));
  const payoutId = payout?.id ?? '';
  const silent = createScriptedMethod({ key: CODE_METHOD, submit: () => 'lose' });
  const asked = { ...benefit.payouts, methods: createPayoutMethods([silent.method]) };
  expect(await submitPayout(asked, benefit.tenantId, payoutId)).toMatchObject({ status: 'unknown' });
  const evidence = '管理画面で12月10日に確認、番号なし';
  await resolveUnknown(benefit.payouts, benefit.tenantId, { payoutId, outcome: 'rejected', evidence, staffId: 'seer' });
  await correct(claimId);
  await expect(approve(claimId, 30_000, 'seer')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(claimId, 30_000, 'approver');
});
