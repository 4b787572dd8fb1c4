import { readBalances } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { decideMatch } from '../matching/decide-match.ts';
import { createTestApplicant, type TestApplicant } from '../testing/test-applicant.ts';
import { CODE_METHOD, createTestBenefit, TRANSFER_METHOD, testAccount } from '../testing/test-benefit.ts';
import { approveClaims, fillInAccount, listClaimsToApprove } from './approve-claims.ts';
import { cancelClaim, confirmKeyedClaim, keyInClaim } from './key-in-claim.ts';

const database = withTestDatabase();
let benefit: TestApplicant;
beforeEach(async () => {
  benefit = await createTestApplicant(database.db);
});

describe('approving', () => {
  it('plans one payout a claim, reserves the money, and is done by the totals that were shown', async () => {
    const other = await benefit.addHousehold([{ account: testAccount('7654321') }]);
    const claims = [await benefit.claim(), await benefit.claim({ residentId: await benefit.register(other) })];
    const shown = await benefit.run((db) => listClaimsToApprove(db, benefit.programId));
    expect(shown).toMatchObject({ count: 2, totalYen: 50_000 });
    await benefit.approve(claims, 50_000);
    expect(await benefit.claimOf(claims[0] ?? '')).toMatchObject({ status: 'approved' });
    expect(await benefit.payoutsOf(claims[0] ?? '')).toMatchObject([
      { status: 'ready', method: TRANSFER_METHOD, reissueOf: null },
    ]);
    expect(await benefit.portionStatuses()).toEqual(Array(4).fill('approved'));
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      budget: 50_000,
      reserved: 50_000,
    });
    expect(await benefit.books()).toEqual([]);
  });

  it.each([
    ['another total', 39_999, 1, 'BENEFIT_TOTALS_CHANGED'],
    ['another count', 40_000, 2, 'BENEFIT_TOTALS_CHANGED'],
  ])('refuses %s than the approver saw', async (_title, totalYen, count, code) => {
    const claimId = await benefit.claim();
    await expect(benefit.approve([claimId], totalYen, 'approver', count)).rejects.toMatchObject({ code });
    expect(await benefit.claimOf(claimId)).toMatchObject({ status: 'claimed' });
    expect(await benefit.payoutsOf(claimId)).toEqual([]);
  });

  it('pays once, however often and from however many windows it is pressed', async () => {
    const claimId = await benefit.claim();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => benefit.approve([claimId, claimId], 40_000, `approver-${index % 2}`, 1)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await benefit.payoutsOf(claimId)).toHaveLength(1);
    expect(await benefit.books()).toEqual([]);
  });

  it('is all or nothing when the budget does not cover it', async () => {
    const rich = await benefit.addHousehold([{ amountYen: 90_000, account: testAccount() }]);
    const claims = [await benefit.claim(), await benefit.claim({ residentId: await benefit.register(rich) })];
    await expect(benefit.approve(claims, 130_000)).rejects.toMatchObject({ code: 'PAYOUT_BUDGET_EXHAUSTED' });
    expect(await benefit.claimOf(claims[0] ?? '')).toMatchObject({ status: 'claimed' });
    await benefit.approve(claims.slice(0, 1), 40_000);
  });

  it('is not for those who keyed in, confirmed, or filled in the account', async () => {
    const { claimId } = await keyInClaim(benefit.deps, benefit.tenantId, {
      programId: benefit.programId,
      household: { householdId: benefit.household.householdId },
      method: TRANSFER_METHOD,
      accountKind: 'public',
      receivedAt: benefit.clock.now(),
      paperNumber: 'P-1',
      staffId: 'keyer',
    });
    await expect(benefit.approve([claimId], 40_000)).rejects.toMatchObject({ code: 'BENEFIT_STATUS_CONFLICT' });
    await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'confirmer' });
    await expect(benefit.approve([claimId], 40_000)).rejects.toMatchObject({
      code: 'BENEFIT_ACCOUNT_MISSING',
      userMessage: expect.stringContaining('K26-00001'),
    });
    await fillInAccount(benefit.deps, benefit.tenantId, { claimId, account: testAccount(), staffId: 'filler' });
    for (const staffId of ['keyer', 'confirmer', 'filler']) {
      await expect(benefit.approve([claimId], 40_000, staffId)).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
    }
    await benefit.approve([claimId], 40_000);
  });

  it('is not for an account that was exchanged after the approver had looked', async () => {
    const claimId = await benefit.claim({ accountKind: 'public' });
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

it('does not approve an application on a match that somebody has refused meanwhile', async () => {
  const claimId = await benefit.claim();
  const [match] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from benefit_match'));
  await benefit.run((db) => decideMatch(db, match?.id ?? '', 'reject', 'checker'));
  await expect(benefit.approve([claimId], 40_000)).rejects.toMatchObject({
    code: 'BENEFIT_MATCH_REFUSED',
    userMessage: expect.stringContaining('K26-00001'),
  });
  await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
  expect(await benefit.portionStatuses()).toEqual(Array(4).fill('open'));
});
