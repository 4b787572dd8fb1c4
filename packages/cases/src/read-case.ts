import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { caseFieldSchema } from '@tenohira/feature-kit';
import type { TenantSecrets } from '@tenohira/secrets';
import { readObject, readThumbnail, type StoredPhoto } from '@tenohira/storage';
import { z } from 'zod';
import { type CaseEntry, listEntries } from './case-entries.ts';
import { type CaseStatus, NEXT_STATUSES } from './case-status.ts';
import { errors } from './errors.ts';

export type CaseField = z.infer<typeof caseFieldSchema>;

export type CaseDetail = {
  caseId: string;
  number: string;
  featureKey: string;
  category: string | null;
  title: string;
  status: CaseStatus;
  /** Where it may go from here. */
  nextStatuses: readonly CaseStatus[];
  /** To be named by whoever changes it. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  department: { departmentId: string; name: string } | null;
  assignee: { staffId: string; name: string } | null;
  location: { latitude: number; longitude: number } | null;
  fields: CaseField[];
  /** Who reported it. `canReply`: not blocked, not gone. */
  reporter: { residentId: string; number: string; isTest: boolean; canReply: boolean };
  followers: number;
  mergedInto: string | null;
  merged: { number: string; title: string; createdAt: Date }[];
  entries: CaseEntry[];
};

const fieldsSchema = z.array(caseFieldSchema);

/** A case with its time line. @throws AppError CASE_NOT_FOUND */
export async function getCase(db: TenantDb, number: string): Promise<CaseDetail> {
  const found = await db.prisma.serviceCase.findFirst({
    where: { number },
    include: {
      department: { select: { id: true, name: true } },
      assignee: { select: { id: true, name: true } },
      resident: { select: { number: true, isTest: true, status: true } },
      successor: { select: { number: true } },
      merged: { select: { number: true, title: true, createdAt: true }, orderBy: { createdAt: 'asc' } },
      _count: { select: { followers: true } },
    },
  });
  if (!found) throw errors.NOT_FOUND();
  const { id: caseId, department, assignee, resident, latitude, longitude, residentId } = found;
  const status = found.status as CaseStatus; // the table's CHECK
  return {
    ...{ caseId, number, status, nextStatuses: NEXT_STATUSES[status], version: found.version },
    ...{ featureKey: found.featureKey, category: found.category, title: found.title },
    ...{ createdAt: found.createdAt, updatedAt: found.updatedAt },
    department: department && { departmentId: department.id, name: department.name },
    assignee: assignee && { staffId: assignee.id, name: assignee.name },
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    fields: fieldsSchema.parse(found.fields),
    reporter: {
      ...{ residentId, number: resident.number, isTest: resident.isTest },
      canReply: resident.status !== 'left',
    },
    followers: found._count.followers,
    mergedInto: found.successor?.number ?? null,
    merged: found.merged,
    entries: await listEntries(db, caseId),
  };
}

export type PhotoSize = 'full' | 'thumbnail';

/** A photo, if it is one of this case. @throws AppError CASE_NOT_FOUND, CASE_PHOTO_NOT_FOUND, STORAGE_OBJECT_NOT_FOUND */
export async function readCasePhoto(
  db: TenantDb,
  secrets: TenantSecrets,
  number: string,
  objectId: string,
  size: PhotoSize = 'full',
): Promise<StoredPhoto> {
  const found = await db.prisma.serviceCase.findFirst({ where: { number }, select: { fields: true } });
  if (!found) throw errors.NOT_FOUND();
  const isItsOwn = fieldsSchema.parse(found.fields).some(({ kind, value }) => kind === 'photo' && value === objectId);
  if (!isItsOwn) throw errors.PHOTO_NOT_FOUND();
  return size === 'thumbnail' ? readThumbnail(db, secrets, objectId) : readObject(db, secrets, objectId);
}

/** Writes down that somebody read what was typed into a form: a name, a telephone number. Before it is shown. */
export async function recordFormsOpened(
  db: TenantDb,
  { caseId, formIds, actor }: { caseId: string; formIds: readonly string[]; actor: Actor },
): Promise<void> {
  await appendAudit(db, [
    { actor, action: 'case.forms-opened', subject: `case:${caseId}`, detail: { formIds: [...formIds] } },
  ]);
}
