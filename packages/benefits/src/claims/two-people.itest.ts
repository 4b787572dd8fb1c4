// That nobody prepares and approves the same payment, by whatever way the claim came to them.
import {
  cancelUnsentPayouts,
  createPayoutMethods,
  recordReturns,
  resolveUnknown,
  submitPayout,
} from '@tenohira/payouts';
import { createScriptedMethod } from '@tenohira/payouts/testing';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, expect, it } from 'vitest';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD, testAccount } from '../testing/test-benefit.ts';
import { fillInAccount } from './approve-claims.ts';
import { fencePortion } from './change-portions.ts';
import { findOwnClaim } from './claim-by-resident.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

const approve = (claimId: string, totalYen: number, staffId: string) => benefit.approve([claimId], totalYen, staffId);

it('who filled in the account does not approve the claim that took its place', async () => {
  const claimId = await benefit.claim({ accountKind: 'public' });
  await fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(), staffId: 'filler' });
  await approve(claimId, 40_000, 'approver');
  await benefit.run((db) => cancelUnsentPayouts(db, benefit.payouts, [claimId], 'system'));
  const entitlementId = benefit.household.portions[2]?.id ?? '';
  await fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'fencer' });
  const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
  expect(own?.claimId).not.toBe(claimId);
  await expect(approve(own?.claimId ?? '', 30_000, 'filler')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(own?.claimId ?? '', 30_000, 'approver');
});

it('who said that the bank sent a payment back does not approve the next one', async () => {
  const claimId = await benefit.claim();
  await approve(claimId, 40_000, 'approver');
  const batchId = await benefit.sendFile();
  const items = [{ line: 1, reason: '口座該当なし' }];
  await recordReturns(benefit.payouts, benefit.tenantId, { batchId, items, staffId: 'recorder' });
  await benefit.correct({ claimId });
  await expect(approve(claimId, 40_000, 'recorder')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(claimId, 40_000, 'approver');
});

it('who decided that an unknown payment was not made does not approve the next one', async () => {
  const claimId = await benefit.claim({ method: CODE_METHOD, accountKind: 'none' });
  await approve(claimId, 40_000, 'approver');
  const [payout] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from payout'));
  const payoutId = payout?.id ?? '';
  const silent = createScriptedMethod({ key: CODE_METHOD, submit: () => 'lose' });
  const asked = { ...benefit.payouts, methods: createPayoutMethods([silent.method]) };
  expect(await submitPayout(asked, benefit.tenantId, payoutId)).toMatchObject({ status: 'unknown' });
  const evidence = '管理画面で12月10日に確認、番号なし';
  await resolveUnknown(benefit.payouts, benefit.tenantId, { payoutId, outcome: 'rejected', evidence, staffId: 'seer' });
  await benefit.correct({ claimId });
  await expect(approve(claimId, 40_000, 'seer')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
  await approve(claimId, 40_000, 'approver');
});
