import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addStaff, authenticateStaff, disableStaff, listStaff } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it('knows a person by the token, in their own city only', async () => {
  const { tenantId } = await createTestTenant(database.db);
  const other = await createTestTenant(database.db);
  const added = await database.db.withTenant(tenantId, (scope) =>
    addStaff(scope, { name: '試験 職員', role: 'editor' }, 'system'),
  );
  expect(await authenticateStaff(database.db, added.token)).toEqual({
    tenantId,
    staffId: added.staffId,
    name: '試験 職員',
    role: 'editor',
  });
  const elsewhere = added.token.replace(tenantId, other.tenantId);
  await expect(authenticateStaff(database.db, elsewhere)).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
});

it.each(['', 'x', 'not-a-uuid.secret', '018f0000-0000-7000-8000-000000000001.secret'])(
  'refuses the token %j',
  async (token) => {
    await expect(authenticateStaff(database.db, token)).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
  },
);

it('forgets a token at once when the person leaves, and keeps no copy of it', async () => {
  const { tenantId } = await createTestTenant(database.db);
  const { staffId, token } = await database.db.withTenant(tenantId, (scope) =>
    addStaff(scope, { name: '去る人', role: 'owner' }, 'system'),
  );
  const rows = await database.db.readTenant(tenantId, ({ sql }) =>
    sql<{ row: string }>('select to_json(s)::text as row from staff_member s'),
  );
  expect(rows.map(({ row }) => row.includes(token.split('.')[1] ?? ''))).toEqual([false]);
  await database.db.withTenant(tenantId, (scope) => disableStaff(scope, staffId, 'system'));
  await expect(authenticateStaff(database.db, token)).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
  const [listed] = await database.db.readTenant(tenantId, listStaff);
  expect(listed).toMatchObject({ staffId, role: 'owner', enabled: false });
});

it('refuses a role that there is not', async () => {
  const { tenantId } = await createTestTenant(database.db);
  const attempt = database.db.withTenant(tenantId, (scope) => addStaff(scope, { name: 'x', role: 'king' }, 'system'));
  await expect(attempt).rejects.toMatchObject({ code: 'STAFF_ROLE_UNKNOWN' });
});
