import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatasetFile } from './dataset/parse-dataset.ts';
import { readGolden, readSeed } from './dataset/test-cities.ts';
import { garbageGuide } from './index.ts';
import { createGuidePort, saveArea } from './repository.ts';
import { settingsSchema } from './schema.ts';
import {
  garbageCalendar,
  type ImportReport,
  importGarbageData,
  listGarbageAreas,
  searchGarbageItems,
} from './staff.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const importFiles = (files: readonly DatasetFile[], by = tenant): Promise<ImportReport> =>
  database.db.withTenant(by.tenantId, (db) => importGarbageData(db, files, { today: '2026-04-01' }));

const file = (name: string, lines: string[]): DatasetFile => ({
  name,
  bytes: new TextEncoder().encode(lines.join('\n')),
});

/** A city with these areas: name and the days of its one category. */
function city(areas: Readonly<Record<string, string>>): DatasetFile[] {
  return [
    file('area_days.csv', ['地名,センター,もえる', ...Object.entries(areas).map(([name, days]) => `${name},,${days}`)]),
    file('center.csv', ['名称,休止開始日,休止終了日']),
    file('description.csv', ['label,sublabel,description,styles,bgcolor', 'もえる,,,,#aa0000']),
    file('target.csv', ['label,name,notice,furigana', 'もえる,生ごみ,水を切る,なまごみ']),
  ];
}

const versions = () =>
  database.db.readTenant(tenant.tenantId, ({ prisma }) =>
    prisma.garbageGuideDataset.findMany({ orderBy: { id: 'asc' }, select: { inForce: true } }),
  );

describe('importGarbageData', () => {
  it('takes a city over, and the same files again change nothing', async () => {
    const first = await importFiles(readSeed('minatono'));
    expect(first).toMatchObject({
      changed: true,
      areas: 12,
      difference: { removed: [], changed: [], residentsToAskAgain: 0 },
    });
    expect(first.difference.added).toHaveLength(12);
    const again = await importFiles(readSeed('minatono').toReversed());
    expect(again).toMatchObject({ changed: false, areas: 12, items: first.items, difference: { added: [] } });
    expect(await versions()).toEqual([{ inForce: true }]);
  });

  it('says which areas came, went and changed, and how many residents will be asked again', async () => {
    await importFiles(city({ 東町: '月', 西町: '火', 南町: '水' }));
    const { residentId } = await createTestResident(database.db, tenant);
    await database.db.withTenant(tenant.tenantId, async (db) => {
      const west = (await listGarbageAreas(db)).find(({ name }) => name === '西町');
      await saveArea(db, residentId, west?.key ?? '');
    });
    const { difference } = await importFiles(city({ 南町: '木', 東町: '月', 北町: '金' }));
    expect(difference).toEqual({ added: ['北町'], removed: ['西町'], changed: ['南町'], residentsToAskAgain: 1 });
    const [known, calendar] = await database.db.readTenant(tenant.tenantId, async (db) => {
      const port = createGuidePort(db, residentId);
      const resident = await port.findResident();
      return [resident, await port.findCalendar(resident.areaKey ?? '')] as const;
    });
    expect(known.areaKey).toBeDefined();
    expect(calendar).toBeUndefined();
  });

  it('refuses files with a mistake as a whole, and what was in force stays', async () => {
    await importFiles(city({ 東町: '月' }));
    await expect(importFiles(city({ 東町: '月', 西町: '20150229' }))).rejects.toMatchObject({
      code: 'GARBAGE_GUIDE_DATASET_INVALID',
      details: { problems: [expect.objectContaining({ file: 'area_days.csv', line: 3 })] },
    });
    await expect(importFiles(city({ ['あ'.repeat(101)]: '月' }))).rejects.toMatchObject({
      code: 'GARBAGE_GUIDE_DATASET_INVALID',
      userMessage: expect.stringContaining('100文字まで'),
    });
    expect(await database.db.readTenant(tenant.tenantId, listGarbageAreas)).toHaveLength(1);
    expect(await versions()).toEqual([{ inForce: true }]);
  });

  it('keeps five versions, the newest in force', async () => {
    for (const days of ['月', '火', '水', '木', '金', '土', '日']) await importFiles(city({ 東町: days }));
    expect(await versions()).toEqual([...Array(4).fill({ inForce: false }), { inForce: true }]);
  });

  it('lets two imports at once pass one after the other', async () => {
    const both = await Promise.all([importFiles(city({ 東町: '月' })), importFiles(city({ 東町: '火' }))]);
    expect(both.map(({ changed }) => changed)).toEqual([true, true]);
    expect((await versions()).filter(({ inForce }) => inForce)).toHaveLength(1);
  });

  it('shows nothing of it to another city', async () => {
    await importFiles(city({ 東町: '月' }));
    const other = await createTestTenant(database.db);
    const seen = await database.db.readTenant(other.tenantId, async (db) => [
      await listGarbageAreas(db),
      await searchGarbageItems(db, '生ごみ'),
    ]);
    expect(seen).toEqual([[], []]);
  });

  it('takes 1,100 areas and 3,000 items', async () => {
    const areas = Object.fromEntries(
      Array.from({ length: 1100 }, (_, index) => [`第${index}町内会`, '月 木 火2:4 5 6']),
    );
    const items = Array.from({ length: 3000 }, (_, index) => `もえる,品物${index},,しなもの${index}`);
    const files = [...city(areas).slice(0, 3), file('target.csv', ['label,name,notice,furigana', ...items])];
    expect(await importFiles(files)).toMatchObject({ changed: true, areas: 1100, items: 3000 });
    const found = await database.db.readTenant(tenant.tenantId, (db) => searchGarbageItems(db, '品物2999'));
    expect(found[0]?.item.name).toBe('品物2999');
  });
});

describe('what a resident reaches', () => {
  it('is found by the words of a text that starts nothing else', async () => {
    const { residentId } = await createTestResident(database.db, tenant);
    const recognise = (text: string) =>
      database.db.withTenant(tenant.tenantId, async (db) => {
        const scope = {
          db,
          settings: settingsSchema.parse({}),
          now: new Date('2026-11-24T10:00:00+09:00'),
          residentId,
        };
        return garbageGuide.recognise?.(scope, text);
      });
    expect(await recognise('でんち')).toBeUndefined();
    await importFiles(readSeed('minatono'));
    expect(await recognise('でんち')).toEqual({ flow: 'item', variables: { query: 'でんち' } });
    await importFiles(city({ 東町: '月' }));
    expect(await recognise('でんち')).toBeUndefined();
  });
});

describe('garbageCalendar', () => {
  it('has every day of every area as another program reads the same files', async () => {
    await importFiles(readSeed('minatono'));
    const golden = readGolden('minatono');
    const months = [...golden.months].sort();
    const [from, to] = [`${months[0]}-01`, `${months.at(-1)}-28`];
    await database.db.readTenant(tenant.tenantId, async (db) => {
      for (const area of await listGarbageAreas(db)) {
        const days = await garbageCalendar(db, { areaKey: area.key, from, to, closedDays: golden.closedDays });
        const found = days
          .filter(({ day, collections }) => collections.length > 0 && months.includes(day.slice(0, 7)))
          .map(({ day, collections }) => [day, collections.map(({ categoryLabel }) => categoryLabel)]);
        const expected = Object.entries(golden.areas[area.name] ?? {}).filter(([day]) => day <= to);
        expect(found, area.name).toEqual(expected);
      }
    });
  });

  it('has each day of the period, with remarks, and takes an area by its name', async () => {
    await importFiles(readSeed('minatono'));
    const days = await database.db.readTenant(tenant.tenantId, (db) =>
      garbageCalendar(db, { name: '沖ノ島', from: '2026-11-23', to: '2026-11-29' }),
    );
    expect(days).toHaveLength(7);
    expect(days[0]).toEqual({ day: '2026-11-23', collections: [] });
    expect(days[1]?.collections[0]).toMatchObject({
      categoryLabel: '燃やすごみ',
      remarks: ['船が欠航した日は収集を休みます。次の収集日に出してください。'],
    });
  });

  it("follows the city's setting for closed days", async () => {
    await importFiles([
      file('area_days.csv', ['地名,センター,もえる', '東町,炉,木1 木3']),
      file('center.csv', ['名称,休止開始日,休止終了日', '炉,2026/12/3,2026/12/3']),
      file('description.csv', ['label,sublabel,description,styles,bgcolor', 'もえる,,,,#aa0000']),
    ]);
    const collected = () =>
      database.db.readTenant(tenant.tenantId, async (db) => {
        const days = await garbageCalendar(db, { name: '東町', from: '2026-12-01', to: '2026-12-31' });
        return days.filter(({ collections }) => collections.length > 0).map(({ day }) => day.slice(8));
      });
    expect(await collected()).toEqual(['17']);
    await database.db.withTenant(tenant.tenantId, async ({ prisma }) => {
      const settings = { closedDays: 'shift' };
      await prisma.featureInstall.create({ data: { featureKey: 'garbage-guide', version: 1, settings } });
    });
    expect(await collected()).toEqual(['10', '24']);
  });

  it('says what is wrong with a question', async () => {
    const ask = (query: Parameters<typeof garbageCalendar>[1]) =>
      database.db.readTenant(tenant.tenantId, (db) => garbageCalendar(db, query));
    const [from, to] = ['2026-12-01', '2026-12-31'];
    await expect(ask({ name: '東町', from, to })).rejects.toMatchObject({ code: 'GARBAGE_GUIDE_NO_DATASET' });
    await importFiles([
      file('area_days.csv', ['地名,センター,もえる', '東町,,月', '東町,,火']),
      ...city({ x: '月' }).slice(1, 3),
    ]);
    await expect(ask({ name: '東町', from, to })).rejects.toMatchObject({ code: 'GARBAGE_GUIDE_AREA_AMBIGUOUS' });
    await expect(ask({ name: '西町', from, to })).rejects.toMatchObject({ code: 'GARBAGE_GUIDE_AREA_NOT_FOUND' });
    await expect(ask({ areaKey: 'x', from, to })).rejects.toMatchObject({ code: 'GARBAGE_GUIDE_AREA_NOT_FOUND' });
    await expect(ask({ name: '東町', from: to, to: from })).rejects.toMatchObject({
      code: 'GARBAGE_GUIDE_PERIOD_INVALID',
    });
  });
});
