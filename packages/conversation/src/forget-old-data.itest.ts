import { uuidv7 } from '@tenohira/core';
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

  expect(await forget()).toEqual({ inbox: 1, outbox: 1, sessions: 1, forms: 1 });
  expect(await forget()).toEqual({ inbox: 0, outbox: 0, sessions: 0, forms: 0 });

  const left = await database.db.readTenant(other.tenantId, ({ sql }) =>
    sql<{ n: number }>('select count(payload)::int as n from inbox_event'),
  );
  expect(left[0]?.n).toBe(3);
});
