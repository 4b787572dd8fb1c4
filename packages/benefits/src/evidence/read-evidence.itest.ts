import { uuidv7 } from '@tenohira/core';
import { recordReturns, submitPayout } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, expect, it } from 'vitest';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD } from '../testing/test-benefit.ts';
import { readEvidence } from './read-evidence.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

it('tells the whole story of a household in one call', async () => {
  const claimId = await benefit.claim();
  await benefit.approve([claimId], 40_000);
  const batchId = await benefit.sendFile();
  await recordReturns(benefit.payouts, benefit.tenantId, {
    batchId,
    items: [{ line: 1, reason: '名義相違' }],
    staffId: 't',
  });
  await benefit.correct({ claimId });
  await benefit.approve([claimId], 40_000);
  const [, again] = await benefit.payoutsOf(claimId);
  await submitPayout(benefit.payouts, benefit.tenantId, again?.id ?? '');
  await benefit.run(({ sql }) => sql(`update outbox_message set status = 'sent', line_request_id = 'req-1'`));

  const story = await benefit.run((db) => readEvidence(db, benefit.household.householdId));
  expect(story.portions).toHaveLength(4);
  expect(story.portions[0]).toMatchObject({
    isHead: true,
    ruleVersion: 1,
    listFileHash: 'a'.repeat(64),
    status: 'paid',
  });
  expect(story.matches).toMatchObject([{ reason: 'full', status: 'accepted', residentId: benefit.head }]);
  expect(story.claims).toMatchObject([
    { id: claimId, channel: 'super-fast-pass', matchReason: 'full', approvedBy: 'approver', status: 'paid' },
  ]);
  expect(story.claims[0]?.portions).toHaveLength(4);
  expect(story.payouts).toMatchObject([
    {
      status: 'returned',
      errorCode: '名義相違',
      bankFile: { line: 1, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    { status: 'settled', method: CODE_METHOD, bankFile: null },
  ]);
  expect(story.attempts).toMatchObject([{ payoutId: again?.id, outcome: 'settled' }]);
  expect(story.messages.map(({ lineRequestId }) => lineRequestId)).toEqual(['req-1', 'req-1']);
  expect(story.audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'benefit.claim-received',
      'benefit.claim-approved',
      'payout.planned',
      'benefit.claim-corrected',
    ]),
  );
  expect(story.ledger.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(0);
  expect(JSON.stringify(story)).not.toMatch(/試験|みどり市|1234567/);
  await expect(benefit.run((db) => readEvidence(db, uuidv7()))).rejects.toMatchObject({
    code: 'BENEFIT_HOUSEHOLD_NOT_FOUND',
  });
});
