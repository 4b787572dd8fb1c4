// Photos of residents, in the tenant's own rows: kept apart by row level security, encrypted under the tenant's key,
// gone in the same transaction as the message they came with.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';

export type SealedObject = { id: string; contentType: string; sealed: Buffer; sealedThumbnail: Buffer };
export type StoredPhoto = { contentType: string; bytes: Buffer };

/** Encrypts a photo for a tenant. Outside the transaction: it may have to fetch the key. */
export async function sealObject(
  secrets: TenantSecrets,
  tenantId: string,
  { bytes, thumbnail, contentType }: { bytes: Uint8Array; thumbnail: Uint8Array; contentType: string },
): Promise<SealedObject> {
  const id = uuidv7();
  return {
    ...{ id, contentType },
    sealed: await secrets.encrypt(tenantId, placeOf(id), bytes),
    sealedThumbnail: await secrets.encrypt(tenantId, thumbnailPlaceOf(id), thumbnail),
  };
}

/** Keeps a sealed object. `sourceMessageId` is the LINE message it came with: an unsend deletes by it. */
export async function storeObject(
  db: TenantDb,
  object: SealedObject,
  origin: { residentId: string; sourceMessageId?: string },
): Promise<void> {
  const { residentId, sourceMessageId = null } = origin;
  const { id, contentType } = object;
  const [bytes, thumbnail] = [new Uint8Array(object.sealed), new Uint8Array(object.sealedThumbnail)];
  await db.prisma.storedObject.create({
    data: { id, contentType, bytes, thumbnail, residentId, sourceMessageId },
  });
}

/** @throws AppError STORAGE_OBJECT_NOT_FOUND */
export async function readObject(db: TenantDb, secrets: TenantSecrets, id: string): Promise<StoredPhoto> {
  const row = await db.prisma.storedObject.findFirst({ where: { id }, omit: { thumbnail: true } });
  if (!row) throw errors.OBJECT_NOT_FOUND();
  return { contentType: row.contentType, bytes: await secrets.decrypt(db.tenantId, placeOf(id), row.bytes) };
}

/** The photo in small; one from before there were thumbnails comes whole. @throws AppError STORAGE_OBJECT_NOT_FOUND */
export async function readThumbnail(db: TenantDb, secrets: TenantSecrets, id: string): Promise<StoredPhoto> {
  const row = await db.prisma.storedObject.findFirst({ where: { id }, omit: { bytes: true } });
  if (!row?.thumbnail) return readObject(db, secrets, id);
  const { contentType, thumbnail } = row;
  return { contentType, bytes: await secrets.decrypt(db.tenantId, thumbnailPlaceOf(id), thumbnail) };
}

/** Deletes what came with a LINE message. Returns the ids that are gone. */
export async function deleteObjectsOfMessage(db: TenantDb, sourceMessageId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }>('delete from stored_object where source_message_id = $1 returning id', [
    sourceMessageId,
  ]);
  return rows.map((row) => row.id);
}

/** Deletes what a resident sent, but for what is still of use. Returns how many are gone. */
export async function deleteObjectsOfResident(
  db: TenantDb,
  residentId: string,
  kept: readonly string[],
): Promise<number> {
  const gone = await db.sql(
    'delete from stored_object where resident_id = $1 and not (id = any($2::uuid[])) returning 1',
    [residentId, kept],
  );
  return gone.length;
}

function placeOf(id: string): string {
  return `stored_object.bytes:${id}`;
}

function thumbnailPlaceOf(id: string): string {
  return `stored_object.thumbnail:${id}`;
}
