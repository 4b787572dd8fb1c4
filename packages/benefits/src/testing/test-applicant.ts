// A household whose head applies on LINE, and the hands that an application goes through until the money has arrived.
import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { checkBooks, prepareBatch, releaseBatch, saveMethodSettings, settleBatch } from '@tenohira/payouts';
import { approveClaims } from '../claims/approve-claims.ts';
import { claimByResident, type ResidentClaim } from '../claims/claim-by-resident.ts';
import { type Correction, correctClaim } from '../claims/correct-claim.ts';
import { CODE_METHOD, createTestBenefit, type TestHousehold, TRANSFER_METHOD, testAccount } from './test-benefit.ts';

export type TestApplicant = Awaited<ReturnType<typeof createTestApplicant>>;

/** Four people of 10,000 yen each; the head is registered, and the city holds their account. */
export async function createTestApplicant(db: Database, options: { fundYen?: number } = {}) {
  const benefit = await createTestBenefit(db, { fundYen: options.fundYen ?? 100_000 });
  const { programId, tenantId, deps, payouts, clock, run } = benefit;
  const register = (of: TestHousehold, index = 0) => {
    const portion = of.portions[index];
    if (!portion) throw new Error('no such person');
    return benefit.registerAs(portion.person, portion.id);
  };
  const household = await benefit.addHousehold([{ account: testAccount() }, {}, {}, {}]);
  const head = await register(household);

  const claim = async (more: Partial<ResidentClaim> = {}): Promise<string> => {
    const receipt = await run((scope) =>
      claimByResident(scope, deps, {
        residentId: head,
        claimId: uuidv7(),
        programId,
        method: TRANSFER_METHOD,
        accountKind: 'held',
        receivedAt: clock.now(),
        ...more,
      }),
    );
    return receipt.claimId;
  };
  const draftFile = async (): Promise<string> => {
    await run((scope) => saveMethodSettings(scope, payouts, TRANSFER_METHOD, {}, 'staff:setter'));
    const [batch] = await prepareBatch(payouts, tenantId, { programId, payOn: '2026-12-20', staffId: 'preparer' });
    if (!batch) throw new Error('no file was prepared');
    return batch.batchId;
  };

  return {
    ...benefit,
    household,
    /** The resident who applies. */
    head,
    /** A resident who has shown that they are that person of the household. */
    register,
    /** By the head, to the account that the city holds. */
    claim,
    approve: (claimIds: readonly string[], totalYen: number, staffId = 'approver', count = claimIds.length) =>
      approveClaims(deps, tenantId, { claimIds, expected: { count, totalYen }, staffId }),
    /** By the head, who now wants a code. */
    correct: (more: Pick<Correction, 'claimId'> & Partial<Correction>) =>
      run((scope) =>
        correctClaim(scope, deps, { by: { residentId: head }, method: CODE_METHOD, accountKind: 'none', ...more }),
      ),
    draftFile,
    /** To the bank, by the hands of two. */
    sendFile: async (): Promise<string> => {
      const batchId = await draftFile();
      await releaseBatch(payouts, tenantId, batchId, 'releaser');
      return batchId;
    },
    /** The bank's day has come. */
    settleFile: async (batchId: string): Promise<void> => {
      clock.set('2026-12-21T10:00:00+09:00');
      await settleBatch(payouts, tenantId, batchId, 'treasurer');
    },
    claimOf: (claimId: string) =>
      run(async ({ sql }) => {
        const [row] = await sql<{ status: string; amountYen: number }>(
          'select status, amount_yen as "amountYen" from benefit_claim where id = $1',
          [claimId],
        );
        return row;
      }),
    /** Oldest first. */
    payoutsOf: (claimId: string) =>
      run(({ sql }) =>
        sql<{ id: string; status: string; method: string; reissueOf: string | null }>(
          'select id, status, method, reissue_of as "reissueOf" from payout where claim_id = $1 order by created_at, id',
          [claimId],
        ),
      ),
    /** The head's first. */
    portionStatuses: () =>
      run(async ({ sql }) => {
        const rows = await sql<{ status: string }>(
          'select status from benefit_entitlement where household_id = $1 order by is_head desc, id',
          [household.householdId],
        );
        return rows.map(({ status }) => status);
      }),
    books: () => run(checkBooks),
  };
}
