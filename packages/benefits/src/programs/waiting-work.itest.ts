import { uuidv7 } from '@tenohira/core';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveClaims, fillInAccount } from '../claims/approve-claims.ts';
import { claimByResident } from '../claims/claim-by-resident.ts';
import { confirmKeyedClaim, keyInClaim } from '../claims/key-in-claim.ts';
import { decideMatch } from '../matching/decide-match.ts';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  TRANSFER_METHOD,
  testAccount,
} from '../testing/test-benefit.ts';
import {
  countClaimsToApprove,
  countMatchesToDecide,
  countPapersToConfirm,
  findProgramNames,
  listProgramProgress,
} from './waiting-work.ts';

let database: TestDatabase;
let benefit: TestBenefit;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
});
afterAll(() => database.drop());

const NAME = '物価高騰対策給付金';

async function applied(accountKind: 'none' | 'public' = 'none'): Promise<{ claimId: string; entitlementId: string }> {
  const { portions } = await benefit.addHousehold([{}]);
  const [head] = portions;
  if (!head) throw new Error('the household has a head');
  const residentId = await benefit.registerAs(head.person, head.id);
  const { claimId } = await benefit.run((db) =>
    claimByResident(db, benefit.deps, {
      ...{ residentId, claimId: uuidv7(), programId: benefit.programId, accountKind },
      method: accountKind === 'public' ? TRANSFER_METHOD : CODE_METHOD,
      receivedAt: benefit.clock.now(),
    }),
  );
  return { claimId, entitlementId: head.id };
}

async function keyed(staffId: string): Promise<string> {
  const { number } = await benefit.addHousehold([{}]);
  const { claimId } = await keyInClaim(benefit.deps, benefit.tenantId, {
    ...{ programId: benefit.programId, household: { number }, method: CODE_METHOD, accountKind: 'none', staffId },
    receivedAt: benefit.clock.now(),
    paperNumber: uuidv7(),
  });
  return claimId;
}

const toApprove = async (staffId: string) =>
  (await benefit.run((db) => countClaimsToApprove(db, staffId))).map(({ count, totalYen }) => [count, totalYen]);
const toConfirm = async (staffId: string) =>
  (await benefit.run((db) => countPapersToConfirm(db, staffId))).map(({ count }) => count);

describe('what waits for somebody', () => {
  it('is every application in which they had no part', async () => {
    await applied();
    const { claimId } = await applied('public');
    expect(await toApprove('approver')).toEqual([[1, 10_000]]);
    await fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(), staffId: 'filler' });
    expect(await toApprove('approver')).toEqual([[2, 20_000]]);
    expect(await toApprove('filler')).toEqual([[1, 10_000]]);
    expect(await benefit.run((db) => countClaimsToApprove(db, 'approver'))).toMatchObject([
      { programId: benefit.programId, programName: NAME },
    ]);
  });

  it('is a paper that somebody else keyed in, and once confirmed an application of neither', async () => {
    const claimId = await keyed('keyer');
    expect([await toConfirm('keyer'), await toConfirm('other')]).toEqual([[], [1]]);
    expect(await toApprove('other')).toEqual([]);
    await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'other' });
    expect(await toConfirm('third')).toEqual([]);
    expect([await toApprove('keyer'), await toApprove('other'), await toApprove('third')]).toEqual([
      ...[[], []],
      [[1, 10_000]],
    ]);
  });

  it('is a doubtful match, until they have said yes themselves', async () => {
    const { portions } = await benefit.addHousehold([{}]);
    const [head] = portions;
    const residentId = await benefit.registerAs(head?.person ?? { name: '', birthdate: '', address: '' });
    const matchId = uuidv7();
    await benefit.run(({ sql }) =>
      sql(
        `insert into benefit_match (id, program_id, entitlement_id, registration_id, reason, status)
         select $1, $2, $3, id, 'name-lot', 'doubtful' from identity_registration where resident_id = $4`,
        [matchId, benefit.programId, head?.id, residentId],
      ),
    );
    const waiting = async (staffId: string) =>
      (await benefit.run((db) => countMatchesToDecide(db, staffId))).map(({ count }) => count);
    expect(await waiting('one')).toEqual([1]);
    await benefit.run((db) => decideMatch(db, matchId, 'accept', 'one'));
    expect([await waiting('one'), await waiting('two')]).toEqual([[], [1]]);
    await benefit.run((db) => decideMatch(db, matchId, 'accept', 'two'));
    expect(await waiting('three')).toEqual([]);
  });

  it("is nothing of another city's", async () => {
    await applied();
    await keyed('keyer');
    const stranger = await createTestTenant(database.db);
    await database.db.readTenant(stranger.tenantId, async (db) => {
      expect(await countClaimsToApprove(db, 'x')).toEqual([]);
      expect(await countPapersToConfirm(db, 'x')).toEqual([]);
      expect(await countMatchesToDecide(db, 'x')).toEqual([]);
      expect(await listProgramProgress(db)).toEqual([]);
    });
  });
});

it('says how far a program is, in portions and yen', async () => {
  const { claimId } = await applied();
  await applied();
  const { portions } = await benefit.addHousehold([{ amountYen: 30_000 }, {}]);
  await benefit.run(({ sql }) =>
    sql(`update benefit_entitlement set status = 'withdrawn', withdrawn_for = 'moved-out' where id = $1`, [
      portions[1]?.id,
    ]),
  );
  await approveClaims(benefit.deps, benefit.tenantId, {
    claimIds: [claimId],
    expected: { count: 1, totalYen: 10_000 },
    staffId: 'approver',
  });
  const none = { count: 0, yen: 0 };
  expect(await benefit.run(listProgramProgress)).toEqual([
    {
      ...{ programId: benefit.programId, name: NAME, closesOn: '2027-01-29', isPractice: false },
      ...{ all: { count: 3, yen: 50_000 }, open: { count: 1, yen: 30_000 }, claimed: { count: 1, yen: 10_000 } },
      ...{ approved: { count: 1, yen: 10_000 }, paid: none, declined: none, expired: none },
    },
  ]);
  expect(await benefit.run((db) => findProgramNames(db, [benefit.programId, uuidv7()]))).toEqual(
    new Map([[benefit.programId, NAME]]),
  );
  await benefit.run(({ sql }) => sql(`update benefit_program set status = 'closed'`));
  expect(await benefit.run(listProgramProgress)).toEqual([]);
});
