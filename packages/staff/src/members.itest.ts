import type { TenantDb } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticateSession, changeRole, disableStaff, inviteAgain, inviteStaff, listStaff } from './index.ts';
import { createActiveStaff } from './testing/index.ts';

let database: TestDatabase;
let city: TestTenant;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  city = await createTestTenant(database.db);
});
afterAll(() => database.drop());

const inCity = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(city.tenantId, work);
const person = { email: 'Sakura@City.Example ', name: '担当 さくら', role: 'editor' };

describe('inviting', () => {
  it('makes a person who cannot sign in yet, under the address in lower case', async () => {
    const invitation = await inCity((db) => inviteStaff(db, person, 'system'));
    expect(invitation).toMatchObject({ email: 'sakura@city.example', name: '担当 さくら' });
    expect(await inCity(listStaff)).toMatchObject([{ staffId: invitation.staffId, status: 'invited', passkeys: 0 }]);
  });

  it('keeps no copy of what the letter carries', async () => {
    const { ticket } = await inCity((db) => inviteStaff(db, person, 'system'));
    const rows = await inCity(({ sql }) => sql<{ row: string }>('select to_json(l)::text as row from staff_link l'));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(ticket.split('.')[2]);
  });

  it('refuses an address twice in one city, and takes it in another', async () => {
    await inCity((db) => inviteStaff(db, person, 'system'));
    await expect(inCity((db) => inviteStaff(db, person, 'system'))).rejects.toMatchObject({
      code: 'STAFF_EMAIL_TAKEN',
    });
    const other = await createTestTenant(database.db);
    await database.db.withTenant(other.tenantId, (db) => inviteStaff(db, person, 'system'));
  });

  it.each(['', 'sakura', 'sakura@', 'a b@city.example', 'x@city.example\nBcc: y@z.example'])(
    'refuses the address %j',
    async (email) => {
      const attempt = inCity((db) => inviteStaff(db, { ...person, email }, 'system'));
      await expect(attempt).rejects.toMatchObject({ code: 'STAFF_EMAIL_INVALID' });
    },
  );

  it.each(['king', 'operator', ''])('refuses the role %j in a city', async (role) => {
    const attempt = inCity((db) => inviteStaff(db, { ...person, role }, 'system'));
    await expect(attempt).rejects.toMatchObject({ code: 'STAFF_ROLE_UNKNOWN' });
  });

  it('again is for others: nobody locks themselves out', async () => {
    const { staffId, session } = await createActiveStaff(database.db, city.tenantId, { role: 'owner' });
    const attempt = inCity((db) => inviteAgain(db, { staffId, by: staffId }, `staff:${staffId}`));
    await expect(attempt).rejects.toMatchObject({ code: 'STAFF_OWN_ROLE' });
    expect(await authenticateSession(database.db, session)).toMatchObject({ staffId });
  });

  it('again ends what the person had to sign in with, and the sessions', async () => {
    const { staffId, session } = await createActiveStaff(database.db, city.tenantId, { role: 'editor' });
    await inCity((db) => inviteAgain(db, { staffId }, 'system'));
    await expect(authenticateSession(database.db, session)).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
    expect(await inCity(listStaff)).toMatchObject([{ status: 'invited' }]);
  });
});

describe('a role', () => {
  it('works with the next request', async () => {
    const { staffId, session } = await createActiveStaff(database.db, city.tenantId, { role: 'editor' });
    const owner = await createActiveStaff(database.db, city.tenantId, { role: 'owner' });
    expect(await authenticateSession(database.db, session)).toMatchObject({ role: 'editor' });
    await inCity((db) => changeRole(db, { staffId, role: 'viewer', by: owner.staffId }, `staff:${owner.staffId}`));
    expect(await authenticateSession(database.db, session)).toMatchObject({ role: 'viewer' });
  });

  it('is not one’s own to change, and there is always an owner', async () => {
    const { staffId } = await createActiveStaff(database.db, city.tenantId, { role: 'owner' });
    const change = (by: string) => inCity((db) => changeRole(db, { staffId, role: 'viewer', by }, 'system'));
    await expect(change(staffId)).rejects.toMatchObject({ code: 'STAFF_OWN_ROLE' });
    const editor = await createActiveStaff(database.db, city.tenantId, { role: 'editor' });
    await expect(change(editor.staffId)).rejects.toMatchObject({ code: 'STAFF_LAST_OWNER' });
  });

  it('leaves an owner when two remove each other at the same moment', async () => {
    const [one, two] = await Promise.all([
      createActiveStaff(database.db, city.tenantId, { role: 'owner' }),
      createActiveStaff(database.db, city.tenantId, { role: 'owner' }),
    ]);
    const remove = (staffId: string, by: string) => inCity((db) => disableStaff(db, { staffId, by }, 'system'));
    const results = await Promise.allSettled([remove(one.staffId, two.staffId), remove(two.staffId, one.staffId)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await inCity(listStaff)).filter(({ status }) => status === 'active')).toHaveLength(1);
  });
});

describe('leaving', () => {
  it('ends the sessions at once', async () => {
    await createActiveStaff(database.db, city.tenantId, { role: 'owner' });
    const { staffId, session } = await createActiveStaff(database.db, city.tenantId, { role: 'approver' });
    await inCity((db) => disableStaff(db, { staffId }, 'system'));
    await expect(authenticateSession(database.db, session)).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
  });
});

it('knows a session in its own city only', async () => {
  const { session } = await createActiveStaff(database.db, city.tenantId, { role: 'viewer' });
  const other = await createTestTenant(database.db);
  const elsewhere = authenticateSession(database.db, { ...session, tenantId: other.tenantId });
  await expect(elsewhere).rejects.toMatchObject({ code: 'STAFF_NOT_SIGNED_IN' });
});
