import { appendAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import {
  cancelUnsentPayouts,
  checkBooks,
  prepareBatch,
  readBalances,
  recordReturns,
  releaseBatch,
  saveMethodSettings,
  settleBatch,
  submitPayout,
} from '@tenohira/payouts';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEvidence } from '../evidence/read-evidence.ts';
import { decideMatch } from '../matching/decide-match.ts';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  type TestHousehold,
  TRANSFER_METHOD,
  testAccount,
} from '../testing/test-benefit.ts';
import { approveClaims, fillInAccount, listClaimsToApprove } from './approve-claims.ts';
import { addFencedPortion, fencePortion } from './change-portions.ts';
import { claimByResident, findOwnClaim, type ResidentClaim } from './claim-by-resident.ts';
import { reserveClaimNumber } from './claim-number.ts';
import { type Correction, correctClaim } from './correct-claim.ts';
import { findOffer } from './find-offer.ts';
import { releaseWithdrawn } from './follow-payout.ts';
import { cancelClaim, confirmKeyedClaim, keyInClaim } from './key-in-claim.ts';

let database: TestDatabase;
let benefit: TestBenefit;
let household: TestHousehold;
let head: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  benefit = await createTestBenefit(database.db, { fundYen: 100_000 });
  household = await benefit.addHousehold([{ account: testAccount() }, {}, {}, {}]);
  head = await register(household);
});
afterAll(() => database.drop());

const register = (of: TestHousehold, index = 0) => {
  const portion = of.portions[index];
  if (!portion) throw new Error('no such person');
  return benefit.registerAs(portion.person, portion.id);
};
const claim = async (more: Partial<ResidentClaim> = {}) =>
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
const approve = (claimIds: readonly string[], totalYen: number, staffId = 'approver', count = claimIds.length) =>
  approveClaims(benefit.deps, benefit.tenantId, { claimIds, expected: { count, totalYen }, staffId });
const correct = (more: Pick<Correction, 'claimId'> & Partial<Correction>) =>
  benefit.run((db) =>
    correctClaim(db, benefit.deps, { by: { residentId: head }, method: CODE_METHOD, accountKind: 'none', ...more }),
  );
const claimOf = (claimId: string) =>
  benefit.run(async ({ sql }) => {
    const [row] = await sql<{ status: string; amountYen: number }>(
      'select status, amount_yen as "amountYen" from benefit_claim where id = $1',
      [claimId],
    );
    return row;
  });
const portionStatuses = () =>
  benefit.run(async ({ sql }) =>
    (
      await sql<{ status: string }>(
        'select status from benefit_entitlement where household_id = $1 order by is_head desc, id',
        [household.householdId],
      )
    ).map(({ status }) => status),
  );
const payoutOf = (claimId: string) =>
  benefit.run(async ({ sql }) => {
    const rows = await sql<{ id: string; status: string; method: string; reissueOf: string | null }>(
      'select id, status, method, reissue_of as "reissueOf" from payout where claim_id = $1 order by created_at, id',
      [claimId],
    );
    return rows;
  });
const books = () => benefit.run(checkBooks);

/** To the bank, by the hands of two. */
async function sendFile(): Promise<string> {
  const batchId = await draft();
  await releaseBatch(benefit.payouts, benefit.tenantId, batchId, 'releaser');
  return batchId;
}
async function draft(): Promise<string> {
  await benefit.run((db) => saveMethodSettings(db, benefit.payouts, TRANSFER_METHOD, {}, 'staff:setter'));
  const request = { programId: benefit.programId, payOn: '2026-12-20', staffId: 'preparer' };
  const [batch] = await prepareBatch(benefit.payouts, benefit.tenantId, request);
  return batch?.batchId ?? '';
}
async function settle(batchId: string): Promise<void> {
  benefit.clock.set('2026-12-21T10:00:00+09:00');
  await settleBatch(benefit.payouts, benefit.tenantId, batchId, 'treasurer');
}

describe('approving', () => {
  it('plans one payout a claim, reserves the money, and is done by the totals that were shown', async () => {
    const other = await benefit.addHousehold([{ account: testAccount('7654321') }]);
    const claims = [await claim(), await claim({ residentId: await register(other) })];
    const shown = await benefit.run((db) => listClaimsToApprove(db, benefit.programId));
    expect(shown).toMatchObject({ count: 2, totalYen: 50_000 });
    await approve(claims, 50_000);
    expect(await claimOf(claims[0] ?? '')).toMatchObject({ status: 'approved' });
    expect(await payoutOf(claims[0] ?? '')).toMatchObject([
      { status: 'ready', method: TRANSFER_METHOD, reissueOf: null },
    ]);
    expect(await portionStatuses()).toEqual(Array(4).fill('approved'));
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 50_000,
      reserved: 50_000,
    });
    expect(await books()).toEqual([]);
  });

  it.each([
    ['another total', 39_999, 1, 'BENEFIT_TOTALS_CHANGED'],
    ['another count', 40_000, 2, 'BENEFIT_TOTALS_CHANGED'],
  ])('refuses %s than the approver saw', async (_title, totalYen, count, code) => {
    const claimId = await claim();
    await expect(approve([claimId], totalYen, 'approver', count)).rejects.toMatchObject({ code });
    expect(await claimOf(claimId)).toMatchObject({ status: 'claimed' });
    expect(await payoutOf(claimId)).toEqual([]);
  });

  it('pays once, however often and from however many windows it is pressed', async () => {
    const claimId = await claim();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => approve([claimId, claimId], 40_000, `approver-${index % 2}`, 1)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await payoutOf(claimId)).toHaveLength(1);
    expect(await books()).toEqual([]);
  });

  it('is all or nothing when the budget does not cover it', async () => {
    const rich = await benefit.addHousehold([{ amountYen: 90_000, account: testAccount() }]);
    const claims = [await claim(), await claim({ residentId: await register(rich) })];
    await expect(approve(claims, 130_000)).rejects.toMatchObject({ code: 'PAYOUT_BUDGET_EXHAUSTED' });
    expect(await claimOf(claims[0] ?? '')).toMatchObject({ status: 'claimed' });
    await approve(claims.slice(0, 1), 40_000);
  });

  it('is not for those who keyed in, confirmed, or filled in the account', async () => {
    const { claimId } = await keyInClaim(benefit.deps, benefit.tenantId, {
      programId: benefit.programId,
      household: { householdId: household.householdId },
      method: TRANSFER_METHOD,
      accountKind: 'public',
      receivedAt: benefit.clock.now(),
      paperNumber: 'P-1',
      staffId: 'keyer',
    });
    await expect(approve([claimId], 40_000)).rejects.toMatchObject({ code: 'BENEFIT_STATUS_CONFLICT' });
    await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'confirmer' });
    await expect(approve([claimId], 40_000)).rejects.toMatchObject({
      code: 'BENEFIT_ACCOUNT_MISSING',
      userMessage: expect.stringContaining('K26-00001'),
    });
    await fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(), staffId: 'filler' });
    for (const staffId of ['keyer', 'confirmer', 'filler']) {
      await expect(approve([claimId], 40_000, staffId)).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
    }
    await approve([claimId], 40_000);
  });

  it('is not for an account that was exchanged after the approver had looked', async () => {
    const claimId = await claim({ accountKind: 'public' });
    const fillIn = (number: string) =>
      fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(number), staffId: 'filler' });
    await fillIn('1111111');
    const { claims, count, totalYen } = await benefit.run((db) => listClaimsToApprove(db, benefit.programId));
    const seals = Object.fromEntries(claims.map((claim) => [claim.claimId, claim.seal]));
    const word = (seen: Record<string, string>) =>
      approveClaims(benefit.deps, benefit.tenantId, {
        ...{ claimIds: [claimId], expected: { count, totalYen }, seals: seen },
        staffId: 'approver',
      });
    await fillIn('2222222');
    await expect(word(seals)).rejects.toMatchObject({ code: 'BENEFIT_TOTALS_CHANGED' });
    const again = await benefit.run((db) => listClaimsToApprove(db, benefit.programId));
    await word(Object.fromEntries(again.claims.map((claim) => [claim.claimId, claim.seal])));
  });

  it('takes two thousand at once', { timeout: 120_000 }, async () => {
    const many = await createTestBenefit(database.db, { fundYen: 20_000_000 });
    await many.run(({ sql }) =>
      sql(
        `with h as (insert into benefit_household (id, program_id, number_index)
           select gen_random_uuid(), $1, 'n' || n from generate_series(1, 2000) n returning id),
         e as (insert into benefit_entitlement (id, program_id, household_id, list_id, person_index, row_hash, rule_version,
             amount_yen, is_head, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
           select h.id, $1, h.id, $2, h.id::text, '', 1, 10000, true, '', '', '', '', '', '' from h returning id),
         c as (insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, recipient,
             amount_yen, source_key, received_at)
           select e.id, $1, e.id, e.id::text, 'paper', 'claimed', '${CODE_METHOD}', 'public', null, 10000, e.id::text, now() from e
           returning id)
         insert into benefit_claim_portion (claim_id, entitlement_id, amount_yen) select id, id, 10000 from c`,
        [many.programId, many.listId],
      ),
    );
    const secrets = await many.tenant.secrets.opened(many.tenantId);
    const ids = (await many.run(({ sql }) => sql<{ id: string }>('select id from benefit_claim'))).map(({ id }) => id);
    await many.run(async ({ sql }) => {
      await sql(`update benefit_entitlement set status = 'claimed'`);
      await sql(
        `update benefit_claim c set recipient = r.sealed from unnest($1::uuid[], $2::bytea[]) as r (id, sealed) where c.id = r.id`,
        [ids, ids.map((id) => secrets.encrypt(`benefit_claim.recipient:${id}`, '{}'))],
      );
    });
    const expected = { count: 2_000, totalYen: 20_000_000 };
    await approveClaims(many.deps, many.tenantId, { claimIds: ids, expected, staffId: 'approver' });
    expect(await many.run((db) => readBalances(db, many.programId))).toMatchObject({ budget: 0, reserved: 20_000_000 });
    expect(await many.run(({ sql }) => sql('select 1 from payout'))).toHaveLength(2_000);
  });
});

describe('a payout that arrives', () => {
  it('by bank pays the claim and says so once, without an amount or an account', async () => {
    const claimId = await claim();
    await approve([claimId], 40_000);
    await settle(await sendFile());
    expect(await claimOf(claimId)).toMatchObject({ status: 'paid' });
    expect(await portionStatuses()).toEqual(Array(4).fill('paid'));
    const sent = await benefit.outbox();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ residentId: head, text: expect.stringContaining('振り込みました') });
    expect(sent[0]?.text).not.toMatch(/40,?000|67/);
    expect(await books()).toEqual([]);
  });

  it('as a code is told with a button to the page, never with the code', async () => {
    const claimId = await claim({ method: CODE_METHOD, accountKind: 'none' });
    await approve([claimId], 40_000);
    const [payout] = await payoutOf(claimId);
    await submitPayout(benefit.payouts, benefit.tenantId, payout?.id ?? '');
    expect(await claimOf(claimId)).toMatchObject({ status: 'paid' });
    const [notice, ...more] = await benefit.outbox();
    expect(more).toEqual([]);
    expect(notice?.data).toBe(`start=benefit-application/codes?{"program-id":"${benefit.programId}"}`);
    expect(notice?.text).not.toContain('code-');
    const own = await benefit.run((db) => findOwnClaim(db, head, benefit.programId));
    expect(own).toMatchObject({ claimId, status: 'paid', payoutId: payout?.id, payoutStatus: 'settled' });
  });
});

describe('a payout that comes back', () => {
  /** Returned by the bank for 名義相違. */
  async function comeBack(): Promise<string> {
    const claimId = await claim();
    await approve([claimId], 40_000);
    const batchId = await sendFile();
    await recordReturns(benefit.payouts, benefit.tenantId, {
      batchId,
      items: [{ line: 1, reason: '名義相違' }],
      staffId: 'treasurer',
    });
    return claimId;
  }

  it('asks for a correction, and keeps the portions from every other claim', async () => {
    const claimId = await comeBack();
    expect(await claimOf(claimId)).toMatchObject({ status: 'returned' });
    expect(await benefit.outbox()).toMatchObject([
      { residentId: head, data: `start=benefit-application/correct?{"program-id":"${benefit.programId}"}` },
    ]);
    await expect(claim()).rejects.toMatchObject({ code: 'BENEFIT_ALREADY_YOURS' });
    expect(
      await benefit.run((db) => findOffer(db, benefit.deps, head, benefit.programId, benefit.clock.now())),
    ).toMatchObject({
      state: 'applied',
      claimStatus: 'returned',
    });
  });

  it('is issued again as a gift code, approved by a person once more, and paid once in all', async () => {
    const claimId = await comeBack();
    benefit.clock.set('2027-03-01T10:00:00+09:00');
    await correct({ claimId });
    await expect(correct({ claimId })).rejects.toMatchObject({ code: 'BENEFIT_NOT_CORRECTABLE' });
    expect((await benefit.run((db) => listClaimsToApprove(db, benefit.programId))).claims).toMatchObject([
      { claimId, isReissue: true, method: CODE_METHOD },
    ]);
    await approve([claimId], 40_000);
    const [dead, again] = await payoutOf(claimId);
    expect(again).toMatchObject({ status: 'ready', method: CODE_METHOD, reissueOf: dead?.id });
    await submitPayout(benefit.payouts, benefit.tenantId, again?.id ?? '');
    expect(await claimOf(claimId)).toMatchObject({ status: 'paid' });
    expect(benefit.provider.paidYen()).toBe(40_000);
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      paid: 40_000,
      budget: 60_000,
    });
    expect(await books()).toEqual([]);
  });

  it('after it was settled frees the money and the claim too', async () => {
    const claimId = await claim();
    await approve([claimId], 40_000);
    const batchId = await sendFile();
    await settle(batchId);
    await recordReturns(benefit.payouts, benefit.tenantId, {
      batchId,
      items: [{ line: 1, reason: '解約' }],
      staffId: 't',
    });
    expect(await claimOf(claimId)).toMatchObject({ status: 'returned' });
    expect(await portionStatuses()).toEqual(Array(4).fill('claimed'));
  });

  it('is corrected by its applicant or by staff, who then do not approve it', async () => {
    const claimId = await comeBack();
    const stranger = await register(await benefit.addHousehold([{}]));
    await expect(correct({ claimId, by: { residentId: stranger } })).rejects.toMatchObject({
      code: 'BENEFIT_CLAIM_NOT_FOUND',
    });
    await correct({
      claimId,
      by: { staffId: 'helper' },
      method: TRANSFER_METHOD,
      accountKind: 'entered',
      account: testAccount('7777777'),
    });
    await expect(approve([claimId], 40_000, 'helper')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
    await approve([claimId], 40_000);
  });

  it('can be given up, and the portions are open again', async () => {
    const claimId = await comeBack();
    await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'withdrawn-by-applicant' });
    expect(await portionStatuses()).toEqual(Array(4).fill('open'));
    const again = await claim({ method: CODE_METHOD, accountKind: 'none' });
    await approve([again], 40_000);
  });
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
    const claimId = await claim();
    await approve([claimId], 40_000);
    await withdraw(claimId, [household.portions[3]?.id ?? '']);
    expect(await claimOf(claimId)).toMatchObject({ status: 'cancelled' });
    const own = await benefit.run((db) => findOwnClaim(db, head, benefit.programId));
    expect(own).toMatchObject({ status: 'claimed', amountYen: 30_000, number: 'K26-00002' });
    await approve([own?.claimId ?? ''], 30_000);
    await settle(await sendFile());
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      paid: 30_000,
      budget: 70_000,
    });
    expect(await books()).toEqual([]);
  });

  it('a death of everybody stops the claim, and the money is back in the budget', async () => {
    const claimId = await claim();
    await approve([claimId], 40_000);
    await withdraw(
      claimId,
      household.portions.map(({ id }) => id),
    );
    expect(await claimOf(claimId)).toMatchObject({ status: 'cancelled' });
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 100_000,
      reserved: 0,
    });
  });

  it('fencing a portion off stops the payout that would take it to the householder', async () => {
    const claimId = await claim();
    await approve([claimId], 40_000);
    await draft();
    await fencePortion(benefit.deps, benefit.tenantId, {
      entitlementId: household.portions[1]?.id ?? '',
      staffId: 'f',
    });
    expect(await payoutOf(claimId)).toMatchObject([{ status: 'cancelled' }]);
    const own = await benefit.run((db) => findOwnClaim(db, head, benefit.programId));
    expect(own).toMatchObject({ status: 'claimed', amountYen: 30_000 });
    await approve([own?.claimId ?? ''], 30_000);
    expect(await books()).toEqual([]);
  });

  it('fencing waits for claim numbers before it takes the audit chain, so that nobody waits in a circle', async () => {
    const claimId = await claim();
    await approve([claimId], 40_000);
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
    const entitlementId = household.portions[1]?.id ?? '';
    await Promise.all([applicant, fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })]);
    expect(await payoutOf(claimId)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('a claim is taken back with its payout, also out of a draft, but not out of a file that was released', async () => {
    const give = (claimId: string) =>
      cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
    const first = await claim();
    await approve([first], 40_000);
    await draft();
    await give(first);
    expect(await claimOf(first)).toMatchObject({ status: 'cancelled' });
    expect(await portionStatuses()).toEqual(Array(4).fill('open'));
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 100_000,
      reserved: 0,
    });
    const second = await claim();
    await approve([second], 40_000);
    await sendFile();
    await expect(give(second)).rejects.toMatchObject({ code: 'BENEFIT_PAYOUT_UNDER_WAY' });
    expect(await claimOf(second)).toMatchObject({ status: 'approved' });
    expect(await books()).toEqual([]);
  });
});

it('pays a fenced person beside a householder who was paid before', async () => {
  const claimId = await claim();
  await approve([claimId], 40_000);
  await settle(await sendFile());
  const entitlementId = household.portions[2]?.id ?? '';
  await expect(fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })).rejects.toMatchObject({
    code: 'BENEFIT_ALREADY_PAID',
  });
  const before = await benefit.run((db) => findOffer(db, benefit.deps, head, benefit.programId, benefit.clock.now()));
  const decision = { entitlementId, staffId: 'f' };
  const added = await addFencedPortion(benefit.deps, benefit.tenantId, decision);
  expect(await addFencedPortion(benefit.deps, benefit.tenantId, decision)).toBe(added);
  const { claimId: own } = await keyInClaim(benefit.deps, benefit.tenantId, {
    programId: benefit.programId,
    household: { householdId: household.householdId },
    fencedId: added,
    method: CODE_METHOD,
    accountKind: 'none',
    receivedAt: benefit.clock.now(),
    paperNumber: 'P-9',
    staffId: 'keyer',
  });
  await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId: own, staffId: 'confirmer' });
  await approve([own], 10_000);
  expect(await benefit.run((db) => findOffer(db, benefit.deps, head, benefit.programId, benefit.clock.now()))).toEqual(
    before,
  );
});

it('pays a person once whose portion was added beside one that then came back from the bank', async () => {
  const claimId = await claim();
  await approve([claimId], 40_000);
  const batchId = await sendFile();
  await settle(batchId);
  const entitlementId = household.portions[2]?.id ?? '';
  await addFencedPortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' });
  const items = [{ line: 1, reason: '口座解約' }];
  await recordReturns(benefit.payouts, benefit.tenantId, { batchId, items, staffId: 'recorder' });
  expect((await portionStatuses()).sort()).toEqual(['claimed', 'claimed', 'claimed', 'open', 'withdrawn']);
  await expect(fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 'f' })).rejects.toMatchObject({
    code: 'BENEFIT_STATUS_CONFLICT',
  });
  const own = await benefit.run((db) => findOwnClaim(db, head, benefit.programId));
  expect(own).toMatchObject({ status: 'returned', amountYen: 30_000 });
  await correct({ claimId: own?.claimId ?? '' });
  await approve([own?.claimId ?? ''], 30_000);
  expect(await books()).toEqual([]);
});

it('does not approve an application on a match that somebody has refused meanwhile', async () => {
  const claimId = await claim();
  const [match] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from benefit_match'));
  await benefit.run((db) => decideMatch(db, match?.id ?? '', 'reject', 'checker'));
  await expect(approve([claimId], 40_000)).rejects.toMatchObject({
    code: 'BENEFIT_MATCH_REFUSED',
    userMessage: expect.stringContaining('K26-00001'),
  });
  await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
  expect(await portionStatuses()).toEqual(Array(4).fill('open'));
});

it('tells the whole story of a household in one call', async () => {
  const claimId = await claim();
  await approve([claimId], 40_000);
  const batchId = await sendFile();
  await recordReturns(benefit.payouts, benefit.tenantId, {
    batchId,
    items: [{ line: 1, reason: '名義相違' }],
    staffId: 't',
  });
  await correct({ claimId });
  await approve([claimId], 40_000);
  const [, again] = await payoutOf(claimId);
  await submitPayout(benefit.payouts, benefit.tenantId, again?.id ?? '');
  await benefit.run(({ sql }) => sql(`update outbox_message set status = 'sent', line_request_id = 'req-1'`));

  const story = await benefit.run((db) => readEvidence(db, household.householdId));
  expect(story.portions).toHaveLength(4);
  expect(story.portions[0]).toMatchObject({
    isHead: true,
    ruleVersion: 1,
    listFileHash: 'a'.repeat(64),
    status: 'paid',
  });
  expect(story.matches).toMatchObject([{ reason: 'full', status: 'accepted', residentId: head }]);
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
