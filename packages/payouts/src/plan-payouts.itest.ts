import { uuidv7 } from '@tenohira/core';
import { defineInstantMethod } from '@tenohira/feature-kit';
import { createTestSecrets, createTestTenant, withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { cancelUnsentPayouts } from './cancel-unsent-payouts.ts';
import { createPayoutMethods } from './dependencies.ts';
import { fundProgram } from './ledger.ts';
import { readMethodSettings, saveMethodSettings } from './method-settings.ts';
import { type PlannedPayout, planPayouts } from './plan-payouts.ts';
import { submitPayout } from './submit-payouts.ts';
import { AMOUNT_YEN, createEngine, type Engine } from './test-engine.ts';
import { createTestClaim, createTestClaims, createTestProgram } from './testing/create-test-program.ts';
import { createScriptedMethod } from './testing/scripted-method.ts';

const database = withTestDatabase();

const { method } = createScriptedMethod({ key: 'practice' });
const practice = defineInstantMethod({ ...method, isPractice: true });
const real = createScriptedMethod().method;

async function claimed(engine: Engine, count: number): Promise<PlannedPayout[]> {
  const claims = await createTestClaims(database.db, engine.tenantId, engine.programId, count);
  return claims.map(({ claimId, amountYen }) => ({
    payoutId: uuidv7(),
    programId: engine.programId,
    claimId,
    method: 'scripted',
    amountYen,
    recipient: {},
  }));
}
const plan = (engine: Engine, payouts: readonly PlannedPayout[]) =>
  database.db.withTenant(engine.tenantId, (scope) => planPayouts(scope, engine.deps, payouts, 'staff:planner'));

describe('planning', () => {
  it('never reserves more than the budget, however many plan at once', async () => {
    const engine = await createEngine(database.db, { fundYen: 30 * AMOUNT_YEN });
    const payouts = await claimed(engine, 100);
    const results = await Promise.allSettled(payouts.map((payout) => plan(engine, [payout])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['PAYOUT_BUDGET_EXHAUSTED']));
    expect(await engine.balances()).toMatchObject({ budget: 0, reserved: 30 * AMOUNT_YEN });
    expect(await engine.books()).toEqual([]);
  });

  it('plans one payout of a claim that many approve at once', async () => {
    const engine = await createEngine(database.db);
    const [payout] = await claimed(engine, 1);
    const again = Array.from({ length: 20 }, () => ({ ...(payout as PlannedPayout), payoutId: uuidv7() })); // there is one
    const results = await Promise.allSettled(again.map((one) => plan(engine, [one])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'PAYOUT_ALREADY_PLANNED' });
    }
    expect(await engine.balances()).toMatchObject({ reserved: AMOUNT_YEN });
  });

  it('takes ten thousand in one go, and all of them or none', async () => {
    const engine = await createEngine(database.db, { fundYen: 10_000 * AMOUNT_YEN });
    const payouts = await claimed(engine, 10_000);
    const [first, ...rest] = payouts;
    await expect(plan(engine, [...rest, { ...(first as PlannedPayout), claimId: uuidv7() }])).rejects.toMatchObject({
      code: 'PAYOUT_CLAIM_MISMATCH',
    });
    expect(await engine.balances()).toMatchObject({ reserved: 0 });
    await plan(engine, payouts);
    expect(await engine.balances()).toMatchObject({ budget: 0, reserved: 10_000 * AMOUNT_YEN });
    expect(await engine.books()).toEqual([]);
  });

  it.each([
    ['a method that is not there', { method: 'cheque' }, 'PAYOUT_METHOD_UNKNOWN'],
    ['a practice method in a real program', { method: 'practice' }, 'PAYOUT_METHOD_PRACTICE'],
    ['a recipient without an account', { method: 'scripted-file' }, 'PAYOUT_RECIPIENT_INVALID'],
    ['an amount above the method’s', { amountYen: 2_000_000 }, 'PAYOUT_AMOUNT_INVALID'],
    ['a fraction of a yen', { amountYen: 0.5 }, 'PAYOUT_AMOUNT_INVALID'],
    ['another amount than the claim’s', { amountYen: 69_999 }, 'PAYOUT_CLAIM_MISMATCH'],
    ['another program', { programId: uuidv7() }, 'PAYOUT_PROGRAM_NOT_FOUND'],
    ['a claim that is not there', { claimId: uuidv7() }, 'PAYOUT_CLAIM_MISMATCH'],
    ['the place of a payout that is not there', { reissueOf: uuidv7() }, 'PAYOUT_REISSUE_INVALID'],
  ])('refuses %s, and nothing has changed', async (_title, change, code) => {
    const engine = await createEngine(database.db, { more: [practice] });
    const [payout] = await claimed(engine, 1);
    await expect(plan(engine, [{ ...(payout as PlannedPayout), ...change }])).rejects.toMatchObject({ code });
    expect(await engine.balances()).toMatchObject({ budget: 100 * AMOUNT_YEN, reserved: 0 });
  });

  it('pays nothing real while the city practises', async () => {
    const { tenantId } = await createTestTenant(database.db, { isPractice: true });
    const planIn = async (isPractice: boolean, key: string): Promise<void> => {
      const { programId } = await createTestProgram(database.db, tenantId, { fundYen: AMOUNT_YEN, isPractice });
      const claim = await createTestClaim(database.db, tenantId, programId, { method: key });
      const payout = { ...claim, payoutId: uuidv7(), programId, method: key, recipient: {} };
      const deps = { secrets: createTestSecrets(database.db), methods: createPayoutMethods([real, practice]) };
      await database.db.withTenant(tenantId, (scope) => planPayouts(scope, deps, [payout], 'system'));
    };
    await expect(planIn(false, 'scripted')).rejects.toMatchObject({ code: 'PAYOUT_CITY_PRACTICE' });
    await planIn(true, 'practice');
    await database.db.withTenant(tenantId, ({ sql }) => sql('update tenant set live_at = now()'));
    await planIn(false, 'scripted');
  });

  it('lets a payout stand in for a dead one of its claim only', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'reject' } });
    const [first, second] = await claimed(engine, 2);
    if (!first || !second) throw new Error('two were made');
    await plan(engine, [first]);
    const instead = { ...first, payoutId: uuidv7(), reissueOf: first.payoutId };
    await expect(plan(engine, [instead])).rejects.toMatchObject({ code: 'PAYOUT_REISSUE_INVALID' });
    await submitPayout(engine.deps, engine.tenantId, first.payoutId);
    await expect(plan(engine, [{ ...second, reissueOf: first.payoutId }])).rejects.toMatchObject({
      code: 'PAYOUT_REISSUE_INVALID',
    });
    await plan(engine, [instead]);
    expect(await engine.statuses([first, instead])).toEqual(['rejected', 'ready']);
    expect(await engine.books()).toEqual([]);
  });
});

describe('a budget', () => {
  it('grows, shrinks down to what is not reserved, and no further', async () => {
    const engine = await createEngine(database.db, { fundYen: 2 * AMOUNT_YEN });
    await engine.plan(1);
    const fund = (yen: number) =>
      database.db.withTenant(engine.tenantId, (scope) => fundProgram(scope, engine.programId, yen, 'staff:treasurer'));
    await fund(-AMOUNT_YEN);
    await expect(fund(-1)).rejects.toMatchObject({ code: 'PAYOUT_BUDGET_EXHAUSTED' });
    for (const yen of [0, 1.5, 1_000_000_000_001, -1_000_000_000_001, 2 ** 53 - 1])
      await expect(fund(yen)).rejects.toMatchObject({ code: 'PAYOUT_FUNDS_INVALID' });
    expect(await engine.balances()).toMatchObject({ appropriation: -AMOUNT_YEN, budget: 0, reserved: AMOUNT_YEN });
  });

  it('cannot be written past the ledger', async () => {
    const engine = await createEngine(database.db);
    const run = (text: string) => database.db.withTenant(engine.tenantId, ({ sql }) => sql(text));
    await expect(run(`update ledger_balance set balance_yen = 0 where account = 'budget'`)).rejects.toThrow();
    await expect(run('update ledger_entry set amount_yen = 1')).rejects.toThrow();
    await expect(run('delete from ledger_journal')).rejects.toThrow();
    await expect(run('delete from payout')).rejects.toThrow();
  });
});

describe('entries of the ledger', () => {
  it('balance within a journal that is there, of their program and of their city', async () => {
    const engine = await createEngine(database.db);
    const other = await createEngine(database.db);
    const journalOf = async ({ tenantId }: Engine) => {
      const rows = await database.db.withTenant(tenantId, ({ sql }) =>
        sql<{ id: string }>('select id from ledger_journal'),
      );
      return rows[0]?.id;
    };
    const post = (journalId: string | undefined, programId: string, budgetYen: number) =>
      database.db.withTenant(engine.tenantId, ({ sql }) =>
        sql(
          `insert into ledger_entry (journal_id, line, program_id, account, amount_yen)
           values ($1, 8, $2, 'budget', $3), ($1, 9, $2, 'appropriation', -1)`,
          [journalId, programId, budgetYen],
        ),
      );
    const own = await journalOf(engine);
    const homeless = { constraint: 'ledger_entry_journal' };
    await expect(post(uuidv7(), engine.programId, 1)).rejects.toMatchObject(homeless);
    await expect(post(own, uuidv7(), 1)).rejects.toMatchObject(homeless);
    await expect(post(await journalOf(other), other.programId, 1)).rejects.toMatchObject(homeless);
    await expect(post(own, engine.programId, 2)).rejects.toMatchObject({ constraint: 'ledger_journal_balances' });
    await post(own, engine.programId, 1);
  });
});

describe('stopping what has not left', () => {
  it('cancels what waits and gives the money back, and leaves what was submitted', async () => {
    const engine = await createEngine(database.db);
    const [waiting, gone] = await engine.plan(2);
    if (!waiting || !gone) throw new Error('two were planned');
    await submitPayout(engine.deps, engine.tenantId, gone.payoutId);
    const cancelled = await database.db.withTenant(engine.tenantId, (scope) =>
      cancelUnsentPayouts(scope, engine.deps, [waiting.claimId, gone.claimId], 'staff:boss'),
    );
    expect(cancelled).toEqual([waiting.payoutId]);
    expect(await engine.statuses([waiting, gone])).toEqual(['cancelled', 'settled']);
    expect(await engine.balances()).toMatchObject({ budget: 99 * AMOUNT_YEN, reserved: 0 });
    expect(await submitPayout(engine.deps, engine.tenantId, waiting.payoutId)).toMatchObject({ status: 'not-mine' });
    expect(await engine.books()).toEqual([]);
  });

  it('either cancels or submits, never both, when the two race', async () => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(30);
    const outcomes = await Promise.all(
      planned.map(async ({ payoutId, claimId }) => {
        const [cancelled, report] = await Promise.all([
          database.db.withTenant(engine.tenantId, (scope) =>
            cancelUnsentPayouts(scope, engine.deps, [claimId], 'system'),
          ),
          submitPayout(engine.deps, engine.tenantId, payoutId),
        ]);
        return [cancelled.length === 1, report.status === 'settled'];
      }),
    );
    for (const [cancelled, settled] of outcomes) expect(cancelled).toBe(!settled);
    expect(engine.provider.paidYen()).toBe(outcomes.filter(([, settled]) => settled).length * AMOUNT_YEN);
    expect(await engine.books()).toEqual([]);
  });

  it('does not cancel what a lost call may still pay', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'lose' } });
    const [payout] = await engine.plan(1);
    if (!payout) throw new Error('one was planned');
    for (let run = 0; run < 2; run += 1) await submitPayout(engine.deps, engine.tenantId, payout.payoutId);
    expect(await engine.statuses([payout])).toEqual(['ready']);
    const cancelled = await database.db.withTenant(engine.tenantId, (scope) =>
      cancelUnsentPayouts(scope, engine.deps, [payout.claimId], 'system'),
    );
    expect(cancelled).toEqual([]);
    expect(await engine.statuses([payout])).toEqual(['ready']);
  });
});

describe('settings of a method', () => {
  it('are kept encrypted and come back as they were parsed', async () => {
    const engine = await createEngine(database.db);
    await database.db.withTenant(engine.tenantId, async (scope) => {
      expect(await readMethodSettings(scope, engine.deps, 'scripted-file')).toEqual({ linesAFile: 999_999 });
      await saveMethodSettings(scope, engine.deps, 'scripted-file', { linesAFile: 2 }, 'staff:sato');
      expect(await readMethodSettings(scope, engine.deps, 'scripted-file')).toEqual({ linesAFile: 2 });
      await expect(
        saveMethodSettings(scope, engine.deps, 'scripted-file', { linesAFile: 0 }, 'staff:sato'),
      ).rejects.toMatchObject({ code: 'PAYOUT_SETTINGS_INVALID', details: { paths: ['linesAFile'] } });
      const [row] = await scope.sql<{ settings: Buffer }>('select settings from payout_method_setting');
      expect(row?.settings.includes('linesAFile')).toBe(false);
    });
  });
});
