import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteObjectsOfMessage, readObject, readThumbnail, sealObject, storeObject } from './object-store.ts';

const bytes = Buffer.from('a photo of a crack in a road');
const thumbnail = Buffer.from('a small crack');

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  tenant = await createTestTenant(database.db);
  residentId = (await createTestResident(database.db, tenant)).residentId;
});
afterAll(() => database.drop());

async function store(sourceMessageId?: string): Promise<string> {
  const sealed = await sealObject(tenant.secrets, tenant.tenantId, { bytes, thumbnail, contentType: 'image/jpeg' });
  const origin = { residentId, ...(sourceMessageId === undefined ? {} : { sourceMessageId }) };
  await database.db.withTenant(tenant.tenantId, (db) => storeObject(db, sealed, origin));
  return sealed.id;
}
const read = (id: string, of = tenant) => database.db.readTenant(of.tenantId, (db) => readObject(db, of.secrets, id));
const readSmall = (id: string, of = tenant) =>
  database.db.readTenant(of.tenantId, (db) => readThumbnail(db, of.secrets, id));

it('gives back what it keeps, and keeps it unreadable', async () => {
  const id = await store();
  expect(await read(id)).toEqual({ contentType: 'image/jpeg', bytes });
  expect(await readSmall(id)).toEqual({ contentType: 'image/jpeg', bytes: thumbnail });
  const row = await database.db.readTenant(tenant.tenantId, ({ prisma }) =>
    prisma.storedObject.findFirstOrThrow({ where: { id } }),
  );
  expect(Buffer.concat([row.bytes, row.thumbnail ?? bytes]).includes('crack')).toBe(false);
});

it('shows a photo from before there were thumbnails whole', async () => {
  const id = await store();
  await database.db.withTenant(tenant.tenantId, ({ sql }) =>
    sql('update stored_object set thumbnail = null where id = $1', [id]),
  );
  expect(await readSmall(id)).toEqual({ contentType: 'image/jpeg', bytes });
});

it('does not open under the id of another object', async () => {
  const [id, otherId] = [await store(), await store()];
  await database.db.withTenant(tenant.tenantId, ({ sql }) =>
    sql(
      `update stored_object o set (bytes, thumbnail) = (select bytes, thumbnail from stored_object where id = $1)
       where o.id = $2`,
      [id, otherId],
    ),
  );
  await expect(read(otherId)).rejects.toMatchObject({ code: 'SECRETS_NOT_DECRYPTABLE' });
  await expect(readSmall(otherId)).rejects.toMatchObject({ code: 'SECRETS_NOT_DECRYPTABLE' });
});

it('has no such object for another tenant', async () => {
  const other = await createTestTenant(database.db);
  const id = await store();
  const refusal = { code: 'STORAGE_OBJECT_NOT_FOUND', statusCode: 404 };
  await expect(read(id, other)).rejects.toMatchObject(refusal);
  await expect(readSmall(id, other)).rejects.toMatchObject(refusal);
});

it('deletes what came with a message, and nothing else', async () => {
  const [gone, kept] = [await store('m1'), await store('m2')];
  const ids = await database.db.withTenant(tenant.tenantId, (db) => deleteObjectsOfMessage(db, 'm1'));
  expect(ids).toEqual([gone]);
  await expect(read(gone)).rejects.toMatchObject({ code: 'STORAGE_OBJECT_NOT_FOUND' });
  expect((await read(kept)).bytes).toEqual(bytes);
});
