import { createActiveStaff } from '@tenohira/staff/testing';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remindOwners } from './remind-owners.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it('tells each owner, and nobody else, from which day on the console only reads', async () => {
  const { db } = database;
  const { tenantId, secrets } = await createTestTenant(db);
  for (const role of ['owner', 'approver'] as const) await createActiveStaff(db, tenantId, { role });
  const invoice = { number: 'A-1', dueYen: 396_000, dueOn: '2026-10-30', pageUrl: null };
  const { decrypt } = await secrets.opened(tenantId);
  const letters = await db.withTenant(tenantId, async (scope) => {
    await remindOwners(scope, secrets, { key: 'k', kind: 'last-days', invoice, readOnlyOn: '2026-11-30' });
    const rows = await scope.sql<{ id: string; body: Buffer }>('select id, body from mail_message');
    return rows.map(({ id, body }) => decrypt(`mail_message.body:${id}`, body).toString());
  });
  expect(letters).toEqual([
    expect.stringContaining('確認できないときは、2026-11-30から、管理画面が見るだけになります。'),
  ]);
  expect(letters[0]).not.toContain('2026-11-30まで');
});
