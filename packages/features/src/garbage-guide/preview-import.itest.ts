import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeText } from './dataset/decode.ts';
import type { DatasetFile } from './dataset/parse-dataset.ts';
import { readSeed } from './dataset/test-cities.ts';
import { saveArea } from './repository.ts';
import { importGarbageData, listGarbageAreas, previewGarbageImport, readGarbageInForce } from './staff.ts';

const today = '2026-11-27';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const preview = (files: readonly DatasetFile[], by = tenant) =>
  database.db.readTenant(by.tenantId, (db) => previewGarbageImport(db, files, { today }));
const take = (files: readonly DatasetFile[], seal?: string) =>
  database.db.withTenant(tenant.tenantId, (db) =>
    importGarbageData(db, files, { today, ...(seal === undefined ? {} : { seal }) }),
  );
const inForce = () => database.db.readTenant(tenant.tenantId, readGarbageInForce);

/** The files of a demo city with other words in one of them. */
const edited = (name: string, change: (text: string) => string): DatasetFile[] =>
  readSeed('yukimizawa').map((file) =>
    file.name === name ? { name, bytes: new TextEncoder().encode(change(decode(file.bytes))) } : file,
  );
const decode = (bytes: Uint8Array) => decodeText(bytes)?.text ?? '';

describe('a preview', () => {
  it('of the first files says what is in them, and stores nothing', async () => {
    const first = await preview(readSeed('yukimizawa'));
    expect(first).toMatchObject({
      ...{ problems: [], difference: null, isInForce: false, residentsToAskAgain: 0 },
      counts: { areas: 5, categories: expect.any(Number) },
      seal: expect.any(String),
    });
    expect(first.files.map(({ name, encoding }) => [name, encoding])).toContainEqual([
      'area_days.csv',
      expect.any(String),
    ]);
    expect(await inForce()).toBeUndefined();
  });

  it('names every mistake with its file, line and column, and what to do', async () => {
    const { problems, counts, seal } = await preview(edited('area_days.csv', (text) => text.replace('火', '火9')));
    expect(problems).toEqual([
      expect.objectContaining({ file: 'area_days.csv', line: expect.any(Number), column: expect.any(String) }),
    ]);
    expect(problems[0]?.message).toMatch(/area_days\.csv \d+行目「/);
    expect([counts, seal]).toEqual([null, null]);
    const missing = await preview(readSeed('yukimizawa').filter(({ name }) => name !== 'center.csv'));
    expect(missing.problems).toMatchObject([{ file: 'center.csv' }]);
    const nothing = await preview([]);
    expect(nothing.problems.map(({ file }) => file)).toEqual(['area_days.csv', 'center.csv', 'description.csv']);
  });

  it('names texts that no message could hold', async () => {
    const { problems } = await preview(edited('target.csv', (text) => `${text}\n燃やせるごみ,${'あ'.repeat(130)},,あ`));
    expect(problems.map(({ message }) => message).join()).toContain('120文字まで');
  });

  it('reads what a spreadsheet saved as Shift_JIS', async () => {
    const files = readSeed('yukimizawa').map(({ name, bytes }) => ({
      name,
      bytes: new Uint8Array(iconv.encode(decode(bytes), 'cp932')),
    }));
    const read = await preview(files);
    expect(read.files.find(({ name }) => name === 'area_days.csv')?.encoding).toBe('shift_jis');
    expect(read.counts?.areas).toBe(5);
    const damaged = await preview([
      ...files.slice(1),
      { name: 'area_days.csv', bytes: new Uint8Array([0xff, 0xfe, 0]) },
    ]);
    expect(damaged.problems.length).toBeGreaterThan(0);
  });

  it('knows the files that are in force', async () => {
    await take(readSeed('yukimizawa'));
    expect(await preview(readSeed('yukimizawa').toReversed())).toMatchObject({
      isInForce: true,
      difference: { areas: { added: [], removed: [], renamed: [] }, days: { groups: [] } },
    });
  });

  it('shows the difference to what is in force, and how many residents it concerns', async () => {
    await take(readSeed('yukimizawa'));
    const { residentId } = await createTestResident(database.db, tenant);
    await database.db.withTenant(tenant.tenantId, async (db) => {
      const [area] = await listGarbageAreas(db);
      await saveArea(db, residentId, area?.key ?? '');
    });
    const name = (await inForce())?.areas[0]?.name ?? '';
    const { difference, residentsToAskAgain } = await preview(
      edited('area_days.csv', (text) => text.replace(name, '雪見台').replace('下沢,', '下沢本町,')),
    );
    expect(difference?.areas.renamed).toEqual([
      { from: name, to: '雪見台' },
      { from: '下沢', to: '下沢本町' },
    ]);
    expect(difference?.days).toMatchObject({ from: today, to: '2027-01-25', groups: [] });
    expect(residentsToAskAgain).toBe(1);
  });

  it("sees nothing of another city's", async () => {
    await take(readSeed('yukimizawa'));
    const other = await createTestTenant(database.db);
    expect(await preview(readSeed('yukimizawa'), other)).toMatchObject({ isInForce: false, difference: null });
  });
});

describe('an import under a seal', () => {
  it('is the one that was looked at', async () => {
    const files = readSeed('yukimizawa');
    const { seal } = await preview(files);
    const outdated = { code: 'GARBAGE_GUIDE_PREVIEW_OUTDATED', statusCode: 409 };
    await expect(take(readSeed('minatono'), seal ?? '')).rejects.toMatchObject(outdated);
    expect(await take(files, seal ?? '')).toMatchObject({ changed: true, areas: 5 });
    await expect(take(files, seal ?? '')).rejects.toMatchObject(outdated);
  });

  it('can be looked at afterwards', async () => {
    await take(readSeed('yukimizawa'));
    const now = await inForce();
    expect(now).toMatchObject({ importedAt: expect.any(Date), closedDays: 'skip', areas: { length: 5 } });
    expect(now?.fileNames).toContain('area_days.csv');
    expect(now?.items).toBeGreaterThan(10);
    expect(now?.categories[0]).toMatchObject({ label: expect.any(String), bgColor: expect.stringMatching(/^#/) });
  });
});
