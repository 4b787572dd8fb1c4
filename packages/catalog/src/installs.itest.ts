import { listAudit } from '@tenohira/audit';
import type { AppError } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type AnyFeature, defineFeature, defineFlow } from '@tenohira/feature-kit';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalog } from './catalog.ts';
import { readCity, saveCitySettings } from './city-settings.ts';
import { departmentOf, disableFeature, findInstalled, installFeature, listInstalled, orderMenu } from './installs.ts';
import { listCatalog } from './list-catalog.ts';

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
const actor = 'staff:018f0000-0000-7000-8000-000000000001';

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
  run((db) =>
    installFeature(db, catalog, { key, settings, ...(menuOrder === undefined ? {} : { menuOrder }) }, 'system'),
  );
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
    expect((error as AppError).details.problems).toEqual([
      { field: 'settings.phone', message: expect.any(String) },
      { field: 'settings.contacts.0.name', message: expect.any(String) },
      { field: 'settings', message: expect.any(String) },
    ]);
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

  it('refuses a My Number wherever it is written, and says where', async () => {
    await expect(install('road', 0, { phone: '１２３４５６７８９０１８' })).rejects.toMatchObject({
      code: 'CATALOG_SETTINGS_INVALID',
      details: { problems: [{ field: 'settings.phone', message: expect.stringContaining('マイナンバー') }] },
    });
    expect(await keys()).toEqual([]);
  });

  it('refuses a feature that is not in the catalog', async () => {
    await expect(install('tax')).rejects.toMatchObject({ code: 'CATALOG_FEATURE_UNKNOWN', statusCode: 404 });
  });
});

describe('disableFeature', () => {
  it('takes it out of the menu, and its settings come back with it', async () => {
    await install('road', 1);
    await install('park', 2, { phone: '03-1111-2222' });
    await run((db) => disableFeature(db, 'park', 'system'));
    expect(await keys()).toEqual(['road']);
    await run(({ sql }) => sql("update feature_install set enabled = true where feature_key = 'park'"));
    expect(await run((db) => findInstalled(db, catalog, 'park'))).toMatchObject({
      settings: { phone: '03-1111-2222' },
    });
  });
});

describe('the order of the menu', () => {
  it('is what staff put it to, and a new feature comes last', async () => {
    for (const key of ['road', 'garbage']) await install(key);
    await run((db) => orderMenu(db, ['garbage', 'road'], actor));
    await install('park');
    expect(await keys()).toEqual(['garbage', 'road', 'park']);
    const [entry] = (await run((db) => listAudit(db))).filter(({ action }) => action === 'catalog.menu-ordered');
    expect(entry).toMatchObject({ actor, detail: { keys: ['garbage', 'road'] } });
  });

  it.each([[['road']], [['road', 'road']], [['road', 'park', 'garbage']], [[]]])('is not %j', async (wanted) => {
    for (const key of ['road', 'park']) await install(key);
    await expect(run((db) => orderMenu(db, wanted, actor))).rejects.toMatchObject({
      code: 'CATALOG_ORDER_INCOMPLETE',
      statusCode: 409,
    });
    expect(await keys()).toEqual(['road', 'park']);
  });
});

describe('what staff do with a feature', () => {
  it('is on record: who, what, which settings, and none of their values', async () => {
    const change = (settings: unknown) => run((db) => installFeature(db, catalog, { key: 'road', settings }, actor));
    await change({ phone: '03-1111-2222' });
    await change({ phone: '03-1111-2222', contacts: [{ name: 'だれか' }] });
    await run((db) => disableFeature(db, 'road', actor));
    await run((db) => disableFeature(db, 'road', actor));
    const entries = await run((db) => listAudit(db));
    expect(entries.map(({ action }) => action).toSorted()).toEqual([
      'catalog.feature-changed',
      'catalog.feature-switched-off',
      'catalog.feature-switched-on',
    ]);
    expect(entries.find(({ action }) => action === 'catalog.feature-changed')).toMatchObject({
      actor,
      subject: 'feature:road',
      detail: { changed: ['contacts'] },
    });
    expect(JSON.stringify(entries)).not.toMatch(/03-1111|だれか/);
  });
});

describe('the catalog of a city', () => {
  it('has what is on first, in the order of the menu, then what could be', async () => {
    for (const key of ['park', 'road']) await install(key);
    const entries = await run((db) => listCatalog(db, catalog));
    expect(entries.map(({ feature, on }) => [feature.key, on])).toEqual([
      ['park', true],
      ['road', true],
      ['garbage', false],
    ]);
  });

  it('keeps the settings of what is off, and says which no longer fit', async () => {
    await install('road', 1, { phone: '03-1111-2222' });
    await run((db) => disableFeature(db, 'road', actor));
    await install('park');
    await run(({ sql }) => sql(`update feature_install set settings = '{"phone": 5}' where feature_key = 'park'`));
    const entries = await run((db) => listCatalog(db, catalog));
    const entry = (key: string) => entries.find(({ feature }) => feature.key === key);
    expect(entry('road')).toMatchObject({ on: false, isUnfit: false, settings: { phone: '03-1111-2222' } });
    expect(entry('park')).toMatchObject({ on: true, isUnfit: true, settings: { phone: 5 } });
    expect(entry('garbage')).toMatchObject({ installedVersion: null, settings: { phone: '00-0000-0000' } });
  });
});

describe('the department of a feature', () => {
  const department = (id: string, name: string) =>
    run(async ({ prisma }) => {
      await prisma.department.create({ data: { id, name } });
    });
  const set = (departmentId: string | null) =>
    run((db) => installFeature(db, catalog, { key: 'road', settings: {}, departmentId }, actor));
  const id = '018f0000-0000-7000-8000-0000000000d1';

  it('stays until it is changed, and is nobody once it is closed', async () => {
    const current = () => run((db) => departmentOf(db, 'road'));
    expect(await current()).toBeNull();
    await department(id, '道路課');
    await set(id);
    await install('road');
    expect(await current()).toBe(id);
    expect(await run((db) => findInstalled(db, catalog, 'road'))).toMatchObject({ departmentId: id });
    await run(({ prisma }) => prisma.department.updateMany({ data: { closedAt: new Date() } }));
    expect(await current()).toBeNull();
    const entries = await run((db) => listCatalog(db, catalog));
    expect(entries.find(({ feature }) => feature.key === 'road')).toMatchObject({ departmentId: null });
    await run(({ prisma }) => prisma.department.updateMany({ data: { closedAt: null } }));
    await set(null);
    expect(await current()).toBeNull();
  });

  it('is one of this city', async () => {
    const other = await createTestTenant(database.db);
    await database.db.withTenant(other.tenantId, async ({ prisma }) => {
      await prisma.department.create({ data: { id, name: '道路課' } });
    });
    await expect(set(id)).rejects.toMatchObject({
      code: 'CATALOG_SETTINGS_INVALID',
      details: { problems: [{ field: 'departmentId' }] },
    });
  });
});

describe('the audience of a feature', () => {
  const withIdentity = createCatalog([featureOf('road'), featureOf('identity-registration')], []);
  const setFor = (key: string, audience: 'everyone' | 'registered' | 'staff') =>
    run((db) => installFeature(db, withIdentity, { key, settings: {}, audience }, actor));
  const found = () => run((db) => findInstalled(db, withIdentity, 'road'));

  it('is everyone, until staff say otherwise', async () => {
    await setFor('identity-registration', 'everyone');
    await install('road');
    expect(await found()).toMatchObject({ audience: 'everyone' });
    await setFor('road', 'registered');
    await install('road');
    expect(await found()).toMatchObject({ audience: 'registered' });
    await setFor('road', 'staff');
    expect(await found()).toMatchObject({ audience: 'staff' });
  });

  it('is never the registered where nobody can register', async () => {
    const refusal = { code: 'CATALOG_SETTINGS_INVALID', details: { problems: [{ field: 'audience' }] } };
    await expect(setFor('road', 'registered')).rejects.toMatchObject(refusal);
    await expect(setFor('identity-registration', 'registered')).rejects.toMatchObject(refusal);
    expect(await found()).toBeUndefined();
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
    await run((db) => saveCitySettings(db, { greeting: 'ようこそ', conversationTimeoutMinutes: 60 }, actor));
    expect((await run(readCity)).settings).toMatchObject({ greeting: 'ようこそ', conversationTimeoutMinutes: 60 });
    const [entry] = await run((db) => listAudit(db));
    expect(entry).toMatchObject({ actor, action: 'catalog.city-settings-changed' });
    expect(JSON.stringify(entry)).not.toContain('ようこそ');
  });

  it('greets with no My Number', async () => {
    const greeting = 'ようこそ 1234 5678 9018';
    await expect(run((db) => saveCitySettings(db, { greeting }, actor))).rejects.toMatchObject({
      code: 'CATALOG_SETTINGS_INVALID',
      userMessage: expect.stringContaining('・あいさつ: マイナンバー'),
      details: { problems: [{ field: 'settings.greeting' }] },
    });
  });

  it('refuses settings that make no sense', async () => {
    await expect(run((db) => saveCitySettings(db, { conversationTimeoutMinutes: 1 }, actor))).rejects.toMatchObject({
      code: 'CATALOG_SETTINGS_INVALID',
      userMessage: expect.stringContaining('会話の有効時間(分)'),
      details: { problems: [{ field: 'settings.conversationTimeoutMinutes', message: expect.any(String) }] },
    });
    expect((await run(readCity)).settings.conversationTimeoutMinutes).toBe(30);
  });
});
