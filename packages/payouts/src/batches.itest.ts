import { createHash } from 'node:crypto';
import { appendAudit } from '@tenohira/audit';
import { addDays, createFixedClock, uuidv7 } from '@tenohira/core';
import { withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { type BatchSummary, batchSlip } from './batches.ts';
import { cancelUnsentPayouts } from './cancel-unsent-payouts.ts';
import { saveMethodSettings } from './method-settings.ts';
import { planPayouts } from './plan-payouts.ts';
import { preflightBatch, prepareBatch, problemKey } from './prepare-batch.ts';
import { type ReturnsNotice, recordReturns } from './record-returns.ts';
import { cancelBatch, handOutBatch, releaseBatch, settleBatch } from './release-batch.ts';
import { submitPayout } from './submit-payouts.ts';
import { AMOUNT_YEN, createEngine, type Engine } from './test-engine.ts';
import { listBatchesToRelease } from './waiting-payouts.ts';

const database = withTestDatabase();

const TODAY = '2026-11-24';
const PAY_ON = '2026-12-01';
const [PREPARER, RELEASER, THIRD] = ['sato', 'suzuki', 'takahashi'];

async function withPlanned(count: number, recipient: unknown = { account: '1234567' }) {
  const engine = await createEngine(database.db, { today: TODAY });
  const accounts = await engine.plan(count, { method: 'scripted-file', recipient });
  // In the order of the file.
  const planned = accounts.toSorted((one, other) => (one.payoutId < other.payoutId ? -1 : 1));
  const prepare = (change: Partial<Parameters<typeof prepareBatch>[2]> = {}) =>
    prepareBatch(engine.deps, engine.tenantId, {
      programId: engine.programId,
      payOn: PAY_ON,
      staffId: PREPARER,
      ...change,
    });
  return { engine, planned, prepare };
}

async function released(count: number) {
  const prepared = await withPlanned(count);
  const [batch] = await prepared.prepare();
  if (!batch) throw new Error('one file was prepared');
  await releaseBatch(prepared.engine.deps, prepared.engine.tenantId, batch.batchId, RELEASER);
  return { ...prepared, batch };
}

const at = (engine: Engine, day: string) => ({ ...engine.deps, clock: createFixedClock(`${day}T10:00:00+09:00`) });

describe('preparing a file', () => {
  it('takes all that waits, writes the same bytes each time, and moves no money', async () => {
    const { engine, planned, prepare } = await withPlanned(3);
    const [batch] = await prepare();
    expect(batch).toMatchObject({ status: 'draft', count: 3, totalYen: 3 * AMOUNT_YEN, preparedBy: PREPARER });
    expect(await engine.statuses(planned)).toEqual(['batched', 'batched', 'batched']);
    expect(await engine.balances()).toMatchObject({ reserved: 3 * AMOUNT_YEN, 'in-transit': 0 });
    await expect(prepare()).rejects.toMatchObject({ code: 'PAYOUT_NOTHING_READY' });
    await cancelBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', RELEASER);
    expect(await engine.statuses(planned)).toEqual(['ready', 'ready', 'ready']);
    const [again] = await prepare();
    expect(again?.fileHash).toBe(batch?.fileHash);
    expect(await engine.books()).toEqual([]);
  });

  it('waits for somebody else to release it', async () => {
    const { engine, prepare } = await withPlanned(2);
    const [batch] = await prepare();
    const waiting = (staffId: string) =>
      database.db.readTenant(engine.tenantId, (db) => listBatchesToRelease(db, staffId));
    expect(await waiting(PREPARER)).toEqual([]);
    expect(await waiting(RELEASER)).toEqual([
      { batchId: batch?.batchId, programId: engine.programId, payOn: PAY_ON, count: 2, totalYen: 2 * AMOUNT_YEN },
    ]);
    await releaseBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', RELEASER);
    expect(await waiting(THIRD)).toEqual([]);
  });

  it('keeps the file encrypted', async () => {
    const { engine, prepare } = await withPlanned(1);
    await prepare();
    const [row] = await database.db.withTenant(engine.tenantId, ({ sql }) =>
      sql<{ file: Buffer }>('select file from payout_batch'),
    );
    expect(row?.file.includes('1234567')).toBe(false);
  });

  it('marks as changed what came back from a file, and not what came back as a code', async () => {
    const { engine, planned, prepare, batch } = await released(1);
    const items = [{ line: 1, reason: '口座該当なし' }];
    await recordReturns(engine.deps, engine.tenantId, { batchId: batch.batchId, items, staffId: THIRD });
    const [rejected] = await engine.plan(1);
    engine.provider.accounts.set(rejected?.payoutId ?? '', { state: 'rejected', amountYen: AMOUNT_YEN });
    await submitPayout(engine.deps, engine.tenantId, rejected?.payoutId ?? '');
    const again = [planned[0], rejected].map((dead, index) => ({
      ...{ payoutId: uuidv7(), programId: engine.programId, claimId: dead?.claimId ?? '', amountYen: AMOUNT_YEN },
      ...{ method: 'scripted-file', recipient: { account: `account-${index}` }, reissueOf: dead?.payoutId ?? '' },
    }));
    await database.db.withTenant(engine.tenantId, (scope) => planPayouts(scope, engine.deps, again, 'staff:sato'));
    const [second] = await prepare();
    await releaseBatch(engine.deps, engine.tenantId, second?.batchId ?? '', RELEASER);
    const { bytes } = await handOutBatch(engine.deps, engine.tenantId, second?.batchId ?? '', RELEASER);
    const [, ...lines] = Buffer.from(bytes).toString().trim().split('\r\n');
    expect(lines.sort()).toEqual([`account-0,${AMOUNT_YEN},2`, `account-1,${AMOUNT_YEN},0`]);
  });

  it('splits where the method splits', async () => {
    const { engine, planned, prepare } = await withPlanned(5, (index: number) => ({ account: String(index) }));
    await database.db.withTenant(engine.tenantId, (scope) =>
      saveMethodSettings(scope, engine.deps, 'scripted-file', { linesAFile: 2 }, 'staff:sato'),
    );
    const leaveOut = planned.slice(0, 1).map(({ payoutId }) => payoutId);
    expect((await prepare({ leaveOut })).map(({ count }) => count)).toEqual([2, 2]);
    expect(await engine.statuses(planned)).toEqual(['ready', 'batched', 'batched', 'batched', 'batched']);
    expect(await engine.books()).toEqual([]);
  });

  it('stops at an error, and asks to confirm a warning', async () => {
    const failing = await withPlanned(1, { account: '1', flaw: 'error' });
    await expect(failing.prepare()).rejects.toMatchObject({ code: 'PAYOUT_PREFLIGHT_FAILED', details: { count: 1 } });
    expect(await failing.engine.statuses(failing.planned)).toEqual(['ready']);
    const warned = await withPlanned(2, { account: '1', flaw: 'warning' });
    const { problems, count } = await preflightBatch(warned.engine.deps, warned.engine.tenantId, {
      programId: warned.engine.programId,
      payOn: PAY_ON,
    });
    expect([count, problems.length]).toEqual([2, 2]);
    const keys = problems.map(problemKey);
    await expect(warned.prepare({ confirmedWarnings: keys.slice(1) })).rejects.toMatchObject({
      code: 'PAYOUT_WARNINGS_UNCONFIRMED',
    });
    expect(await warned.prepare({ confirmedWarnings: keys })).toHaveLength(1);
  });

  it('puts each payout into one file when two prepare at once', async () => {
    const { engine, prepare } = await withPlanned(4);
    const results = await Promise.allSettled([prepare(), prepare({ staffId: THIRD })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await engine.books()).toEqual([]);
  });

  it('refuses a file whose bytes have left before', async () => {
    const { engine, prepare } = await released(1);
    await engine.plan(1, { method: 'scripted-file', recipient: { account: '1234567' } });
    await expect(prepare()).rejects.toMatchObject({ code: 'PAYOUT_FILE_REPEATED' });
    expect(await engine.books()).toEqual([]);
  });

  it('gives a draft up when one of its claims is stopped', async () => {
    const { engine, planned, prepare } = await withPlanned(3);
    const [batch] = await prepare();
    const cancelled = await database.db.withTenant(engine.tenantId, (scope) =>
      cancelUnsentPayouts(scope, engine.deps, [planned[1]?.claimId ?? ''], 'staff:sato'),
    );
    expect(cancelled).toEqual([planned[1]?.payoutId]);
    expect(await engine.statuses(planned)).toEqual(['ready', 'cancelled', 'ready']);
    await expect(releaseBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', RELEASER)).rejects.toMatchObject({
      code: 'PAYOUT_BATCH_STATUS',
    });
    expect(await engine.books()).toEqual([]);
  });

  it('waits for the money of others before it takes the audit chain, so that nobody waits in a circle', async () => {
    const { engine, planned, prepare } = await withPlanned(2);
    await prepare();
    const tenant = <Result>(work: Parameters<typeof database.db.withTenant<Result>>[1]) =>
      database.db.withTenant(engine.tenantId, work);
    const money = Promise.withResolvers<void>();
    const writer = tenant(async (scope) => {
      await scope.sql('select 1 from ledger_balance where program_id = $1 order by account for update', [
        engine.programId,
      ]);
      money.resolve();
      for (let waiting = 0; waiting === 0; ) {
        const [row] = await scope.sql<{ count: number }>(
          'select count(*)::int as count from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))',
        );
        waiting = row?.count ?? 0;
      }
      await appendAudit(scope, [{ actor: 'system', action: 'test.written', subject: 'test:1' }]);
    });
    await money.promise;
    const stopping = tenant((scope) =>
      cancelUnsentPayouts(scope, engine.deps, [planned[0]?.claimId ?? ''], 'staff:sato'),
    );
    await expect(Promise.all([writer, stopping])).resolves.toBeDefined();
    expect(await engine.books()).toEqual([]);
  });
});

describe('releasing a file', () => {
  it('takes another person, once, before its day', async () => {
    const { engine, planned, prepare } = await withPlanned(2);
    const [batch] = await prepare();
    const release = (staffId: string, deps = engine.deps) =>
      releaseBatch(deps, engine.tenantId, batch?.batchId ?? '', staffId);
    await expect(release(PREPARER)).rejects.toMatchObject({ code: 'PAYOUT_SECOND_PERSON' });
    await expect(release(RELEASER, at(engine, addDays(PAY_ON, 1)))).rejects.toMatchObject({
      code: 'PAYOUT_PAY_DATE_PASSED',
    });
    const results = await Promise.allSettled([release(RELEASER), release(THIRD), release(RELEASER)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await engine.statuses(planned)).toEqual(['submitted', 'submitted']);
    expect(await engine.balances()).toMatchObject({ reserved: 0, 'in-transit': 2 * AMOUNT_YEN });
    await expect(cancelBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', PREPARER)).rejects.toMatchObject({
      code: 'PAYOUT_BATCH_STATUS',
    });
    expect(await engine.books()).toEqual([]);
  });

  it('is refused when the bank would get it too late, though it was prepared in time', async () => {
    const { engine, planned, prepare } = await withPlanned(2);
    const [batch] = await prepare();
    const release = (day: string) => releaseBatch(at(engine, day), engine.tenantId, batch?.batchId ?? '', RELEASER);
    await expect(release(PAY_ON)).rejects.toMatchObject({
      code: 'PAYOUT_PAY_DATE_REFUSED',
      userMessage: expect.stringContaining('明日より前にはできません。'),
      details: { problems: ['SOON'] },
    });
    expect(await engine.statuses(planned)).toEqual(['batched', 'batched']);
    await release(addDays(PAY_ON, -1));
    expect(await engine.statuses(planned)).toEqual(['submitted', 'submitted']);
  });

  it('hands the bytes out once to anybody, and after that to another person each time', async () => {
    const { engine, batch } = await released(2);
    const handOut = (staffId: string) => handOutBatch(engine.deps, engine.tenantId, batch.batchId, staffId);
    const { bytes } = await handOut(PREPARER);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(batch.fileHash);
    await expect(handOut(PREPARER)).rejects.toMatchObject({ code: 'PAYOUT_SECOND_PERSON' });
    expect((await handOut(RELEASER)).bytes).toEqual(bytes);
    const slip = await database.db.withTenant(engine.tenantId, (scope) => batchSlip(scope, batch.batchId));
    expect(slip).toMatchObject({ handedOut: 2, handedOutBy: RELEASER, count: 2, totalYen: 2 * AMOUNT_YEN });
    expect((await engine.audit()).filter(({ action }) => action === 'payout.batch-handed-out')).toHaveLength(2);
  });

  it('does not hand out a draft', async () => {
    const { engine, prepare } = await withPlanned(1);
    const [batch] = await prepare();
    await expect(handOutBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', RELEASER)).rejects.toMatchObject({
      code: 'PAYOUT_BATCH_STATUS',
    });
  });

  it('seals the bytes against anybody', async () => {
    const { engine, batch } = await released(1);
    await expect(
      database.db.withTenant(engine.tenantId, ({ sql }) =>
        sql(`update payout_batch set file = '' where id = $1`, [batch.batchId]),
      ),
    ).rejects.toThrow('append-only');
  });

  it('is settled on its day, not before', async () => {
    const { engine, planned, batch } = await released(3);
    const settle = (day: string) => settleBatch(at(engine, day), engine.tenantId, batch.batchId, RELEASER);
    await expect(settle(addDays(PAY_ON, -1))).rejects.toMatchObject({ code: 'PAYOUT_PAY_DATE_AHEAD' });
    expect(await settle(PAY_ON)).toEqual({ count: 3, totalYen: 3 * AMOUNT_YEN });
    await expect(settle(PAY_ON)).rejects.toMatchObject({ code: 'PAYOUT_BATCH_STATUS' });
    expect(await engine.statuses(planned)).toEqual(['settled', 'settled', 'settled']);
    expect(await engine.balances()).toMatchObject({ 'in-transit': 0, paid: 3 * AMOUNT_YEN });
    expect(engine.changes.filter(({ to }) => to === 'settled')).toHaveLength(3);
    expect(await engine.books()).toEqual([]);
  });
});

describe('returns', () => {
  const csv = (batch: BatchSummary, lines: readonly string[], total: string) =>
    Buffer.from(
      `振込データ,${batch.fileHash.slice(0, 8)}\r\n行番号,金額,理由\r\n${lines.join('\r\n')}\r\n合計,${total}\r\n`,
    );
  const record = (engine: Engine, notice: ReturnsNotice) => recordReturns(engine.deps, engine.tenantId, notice);

  it('bring the money of some back, before and after the settlement', async () => {
    const { engine, planned, batch } = await released(4);
    const bytes = csv(batch, [`2,${AMOUNT_YEN},口座該当なし`], `1,${AMOUNT_YEN}`);
    expect(await record(engine, { batchId: batch.batchId, staffId: THIRD, bytes })).toEqual({
      count: 1,
      totalYen: AMOUNT_YEN,
    });
    await settleBatch(at(engine, PAY_ON), engine.tenantId, batch.batchId, RELEASER);
    const items = [{ payoutId: planned[3]?.payoutId ?? '', reason: '名義相違' }];
    await record(engine, { batchId: batch.batchId, staffId: THIRD, items });
    expect(await engine.statuses(planned)).toEqual(['settled', 'returned', 'settled', 'returned']);
    expect(await engine.balances()).toMatchObject({ budget: 98 * AMOUNT_YEN, 'in-transit': 0, paid: 2 * AMOUNT_YEN });
    expect(engine.changes.filter(({ to }) => to === 'returned').map(({ reason }) => reason)).toEqual([
      '口座該当なし',
      '名義相違',
    ]);
    expect(await engine.books()).toEqual([]);
  });

  it('read a Shift_JIS file too', async () => {
    const { engine, planned, batch } = await released(1);
    // 振込データ, 行番号,金額,理由, 解約, 合計 in Shift_JIS
    const sjis = (hex: string) => Buffer.from(hex, 'hex');
    const bytes = Buffer.concat([
      sjis('9055 8d9e 8366 815b 835e'.replaceAll(' ', '')),
      Buffer.from(`,${batch.fileHash.slice(0, 8)}\n`),
      sjis('8d73 94d4 8d86'.replaceAll(' ', '')),
      Buffer.from(','),
      sjis('8be0 8a7a'.replaceAll(' ', '')),
      Buffer.from(','),
      sjis('979d 9752'.replaceAll(' ', '')),
      Buffer.from(`\n1,${AMOUNT_YEN},`),
      sjis('89f0 96f1'.replaceAll(' ', '')),
      Buffer.from('\n'),
      sjis('8d87 8c76'.replaceAll(' ', '')),
      Buffer.from(`,1,${AMOUNT_YEN}\n`),
    ]);
    await record(engine, { batchId: batch.batchId, staffId: THIRD, bytes });
    expect(await engine.statuses(planned)).toEqual(['returned']);
    expect(engine.changes.at(-1)?.reason).toBe('解約');
    const written = await database.db.withTenant(engine.tenantId, ({ sql }) =>
      sql<{ content: string }>('select content from audit_entry'),
    );
    expect(JSON.stringify(written)).not.toContain('解約');
  });

  it('are recorded once, also by two at the same moment', async () => {
    const { engine, batch } = await released(2);
    const bytes = csv(batch, [`1,${AMOUNT_YEN},解約`], `1,${AMOUNT_YEN}`);
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => record(engine, { batchId: batch.batchId, staffId: THIRD, bytes })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(record(engine, { batchId: batch.batchId, staffId: THIRD, bytes })).rejects.toMatchObject({
      code: 'PAYOUT_RETURNS_REPEATED',
    });
    expect(await engine.balances()).toMatchObject({ 'in-transit': AMOUNT_YEN, budget: 99 * AMOUNT_YEN });
  });

  const good = `1,${AMOUNT_YEN},解約`;
  it.each([
    ['a line that the file does not have', [good, `9,${AMOUNT_YEN},解約`], `2,${2 * AMOUNT_YEN}`, 4, 'ない明細'],
    ['another amount', [good, '2,1,解約'], `2,${AMOUNT_YEN + 1}`, 4, '金額'],
    ['a line twice', [good, good], `2,${2 * AMOUNT_YEN}`, 4, '2回'],
    ['a wrong count', [good], `2,${AMOUNT_YEN}`, 4, '合計'],
    ['a wrong total', [good], '1,1', 4, '合計'],
    ['a reason with a My Number', [good, `2,${AMOUNT_YEN},123456789018`], `2,${2 * AMOUNT_YEN}`, 4, 'マイナンバー'],
    ['a line without a reason', [good, `2,${AMOUNT_YEN},`], `2,${2 * AMOUNT_YEN}`, 4, '理由'],
    ['a negative amount', [good, `2,-${AMOUNT_YEN},解約`], '2,0', 4, '金額'],
    ['no line at all', [], '1,1', 4, '合計'],
  ])('with %s are refused whole, by row', async (_title, lines, total, row, words) => {
    const { engine, planned, batch } = await released(2);
    const refusal = await record(engine, {
      batchId: batch.batchId,
      staffId: THIRD,
      bytes: csv(batch, lines, total),
    }).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'PAYOUT_RETURNS_INVALID', details: { row } });
    expect(refusal.userMessage).toContain(words);
    expect(await engine.statuses(planned)).toEqual(['submitted', 'submitted']);
    expect(await engine.balances()).toMatchObject({ 'in-transit': 2 * AMOUNT_YEN });
  });

  it.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.indexOf('合計')), '最後の行'],
    ['in no encoding', () => Buffer.from([0x90, 0x55, 0xff, 0xfe, 0x00, 0xd8, 0x81]), '文字コード'],
    ['empty', () => Buffer.alloc(0), '1行目'],
    ['of another form', () => Buffer.from('a,b\nc,d\n'), '1行目'],
    ['oversized', () => Buffer.alloc(5_000_001, 'a'), '大きすぎ'],
  ])('that are %s are refused', async (_title, change, words) => {
    const { engine, batch } = await released(1);
    const bytes = change(csv(batch, [good], `1,${AMOUNT_YEN}`));
    const refusal = await record(engine, { batchId: batch.batchId, staffId: THIRD, bytes }).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'PAYOUT_RETURNS_INVALID' });
    expect(refusal.userMessage).toContain(words);
  });

  it('of another file are refused', async () => {
    const { engine, batch, planned } = await released(1);
    await engine.plan(1, { method: 'scripted-file', recipient: { account: '7654321' } });
    const [other] = await prepareBatch(engine.deps, engine.tenantId, {
      programId: engine.programId,
      payOn: PAY_ON,
      staffId: PREPARER,
    });
    if (!other) throw new Error('one was prepared');
    const bytes = csv(other, [good], `1,${AMOUNT_YEN}`);
    await expect(record(engine, { batchId: batch.batchId, staffId: THIRD, bytes })).rejects.toMatchObject({
      code: 'PAYOUT_RETURNS_INVALID',
    });
    await expect(record(engine, { batchId: other.batchId, staffId: THIRD, bytes })).rejects.toMatchObject({
      code: 'PAYOUT_BATCH_STATUS',
    });
    const items = [{ payoutId: planned[0]?.payoutId ?? '', reason: '解約' }];
    await record(engine, { batchId: batch.batchId, staffId: THIRD, items });
    await expect(
      record(engine, { batchId: batch.batchId, staffId: THIRD, items: [{ line: 1, reason: '解約' }] }),
    ).rejects.toMatchObject({
      code: 'PAYOUT_RETURNS_INVALID',
    });
  });
});

it('moves a file of twenty thousand in a few statements', { timeout: 120_000 }, async () => {
  const engine = await createEngine(database.db, { today: TODAY, fundYen: 20_000 * AMOUNT_YEN });
  await engine.plan(20_000, { method: 'scripted-file', recipient: { account: '1' } });
  const request = { programId: engine.programId, payOn: PAY_ON, staffId: PREPARER };
  const [batch] = await prepareBatch(engine.deps, engine.tenantId, request);
  await releaseBatch(engine.deps, engine.tenantId, batch?.batchId ?? '', RELEASER);
  await settleBatch(at(engine, PAY_ON), engine.tenantId, batch?.batchId ?? '', RELEASER);
  expect(await engine.balances()).toMatchObject({ paid: 20_000 * AMOUNT_YEN, 'in-transit': 0 });
  expect(await engine.books()).toEqual([]);
});
