import type { TenantDb } from '@tenohira/db';
import { type AnyFeature, defineFeature, defineFlow } from '@tenohira/feature-kit';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalog } from './catalog.ts';
import { readCity, saveCitySettings } from './city-settings.ts';
import { disableFeature, findInstalled, installFeature, listInstalled } from './installs.ts';

const settingsSchema = z.strictObject({
  phone: z.string().min(1).max(13).default('00-0000-0000').meta({ title: '電話番号' }),
  contacts: z
    .array(z.strictObject({ name: z.string().max(5).meta({ title: '名前' }) }))
    .default([])
    .meta({ title: '連絡先' }),
});

function featureOf(key: string, version = 1): AnyFeature {
  return defineFeature({
    key,
    version,
    title: `${key}のこと`,
    summary: '',
    category: 'information',
    settings: settingsSchema,
    menu: { label: key, flow: 'main' },
    triggers: [],
    flows: [defineFlow({ key: 'main', title: '案内', start: 'end', blocks: { end: { type: 'end' } } })],
    blocks: [],
    permissions: [],
  });
}

const catalog = createCatalog([featureOf('road'), featureOf('garbage'), featureOf('park')], []);

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const install = (key: string, menuOrder?: number, settings: unknown = {}) =>
  run((db) => installFeature(db, catalog, { key, settings, ...(menuOrder === undefined ? {} : { menuOrder }) }));
const keys = async () => (await run((db) => listInstalled(db, catalog))).map(({ feature }) => feature.key);

describe('installFeature', () => {
  it('switches a feature on for this tenant alone, with its defaults filled in', async () => {
    await install('road');
    expect(await run((db) => findInstalled(db, catalog, 'road'))).toMatchObject({
      settings: { phone: '00-0000-0000', contacts: [] },
    });
    expect(await run((db) => findInstalled(db, catalog, 'park'))).toBeUndefined();
    const other = await createTestTenant(database.db);
    expect(await database.db.readTenant(other.tenantId, (db) => listInstalled(db, catalog))).toEqual([]);
  });

  it('keeps the place in the menu when it is installed again without one', async () => {
    await install('road', 2);
    await install('garbage', 1);
    await install('park', 3);
    expect(await keys()).toEqual(['garbage', 'road', 'park']);
    await install('garbage', undefined, { phone: '03-1111-2222' });
    expect(await keys()).toEqual(['garbage', 'road', 'park']);
    await install('garbage', 9);
    expect(await keys()).toEqual(['road', 'park', 'garbage']);
  });

  it('refuses wrong settings in Japanese, by the names that staff see, and keeps what was there', async () => {
    await install('road', 1, { phone: '03-1111-2222' });
    const attempt = install('road', 2, { phone: '', contacts: [{ name: 'ながい名前の人' }], strange: 1 });
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'CATALOG_SETTINGS_INVALID', statusCode: 400 });
    const { userMessage = '' } = error as { userMessage?: string };
    const [lead, ...problems] = userMessage.split('\n');
    expect(lead).toBe('「roadのこと」の設定に誤りがあります。次の項目を直してください。');
    expect(problems.map((line) => line.split(':')[0])).toEqual(['・電話番号', '・連絡先 1 の 名前', '・全体']);
    for (const line of problems) expect(line).toMatch(/[ぁ-ん]/);
    expect(await run((db) => findInstalled(db, catalog, 'road'))).toMatchObject({
      settings: { phone: '03-1111-2222' },
      menuOrder: 1,
    });
  });

  it('leaves out a feature whose stored settings no longer fit, says so, and keeps the others', async () => {
    await install('road', 1);
    await install('park', 2);
    await run(({ sql }) => sql(`update feature_install set settings = '{"phone": 5}' where feature_key = 'park'`));
    const unfit: string[] = [];
    const installed = await run((db) => listInstalled(db, catalog, (key) => unfit.push(key)));
    expect(installed.map(({ feature }) => feature.key)).toEqual(['road']);
    expect(unfit).toEqual(['park']);
  });

  it('refuses a feature that is not in the catalog', async () => {
    await expect(install('tax')).rejects.toMatchObject({ code: 'CATALOG_FEATURE_UNKNOWN', statusCode: 404 });
  });
});

describe('disableFeature', () => {
  it('takes it out of the menu, and its settings come back with it', async () => {
    await install('road', 1);
    await install('park', 2, { phone: '03-1111-2222' });
    await run((db) => disableFeature(db, 'park'));
    expect(await keys()).toEqual(['road']);
    await run(({ sql }) => sql("update feature_install set enabled = true where feature_key = 'park'"));
    expect(await run((db) => findInstalled(db, catalog, 'park'))).toMatchObject({
      settings: { phone: '03-1111-2222' },
    });
  });
});

it('leaves out a feature that has left the catalog', async () => {
  await install('road');
  await install('park');
  const smaller = createCatalog([featureOf('park')], []);
  const left = await run((db) => listInstalled(db, smaller));
  expect(left.map(({ feature }) => feature.key)).toEqual(['park']);
});

describe('the city', () => {
  it('has a name and settings with defaults, which can be changed', async () => {
    expect(await run(readCity)).toMatchObject({
      name: expect.stringContaining('試験市'),
      settings: { conversationTimeoutMinutes: 30, messageRetentionDays: 90 },
    });
    await run((db) => saveCitySettings(db, { greeting: 'ようこそ', conversationTimeoutMinutes: 60 }));
    expect((await run(readCity)).settings).toMatchObject({ greeting: 'ようこそ', conversationTimeoutMinutes: 60 });
  });

  it('refuses settings that make no sense', async () => {
    await expect(run((db) => saveCitySettings(db, { conversationTimeoutMinutes: 1 }))).rejects.toThrow();
    expect((await run(readCity)).settings.conversationTimeoutMinutes).toBe(30);
  });
});
