import { submitCase } from '@tenohira/cases';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { sealObject, storeObject } from '@tenohira/storage';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetOldData } from './forget-old-data.ts';

let database: TestDatabase;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
  tenant = await createTestTenant(database.db);
  other = await createTestTenant(database.db);
});
afterAll(() => database.drop());

async function fill(of: TestTenant): Promise<void> {
  const { residentId, lineUserId } = await createTestResident(database.db, of);
  await database.db.withTenant(of.tenantId, async ({ sql }) => {
    for (const [days, status] of [
      [100, 'processed'],
      [100, 'pending'],
      [10, 'processed'],
    ]) {
      await sql(
        `insert into inbox_event (channel_id, webhook_event_id, type, line_user_id, occurred_at, received_at, payload, status)
         values ($1, $2, 'message', $3, now(), now() - $4 * interval '1 day', '{}', $5)`,
        [of.channelId, uuidv7(), lineUserId, days, status],
      );
    }
    for (const days of [100, 10]) {
      await sql(
        `insert into outbox_message (id, channel_id, resident_id, dedupe_key, messages, status, finished_at)
         values ($1, $2, $3, $4, '[]', 'sent', now() - $5 * interval '1 day')`,
        [uuidv7(), of.channelId, residentId, uuidv7(), days],
      );
      await sql(
        `insert into form_request (id, resident_id, token_hash, definition, expires_at) values ($1, $2, $3, '{}', now() - $4 * interval '1 day')`,
        [uuidv7(), residentId, uuidv7(), days - 5],
      );
    }
    await sql(
      `insert into conversation_session (resident_id, state, last_event_at) values ($1, '{}', now() - interval '8 days')`,
      [residentId],
    );
  });
}

it('empties what is old enough, leaves what waits or is young, and touches one tenant only', async () => {
  await fill(tenant);
  await fill(other);
  const forget = () =>
    database.db.withTenant(tenant.tenantId, (db) => forgetOldData(db, { messageDays: 90, sessionDays: 7 }));

  expect(await forget()).toEqual({ inbox: 1, outbox: 1, sessions: 1, forms: 1, photos: 0 });
  expect(await forget()).toEqual({ inbox: 0, outbox: 0, sessions: 0, forms: 0, photos: 0 });

  const left = await database.db.readTenant(other.tenantId, ({ sql }) =>
    sql<{ n: number }>('select count(payload)::int as n from inbox_event'),
  );
  expect(left[0]?.n).toBe(3);
});

it('deletes photos that came to nothing, and none that a case holds or a conversation still needs', async () => {
  const city = await createTestTenant(database.db);
  const { residentId } = await createTestResident(database.db, city);
  const { residentId: busyId } = await createTestResident(database.db, city);
  const inCity = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(city.tenantId, work);
  const photo = async (of: string, days: number) => {
    const prepared = { bytes: Buffer.from('x'), thumbnail: Buffer.from('x'), contentType: 'image/jpeg' };
    const sealed = await sealObject(city.secrets, city.tenantId, prepared);
    await inCity((db) => storeObject(db, sealed, { residentId: of }));
    const age = [sealed.id, days];
    await inCity(({ sql }) =>
      sql(`update stored_object set created_at = now() - $2 * interval '1 day' where id = $1`, age),
    );
    return sealed.id;
  };
  const [held, young, needed] = [await photo(residentId, 400), await photo(residentId, 6), await photo(busyId, 8)];
  await photo(residentId, 8);
  await photo(busyId, 8);
  await inCity(async (db) => {
    const fields = [{ key: 'photo', label: '写真', kind: 'photo' as const, value: held }];
    const origin = { residentId, featureKey: 'road-damage-report' };
    await submitCase(db, { caseId: uuidv7(), number: '26-00001', title: '穴', fields }, origin);
    await db.sql(`insert into conversation_session (resident_id, state, last_event_at) values ($1, $2, now())`, [
      busyId,
      JSON.stringify({ variables: { photo: needed } }),
    ]);
  });
  const forgotten = await inCity((db) => forgetOldData(db, { messageDays: 90, sessionDays: 7 }));
  expect(forgotten).toMatchObject({ photos: 2 });
  const left = await inCity(({ prisma }) => prisma.storedObject.findMany({ select: { id: true } }));
  expect(left.map(({ id }) => id).sort()).toEqual([held, young, needed].sort());
});
