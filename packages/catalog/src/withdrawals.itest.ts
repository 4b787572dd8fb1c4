import { listAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { defineFeature, defineFlow } from '@tenohira/feature-kit';
import {
  createTestSecrets,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalog } from './catalog.ts';
import { installFeature, listInstalled } from './installs.ts';
import { listCatalog } from './list-catalog.ts';
import { reinstateFeature, withdrawFeature } from './withdrawals.ts';

const road = defineFeature({
  ...{ key: 'road', version: 1, title: '道路', summary: '', category: 'report' },
  settings: z.strictObject({}),
  menu: { label: '道路', flow: 'main' },
  triggers: [],
  flows: [defineFlow({ key: 'main', title: '案内', start: 'end', blocks: { end: { type: 'end' } } })],
  blocks: [],
  permissions: [],
});
const catalog = createCatalog([road], []);
const actor = 'staff:018f0000-0000-7000-8000-000000000001';
const decision = { key: 'road', reason: '地図の不具合のため' };

let database: TestDatabase;
let cities: TestTenant[];
let platformId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  cities = [await createTestTenant(database.db), await createTestTenant(database.db)];
  platformId = uuidv7();
  await database.db.platform.createTenant({
    ...{ id: platformId, slug: 'platform', name: '運営', kind: 'platform' },
    wrappedKey: createTestSecrets(database.db).wrapNewKey(platformId),
  });
  for (const { tenantId } of cities) {
    await inTenant(tenantId, (db) => installFeature(db, catalog, { key: 'road', settings: {} }, 'system'));
  }
});
afterEach(async () => {
  await inTenant(platformId, (db) => db.sql('delete from platform.feature_withdrawal'));
});
afterAll(() => database.drop());

const inTenant = <Result>(tenantId: string, work: (db: TenantDb) => Promise<Result>) =>
  database.db.withTenant(tenantId, work);
const inPlatform = <Result>(work: (db: TenantDb) => Promise<Result>) => inTenant(platformId, work);
const onIn = async ({ tenantId }: TestTenant) =>
  (await inTenant(tenantId, (db) => listInstalled(db, catalog))).map(({ feature }) => feature.key);

describe('a feature that is withdrawn', () => {
  it('is gone from every city at once, and back in each as it was', async () => {
    await inPlatform((db) => withdrawFeature(db, catalog, decision, actor));
    expect(await Promise.all(cities.map(onIn))).toEqual([[], []]);
    await inPlatform((db) => reinstateFeature(db, catalog, { ...decision, reason: '直りました' }, actor));
    expect(await Promise.all(cities.map(onIn))).toEqual([['road'], ['road']]);
    const entries = await inPlatform((db) => listAudit(db, { subject: 'feature:road', newestFirst: true }));
    expect(entries).toMatchObject([
      { action: 'catalog.feature-reinstated', actor, detail: { reason: '直りました' } },
      { action: 'catalog.feature-withdrawn', actor, detail: { reason: '地図の不具合のため' } },
    ]);
  });

  it('is shown to staff with the reason, and cannot be switched on', async () => {
    await inPlatform((db) => withdrawFeature(db, catalog, decision, actor));
    const { tenantId } = cities[0] as TestTenant; // made above
    expect(await inTenant(tenantId, (db) => listCatalog(db, catalog))).toMatchObject([
      { on: true, withdrawal: { reason: '地図の不具合のため', withdrawnAt: expect.any(Date) } },
    ]);
    const again = inTenant(tenantId, (db) => installFeature(db, catalog, { key: 'road', settings: {} }, actor));
    await expect(again).rejects.toMatchObject({ code: 'CATALOG_WITHDRAWN' });
  });

  it('is withdrawn once and reinstated once', async () => {
    await expect(inPlatform((db) => reinstateFeature(db, catalog, decision, actor))).rejects.toMatchObject({
      code: 'CATALOG_NOT_WITHDRAWN',
    });
    await inPlatform((db) => withdrawFeature(db, catalog, decision, actor));
    await expect(inPlatform((db) => withdrawFeature(db, catalog, decision, actor))).rejects.toMatchObject({
      code: 'CATALOG_WITHDRAWN',
    });
  });

  it('is decided by nobody in a city', async () => {
    const [city] = cities as [TestTenant]; // made above
    await expect(inTenant(city.tenantId, (db) => withdrawFeature(db, catalog, decision, actor))).rejects.toThrow();
    await inPlatform((db) => withdrawFeature(db, catalog, decision, actor));
    await expect(inTenant(city.tenantId, (db) => reinstateFeature(db, catalog, decision, actor))).rejects.toMatchObject(
      {
        code: 'CATALOG_NOT_WITHDRAWN',
      },
    );
    expect(await onIn(city)).toEqual([]);
  });
});
