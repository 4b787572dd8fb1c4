import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSeed } from './dataset/test-cities.ts';
import { findInForceId, listAreaNames, saveArea, saveReminder } from './repository.ts';
import { importGarbageData } from './staff.ts';
import { subscriptions } from './subscriptions.ts';

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await openTestDatabase();
  tenant = await createTestTenant(database.db);
});
afterAll(() => database.drop());

it('says where a resident is reminded and when, lists who is, and forgets', async () => {
  const { tenantId } = tenant;
  const [first, second] = [
    await createTestResident(database.db, tenant),
    await createTestResident(database.db, tenant),
  ];
  await database.db.withTenant(tenantId, async (db) => {
    await importGarbageData(db, readSeed('minatono'), { today: '2026-04-01' });
    const [area] = await listAreaNames(db, await findInForceId(db));
    for (const { residentId } of [first, second]) await saveArea(db, residentId, area?.key ?? '');
    const describe = () => subscriptions.describe(db, first.residentId);
    expect(await describe()).toBe(`${area?.name}、お知らせなし`);
    expect(await subscriptions.list(db, { limit: 9 })).toEqual([]);
    for (const { residentId } of [first, second]) {
      await saveReminder(db, residentId, { kind: 'evening-before', time: '18:00' });
    }
    expect(await describe()).toBe(`${area?.name}、前の日の18時にお知らせ`);
    const all = [second.residentId, first.residentId];
    expect(await subscriptions.list(db, { limit: 9 })).toEqual(all);
    expect(await subscriptions.list(db, { limit: 9, after: second.residentId })).toEqual([first.residentId]);
    await subscriptions.forget(db, first.residentId);
    expect(await describe()).toBeUndefined();
    expect(await subscriptions.list(db, { limit: 9 })).toEqual([second.residentId]);
  });
});
