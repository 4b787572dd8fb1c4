import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BatchLineFilter, listBatchLines } from './batch-lines.ts';
import { countPayouts, listPayouts, type PayoutFilter } from './list-payouts.ts';
import { prepareBatch } from './prepare-batch.ts';
import { submitPayout } from './submit-payouts.ts';
import { AMOUNT_YEN, createEngine, type Engine } from './test-engine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const ids = async (engine: Engine, filter: PayoutFilter, options: { after?: string; limit: number } = { limit: 10 }) =>
  (await database.db.withTenant(engine.tenantId, (scope) => listPayouts(scope, engine.programId, filter, options))).map(
    ({ payoutId }) => payoutId,
  );

it('lists payouts by method, state and claim, page by page, and counts them with their yen', async () => {
  const engine = await createEngine(database.db);
  const [first, second] = await engine.plan(2);
  const [byFile] = await engine.plan(1, { method: 'scripted-file', recipient: { account: '1' } });
  await submitPayout(engine.deps, engine.tenantId, first?.payoutId ?? '');
  const all = await ids(engine, {});
  expect(all.toSorted()).toEqual([first, second, byFile].map((each) => each?.payoutId).toSorted());
  expect(await ids(engine, {}, { limit: 2, after: all[0] ?? '' })).toEqual(all.slice(1));
  expect(await ids(engine, { status: 'settled' })).toEqual([first?.payoutId]);
  expect(await ids(engine, { method: 'scripted-file' })).toEqual([byFile?.payoutId]);
  expect(await ids(engine, { claimId: second?.claimId ?? '' })).toEqual([second?.payoutId]);
  expect(await database.db.withTenant(engine.tenantId, (scope) => countPayouts(scope, engine.programId))).toEqual([
    { method: 'scripted', status: 'ready', count: 1, amountYen: AMOUNT_YEN },
    { method: 'scripted', status: 'settled', count: 1, amountYen: AMOUNT_YEN },
    { method: 'scripted-file', status: 'ready', count: 1, amountYen: AMOUNT_YEN },
  ]);
});

it('finds a line of a file by its place, by the number of its claim, or page by page', async () => {
  const engine = await createEngine(database.db, { today: '2026-11-24' });
  await engine.plan(3, { method: 'scripted-file', recipient: (index: number) => ({ account: String(index) }) });
  const request = { programId: engine.programId, payOn: '2026-12-01', staffId: 'sato' };
  const [batch] = await prepareBatch(engine.deps, engine.tenantId, request);
  const lines = (filter: BatchLineFilter, options: { after?: number; limit: number } = { limit: 10 }) =>
    database.db.withTenant(engine.tenantId, (scope) => listBatchLines(scope, batch?.batchId ?? '', filter, options));
  const all = await lines({});
  expect(all.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(await lines({ line: 2 })).toEqual([all[1]]);
  expect(await lines({ claimNumber: all[2]?.claimNumber.slice(-6) ?? '' })).toEqual([all[2]]);
  expect(await lines({}, { after: 1, limit: 1 })).toEqual([all[1]]);
  expect(await lines({ status: 'returned' })).toEqual([]);
});
