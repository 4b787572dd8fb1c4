import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import { withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { listAttempts, listStuckPayouts, readSecret } from './codes.ts';
import { resolveUnknown } from './resolve-unknown.ts';
import { submitPayout, submitPayouts } from './submit-payouts.ts';
import { AMOUNT_YEN, createEngine, type Engine } from './test-engine.ts';
import type { ScriptOptions } from './testing/scripted-method.ts';
import { countUnknownPayouts } from './waiting-payouts.ts';

const database = withTestDatabase();

const idOf = ([first]: readonly { payoutId: string }[]): string => first?.payoutId ?? '';
const unreachable = (method: AnyPayoutMethod): AnyPayoutMethod =>
  method.mode === 'instant' ? { ...method, query: async () => ({ status: 'unknown', code: 'NO_ANSWER' }) } : method;
const attemptsOf = async (engine: Engine, id: string) =>
  (await database.db.withTenant(engine.tenantId, (scope) => listAttempts(scope, id))).map(
    ({ kind, outcome, errorCode }) => [kind, outcome, errorCode],
  );

describe('a payout that goes well', () => {
  it('is settled once, its money paid, its secret kept encrypted and every step written down', async () => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(1);
    const id = idOf(planned);
    expect(await engine.balances()).toMatchObject({ budget: 99 * AMOUNT_YEN, reserved: AMOUNT_YEN });
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toEqual({ payoutId: id, status: 'settled' });
    expect(await engine.balances()).toEqual({
      appropriation: -100 * AMOUNT_YEN,
      budget: 99 * AMOUNT_YEN,
      reserved: 0,
      'in-transit': 0,
      paid: AMOUNT_YEN,
    });
    expect(engine.changes.map(({ from, to }) => `${from}>${to}`)).toEqual(['ready>submitting', 'submitting>settled']);
    expect((await engine.audit()).map(({ action }) => action)).toEqual([
      'payout.program-funded',
      'payout.planned',
      'payout.submitting',
      'payout.settled',
    ]);
    const { secret } = await readSecret(engine.deps, engine.tenantId, id);
    expect(secret).toEqual({ values: [{ label: '番号', value: `code-${id}` }] });
    const [stored] = await database.db.withTenant(engine.tenantId, ({ sql }) =>
      sql<{ secret: Buffer }>('select secret from payout_code where payout_id = $1', [id]),
    );
    expect(stored?.secret.includes('code-')).toBe(false);
    expect(await engine.books()).toEqual([]);
  });

  it('is not submitted again, however often the job comes', async () => {
    const engine = await createEngine(database.db);
    const id = idOf(await engine.plan(1));
    const reports = [];
    for (let run = 0; run < 3; run += 1) reports.push(await submitPayout(engine.deps, engine.tenantId, id));
    expect(reports.map(({ status }) => status)).toEqual(['settled', 'not-mine', 'not-mine']);
    expect(engine.provider.countOf('submit')).toBe(1);
  });

  it('goes to the provider once when ten workers have its job at the same moment', async () => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(8);
    const ids = planned.map(({ payoutId }) => payoutId);
    const orders = Array.from({ length: 10 }, (_, index) => [...ids.slice(index % 8), ...ids.slice(0, index % 8)]);
    await Promise.all(orders.map((order) => submitPayouts(engine.deps, engine.tenantId, order)));
    expect(engine.provider.countOf('submit')).toBe(8);
    expect(new Set(await engine.statuses(planned))).toEqual(new Set(['settled']));
    expect(await engine.books()).toEqual([]);
  });

  it('is nobody else’s: another tenant cannot submit it', async () => {
    const [mine, other] = [await createEngine(database.db), await createEngine(database.db)];
    const id = idOf(await mine.plan(1));
    expect(await submitPayout(other.deps, other.tenantId, id)).toEqual({ payoutId: id, status: 'not-mine' });
    expect(mine.provider.calls).toEqual([]);
  });
});

describe('an answer of the provider', () => {
  it('"accepted" waits in transit until the provider knows more', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'accept' } });
    const id = idOf(await engine.plan(1));
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'submitted' });
    expect(await engine.balances()).toMatchObject({ 'in-transit': AMOUNT_YEN, paid: 0 });
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'settled' });
    expect(await engine.balances()).toMatchObject({ 'in-transit': 0, paid: AMOUNT_YEN });
    expect(await engine.books()).toEqual([]);
  });

  it('"rejected" gives the money back and says the provider’s code', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'reject' } });
    const id = idOf(await engine.plan(1));
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({
      status: 'rejected',
      errorCode: 'NO_SUCH_RECIPIENT',
    });
    expect(await engine.balances()).toMatchObject({ budget: 100 * AMOUNT_YEN, 'in-transit': 0 });
    expect(engine.changes.at(-1)).toMatchObject({ to: 'rejected', reason: 'NO_SUCH_RECIPIENT' });
    expect(await engine.books()).toEqual([]);
  });

  it('"later" brings the money back to the reserve, waits, and is reported after many times', async () => {
    const engine = await createEngine(database.db, {
      script: { submit: (_key, nth) => (nth < 4 ? 'retry' : 'settle') },
    });
    engine.deps.timing = { ...engine.deps.timing, personAfter: 3 };
    const id = idOf(await engine.plan(1));
    const reports = [];
    for (let run = 0; run < 4; run += 1) reports.push(await submitPayout(engine.deps, engine.tenantId, id));
    expect(reports).toEqual([
      { payoutId: id, status: 'ready', errorCode: 'BUSY' },
      { payoutId: id, status: 'ready', errorCode: 'BUSY' },
      { payoutId: id, status: 'ready', errorCode: 'BUSY', needsPerson: true },
      { payoutId: id, status: 'settled' },
    ]);
    expect(await engine.books()).toEqual([]);
  });

  it('waits longer from time to time', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'retry' } });
    engine.deps.timing = { ...engine.deps.timing, backOffMs: [60_000] };
    const id = idOf(await engine.plan(1));
    await submitPayout(engine.deps, engine.tenantId, id);
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'not-mine' });
    expect(engine.provider.countOf('submit')).toBe(1);
  });

  it.each([
    ['a time-out after the payment', 'hang', 'TIMEOUT'],
    ['a connection that breaks after the payment', 'pay-and-throw', 'METHOD_THREW'],
    ['an answer that makes no sense', 'nonsense', 'ANSWER_INVALID'],
    ['no answer', 'pay-in-silence', 'NO_ANSWER'],
  ] as const)(
    'that is missing (%s) is unknown, never rejected, and is asked for under the same key',
    async (_title, behaviour, code) => {
      const engine = await createEngine(database.db, {
        script: { submit: (_key, nth) => (nth === 1 ? behaviour : 'settle') },
      });
      const id = idOf(await engine.plan(1));
      expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({
        status: 'unknown',
        errorCode: code,
      });
      expect(await engine.balances()).toMatchObject({ 'in-transit': AMOUNT_YEN });
      for (let run = 0; run < 3; run += 1) await submitPayout(engine.deps, engine.tenantId, id);
      expect(await engine.statuses([{ payoutId: id }])).toEqual(['settled']);
      expect(engine.provider.paidYen()).toBe(AMOUNT_YEN);
      expect(new Set(engine.provider.calls.map(({ key }) => key))).toEqual(new Set([id]));
      expect(await engine.books()).toEqual([]);
    },
  );

  it('"never heard of it" makes an unknown one ready, and it is submitted under the same key', async () => {
    const engine = await createEngine(database.db, {
      script: { submit: (_key, nth) => (nth === 1 ? 'lose' : 'settle') },
    });
    const id = idOf(await engine.plan(1));
    for (let run = 0; run < 3; run += 1) await submitPayout(engine.deps, engine.tenantId, id);
    expect(await attemptsOf(engine, id)).toEqual([
      ['submit', 'unknown', 'NO_ANSWER'],
      ['query', 'absent', null],
      ['submit', 'settled', null],
    ]);
    expect(await engine.books()).toEqual([]);
  });

  it('"never heard of it" about what it had accepted is for a person', async () => {
    const engine = await createEngine(database.db, { script: { submit: () => 'accept' } });
    const id = idOf(await engine.plan(1));
    await submitPayout(engine.deps, engine.tenantId, id);
    engine.provider.accounts.clear();
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({
      status: 'unknown',
      errorCode: 'ABSENT_AFTER_ACCEPTED',
    });
    for (let run = 0; run < 3; run += 1) await submitPayout(engine.deps, engine.tenantId, id);
    expect(await engine.statuses([{ payoutId: id }])).toEqual(['unknown']);
    expect(engine.provider.countOf('submit')).toBe(1);
  });
});

describe('a provider that accepts and then never answers again', () => {
  const MUTE: ScriptOptions = { submit: () => 'accept', query: () => 'silence' };

  it('leaves the payout unknown after some questions, on the list, for a named person to decide', async () => {
    const engine = await createEngine(database.db, { script: MUTE });
    engine.deps.timing = { ...engine.deps.timing, personAfter: 3 };
    const id = idOf(await engine.plan(1));
    const reports = [];
    for (let run = 0; run < 5; run += 1) reports.push(await submitPayout(engine.deps, engine.tenantId, id));
    expect(reports.map(({ status, needsPerson = false }) => [status, needsPerson])).toEqual([
      ['submitted', false],
      ['submitted', false],
      ['submitted', true],
      ['unknown', true],
      ['unknown', true],
    ]);
    expect(engine.changes.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'ready>submitting',
      'submitting>submitted',
      'submitted>unknown',
    ]);
    expect(await engine.balances()).toMatchObject({ 'in-transit': AMOUNT_YEN });
    const list = await database.db.withTenant(engine.tenantId, (scope) => listStuckPayouts(scope));
    expect(list).toMatchObject([{ payoutId: id, status: 'unknown', errorCode: 'NO_ANSWER' }]);
    await resolveUnknown(engine.deps, engine.tenantId, {
      payoutId: id,
      outcome: 'settled',
      evidence: '提供会社の管理画面で、支払済みを確認しました。',
      staffId: 'sato',
    });
    expect(await engine.statuses([{ payoutId: id }])).toEqual(['settled']);
    expect(engine.provider.countOf('submit')).toBe(1);
    expect(await engine.books()).toEqual([]);
  });

  it('is believed again when it speaks: what it has in hand is accepted once more, and counted from there', async () => {
    const engine = await createEngine(database.db, {
      script: { submit: () => 'accept', query: (_key, nth) => (nth === 3 ? 'tell-in-hand' : 'silence') },
    });
    engine.deps.timing = { ...engine.deps.timing, personAfter: 2 };
    const id = idOf(await engine.plan(1));
    const statuses = [];
    for (let run = 0; run < 6; run += 1) statuses.push((await submitPayout(engine.deps, engine.tenantId, id)).status);
    expect(statuses).toEqual(['submitted', 'submitted', 'unknown', 'submitted', 'submitted', 'unknown']);
    expect(await engine.books()).toEqual([]);
  });

  it('does not take from the resident what it had issued', async () => {
    const engine = await createEngine(database.db, { script: { ...MUTE, issuesOnAccepting: true } });
    engine.deps.timing = { ...engine.deps.timing, personAfter: 1 };
    const id = idOf(await engine.plan(1));
    for (let run = 0; run < 2; run += 1) await submitPayout(engine.deps, engine.tenantId, id);
    expect(await engine.statuses([{ payoutId: id }])).toEqual(['unknown']);
    const { secret } = await readSecret(engine.deps, engine.tenantId, id);
    expect(secret.values).toEqual([{ label: '番号', value: `code-${id}` }]);
  });
});

describe('a payout whose outcome nobody knows', () => {
  async function stuck(): Promise<{ engine: Engine; id: string }> {
    const engine = await createEngine(database.db, {
      script: { submit: () => 'pay-in-silence', query: () => 'silence' },
    });
    const id = idOf(await engine.plan(1));
    for (let run = 0; run < 5; run += 1) await submitPayout(engine.deps, engine.tenantId, id);
    return { engine, id };
  }
  const EVIDENCE = '発行管理画面で11月24日に発行済みを確認、照会番号 A-1';

  it('stays so, however much time passes, and is on the list of those to look at', async () => {
    const { engine, id } = await stuck();
    for (let run = 0; run < 5; run += 1) {
      await engine.letTimePass();
      expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'unknown' });
    }
    expect(engine.provider.countOf('submit')).toBe(1);
    const list = await database.db.withTenant(engine.tenantId, (scope) => listStuckPayouts(scope));
    expect(list).toMatchObject([{ payoutId: id, status: 'unknown' }]);
    expect(await database.db.withTenant(engine.tenantId, countUnknownPayouts)).toEqual([
      { programId: engine.programId, count: 1, totalYen: AMOUNT_YEN },
    ]);
  });

  it.each(['settled', 'rejected'] as const)('is %s by a named person with evidence', async (outcome) => {
    const { engine, id } = await stuck();
    await resolveUnknown(engine.deps, engine.tenantId, { payoutId: id, outcome, evidence: EVIDENCE, staffId: 'sato' });
    expect(await engine.statuses([{ payoutId: id }])).toEqual([outcome]);
    expect((await engine.audit()).at(-1)).toMatchObject({ action: `payout.${outcome}`, actor: 'staff:sato' });
    expect((await attemptsOf(engine, id)).at(-1)).toEqual(['evidence', outcome, null]);
    expect(await engine.balances()).toMatchObject({ 'in-transit': 0, paid: outcome === 'settled' ? AMOUNT_YEN : 0 });
    expect(await engine.books()).toEqual([]);
    await expect(
      resolveUnknown(engine.deps, engine.tenantId, { payoutId: id, outcome, evidence: EVIDENCE, staffId: 'sato' }),
    ).rejects.toMatchObject({ code: 'PAYOUT_NOT_UNKNOWN' });
  });

  it('is not decided without saying what was seen, nor with a My Number in it', async () => {
    const { engine, id } = await stuck();
    for (const evidence of ['見た', 'あ'.repeat(501), '番号 123456789018 の人について画面で確認']) {
      await expect(
        resolveUnknown(engine.deps, engine.tenantId, { payoutId: id, outcome: 'settled', evidence, staffId: 'sato' }),
      ).rejects.toMatchObject({ code: 'PAYOUT_EVIDENCE_MISSING' });
    }
    await expect(
      resolveUnknown(engine.deps, engine.tenantId, {
        payoutId: uuidv7(),
        outcome: 'settled',
        evidence: EVIDENCE,
        staffId: 'sato',
      }),
    ).rejects.toMatchObject({ code: 'PAYOUT_NOT_FOUND' });
    expect(await engine.statuses([{ payoutId: id }])).toEqual(['unknown']);
  });
});

describe('a worker that is stopped for longer than its lease', () => {
  it('writes nothing when it comes back, after another found out what became of the payout', async () => {
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    let frozen = false;
    const engine = await createEngine(database.db, {
      script: {
        submit: () => 'reject',
        beforeAnswer: async ({ kind }) => {
          if (kind !== 'submit' || frozen) return;
          frozen = true;
          arrived.resolve();
          await gate.promise;
        },
      },
    });
    engine.deps.timing = { ...engine.deps.timing, callMs: 60_000, leaseMs: 120_000 };
    const id = idOf(await engine.plan(1));
    const zombie = submitPayout(engine.deps, engine.tenantId, id);
    await arrived.promise;
    // The provider finds it was paid after all: only then could a late "rejected" do harm.
    engine.provider.accounts.set(id, { state: 'paid', amountYen: AMOUNT_YEN });
    await engine.letTimePass();
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'settled' });
    const before = [await attemptsOf(engine, id), await engine.audit(), await engine.balances()];
    gate.resolve();
    expect(await zombie).toEqual({ payoutId: id, status: 'not-mine' });
    expect([await attemptsOf(engine, id), await engine.audit(), await engine.balances()]).toEqual(before);
    expect(before[0]).toEqual([
      ['submit', 'unknown', 'WORKER_LOST'],
      ['query', 'settled', null],
    ]);
    expect(engine.changes.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'ready>submitting',
      'submitting>unknown',
      'unknown>settled',
    ]);
    expect(await engine.books()).toEqual([]);
  });
});

describe('a worker that wakes after its lease', () => {
  it('makes no call: what a person has decided meanwhile stays true', async () => {
    const asleep = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    let sleptMs = 0;
    const engine = await createEngine(database.db);
    engine.deps.startStopwatch = () => () => sleptMs;
    const id = idOf(await engine.plan(1));
    const db: Database = {
      ...engine.deps.db,
      withTenant: async (tenantId, work) => {
        const begun = await engine.deps.db.withTenant(tenantId, work);
        stopped.resolve();
        await asleep.promise;
        return begun;
      },
    };
    const zombie = submitPayout({ ...engine.deps, db }, engine.tenantId, id);
    await stopped.promise;
    await engine.letTimePass();
    engine.deps.methods = new Map([...engine.deps.methods].map(([key, method]) => [key, unreachable(method)]));
    expect(await submitPayout(engine.deps, engine.tenantId, id)).toMatchObject({ status: 'unknown' });
    const evidence = '提供会社に電話で、注文がないことを確認しました。';
    await resolveUnknown(engine.deps, engine.tenantId, {
      payoutId: id,
      outcome: 'rejected',
      evidence,
      staffId: 'sato',
    });
    sleptMs = 3 * 60 * 60_000;
    asleep.resolve();
    expect(await zombie).toEqual({ payoutId: id, status: 'not-mine' });
    expect(engine.provider.calls).toEqual([]);
    expect(await engine.statuses([{ payoutId: id }])).toEqual(['rejected']);
    expect(await engine.books()).toEqual([]);
  });
});

describe('a group', () => {
  it('is written together, without waiting for the slow', async () => {
    const slow = Promise.withResolvers<void>();
    const engine = await createEngine(database.db, {
      script: { beforeAnswer: ({ key }) => (key === slowKey ? slow.promise : Promise.resolve()) },
    });
    engine.deps.timing = { ...engine.deps.timing, callMs: 60_000, leaseMs: 120_000 };
    const planned = await engine.plan(10);
    const slowKey = planned[3]?.payoutId;
    const running = submitPayouts(
      engine.deps,
      engine.tenantId,
      planned.map(({ payoutId }) => payoutId),
    );
    await expect
      .poll(async () => (await engine.statuses(planned)).filter((status) => status === 'settled').length)
      .toBe(9);
    expect(await engine.statuses([{ payoutId: slowKey ?? '' }])).toEqual(['submitting']);
    slow.resolve();
    expect((await running).every(({ status }) => status === 'settled')).toBe(true);
    expect(await engine.books()).toEqual([]);
  });

  it('is not held up by one whose provider call always throws', async () => {
    const engine = await createEngine(database.db, {
      script: {
        submit: (key) => (key === poison ? 'throw' : 'settle'),
        query: (key) => (key === poison ? 'throw' : 'tell'),
      },
    });
    const planned = await engine.plan(5);
    const poison = planned[2]?.payoutId;
    for (let run = 0; run < 4; run += 1) {
      await submitPayouts(
        engine.deps,
        engine.tenantId,
        planned.map(({ payoutId }) => payoutId),
      );
    }
    expect(await engine.statuses(planned)).toEqual(['settled', 'settled', 'unknown', 'settled', 'settled']);
    expect(await engine.books()).toEqual([]);
  });

  it('loses only the one whose outcome cannot be written, and that one is asked about later', async () => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(5);
    const poison = planned[2]?.payoutId;
    let isBroken = true;
    engine.deps.onChange = async (_db, { payoutId, to }) => {
      if (isBroken && payoutId === poison && to === 'settled') throw new Error('a defect of whoever follows');
    };
    const ids = planned.map(({ payoutId }) => payoutId);
    await expect(submitPayouts(engine.deps, engine.tenantId, ids)).rejects.toThrow('a defect');
    expect(await engine.statuses(planned)).toEqual(['settled', 'settled', 'submitting', 'settled', 'settled']);
    isBroken = false;
    await engine.letTimePass();
    await submitPayouts(engine.deps, engine.tenantId, ids);
    expect(await engine.statuses(planned)).toEqual(Array(5).fill('settled'));
    expect(engine.provider.countOf('submit', poison)).toBe(1);
    expect(await engine.books()).toEqual([]);
  });

  it('leaves alone what cannot be begun', async () => {
    const engine = await createEngine(database.db, { script: { endpoints: ['E_MONEY_URL'] } });
    const planned = await engine.plan(2);
    await submitPayouts(
      engine.deps,
      engine.tenantId,
      planned.map(({ payoutId }) => payoutId),
    );
    expect(engine.provider.calls).toEqual([]);
    expect(await engine.statuses(planned)).toEqual(['ready', 'ready']);
    engine.deps.endpoints = { E_MONEY_URL: 'http://127.0.0.1:1' };
    await engine.letTimePass();
    await submitPayouts(
      engine.deps,
      engine.tenantId,
      planned.map(({ payoutId }) => payoutId),
    );
    expect(await engine.statuses(planned)).toEqual(['settled', 'settled']);
  });

  it('does not call the provider when the recipient cannot be opened', async () => {
    const engine = await createEngine(database.db);
    const planned = await engine.plan(2);
    const strange = await createEngine(database.db);
    const opened = await strange.deps.secrets.opened(strange.tenantId);
    engine.deps.secrets = { ...engine.deps.secrets, opened: async () => opened };
    const reports = await submitPayouts(
      engine.deps,
      engine.tenantId,
      planned.map(({ payoutId }) => payoutId),
    );
    expect(reports.map(({ status, errorCode }) => [status, errorCode])).toEqual(
      Array(2).fill(['ready', 'RECIPIENT_UNREADABLE']),
    );
    expect(engine.provider.calls).toEqual([]);
    expect(await engine.books()).toEqual([]);
  });
});
