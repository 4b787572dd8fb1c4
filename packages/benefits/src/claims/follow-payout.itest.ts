import { submitPayout } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD } from '../testing/test-benefit.ts';
import { findOwnClaim } from './claim-by-resident.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

describe('a payout that arrives', () => {
  it('by bank pays the claim and says so once, without an amount or an account', async () => {
    const claimId = await benefit.claim();
    await benefit.approve([claimId], 40_000);
    await benefit.settleFile(await benefit.sendFile());
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'paid' });
    expect(await benefit.portionStatuses()).toEqual(Array(4).fill('paid'));
    const sent = await benefit.outbox();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ residentId: benefit.head, text: expect.stringContaining('振り込みました') });
    expect(sent[0]?.text).not.toMatch(/40,?000|67/);
    expect(await benefit.books()).toEqual([]);
  });

  it('as a code is told with a button to the page, never with the code', async () => {
    const claimId = await benefit.claim({ method: CODE_METHOD, accountKind: 'none' });
    await benefit.approve([claimId], 40_000);
    const [payout] = await benefit.payoutsOf(claimId);
    await submitPayout(benefit.payouts, benefit.tenantId, payout?.id ?? '');
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'paid' });
    const [notice, ...more] = await benefit.outbox();
    expect(more).toEqual([]);
    expect(notice?.data).toBe(`start=benefit-application/codes?{"program-id":"${benefit.programId}"}`);
    expect(notice?.text).not.toContain('code-');
    const own = await benefit.run((db) => findOwnClaim(db, benefit.head, benefit.programId));
    expect(own).toMatchObject({ claimId, status: 'paid', payoutId: payout?.id, payoutStatus: 'settled' });
  });
});
