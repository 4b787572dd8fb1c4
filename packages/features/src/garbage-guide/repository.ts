// The only queries of the feature. Each runs in the tenant that the handle belongs to.
import type { TenantDb } from '@tenohira/feature-kit';
import { z } from 'zod';
import { areaKeysOf } from './area-key.ts';
import { toAreaNames } from './area-names.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { searchItems } from './dataset/search-items.ts';
import type { Area, Category, Closure, Collection, GarbageDataset, Item, Remark } from './dataset/types.ts';
import type { AreaCalendar, AreaName, GarbageGuidePort, KnownResident, Reminder } from './ports.ts';
import { REMINDER_KINDS } from './ports.ts';

/** What is small, and the same for all areas. */
type Content = { categories: Category[]; closures: Closure[]; remarks: Remark[] };

/**
 * A dataset never changes once it is stored, and its id is found under row level security each time: what is read of it
 * once may be kept. Bounded by number; a city of 1,100 areas and 3,000 items takes about 2 MB.
 */
type CachedDataset = { content?: Content; names?: AreaName[]; items?: Item[]; calendars: Map<string, AreaCalendar> };
const datasets = createBoundedCache<string, CachedDataset>(40);

export async function findInForceId(db: TenantDb): Promise<string | undefined> {
  const row = await db.prisma.garbageGuideDataset.findFirst({ where: { inForce: true }, select: { id: true } });
  return row?.id;
}

/** The blocks' way to the data. What is in force is looked up once for each port. */
export function createGuidePort(db: TenantDb, residentId: string): GarbageGuidePort {
  let inForce: Promise<string | undefined> | undefined;
  const findId = () => {
    inForce ??= findInForceId(db);
    return inForce;
  };
  return {
    hasCalendar: async () => (await findId()) !== undefined,
    findResident: () => findResident(db, residentId),
    listAreas: async () => listAreaNames(db, await findId()),
    findCalendar: async (areaKey) => findAreaCalendar(db, await findId(), areaKey),
    listCategories: async () => {
      const id = await findId();
      return id === undefined ? [] : (await readContent(db, id)).categories;
    },
    searchItems: async (query) => {
      const items = await readItems(db, await findId());
      return searchItems(items, query, items.length);
    },
  };
}

/** The areas of a dataset in the city's order. */
export async function listAreaNames(db: TenantDb, datasetId: string | undefined): Promise<readonly AreaName[]> {
  if (datasetId === undefined) return [];
  const cached = cacheOf(datasetId);
  cached.names ??= await readAreaNames(db, datasetId);
  return cached.names;
}

export async function findAreaCalendar(
  db: TenantDb,
  datasetId: string | undefined,
  areaKey: string,
): Promise<AreaCalendar | undefined> {
  if (datasetId === undefined || areaKey === '') return undefined;
  const cached = cacheOf(datasetId);
  const known = cached.calendars.get(areaKey);
  if (known) return known;
  const name = (await listAreaNames(db, datasetId)).find(({ key }) => key === areaKey);
  const row = await db.prisma.garbageGuideArea.findFirst({ where: { datasetId, areaKey } });
  if (!name || !row) return undefined;
  const content = await readContent(db, datasetId);
  const calendar = { name, area: toArea(row), dataset: { ...content, areas: [], items: [] } };
  cached.calendars.set(areaKey, calendar);
  return calendar;
}

export async function readItems(db: TenantDb, datasetId: string | undefined): Promise<readonly Item[]> {
  if (datasetId === undefined) return [];
  const cached = cacheOf(datasetId);
  if (!cached.items) {
    const rows = await db.prisma.garbageGuideItem.findMany({ where: { datasetId }, orderBy: { position: 'asc' } });
    cached.items = rows.map(({ categoryLabel, name, notice, furigana }) => ({
      label: categoryLabel,
      name,
      notice,
      furigana,
    }));
  }
  return cached.items;
}

export async function findResident(db: TenantDb, residentId: string): Promise<KnownResident> {
  const row = await db.prisma.garbageGuideSubscription.findFirst({ where: { residentId } });
  if (!row) return {};
  const kind = REMINDER_KINDS.find((one) => one === row.reminder);
  const reminder = kind && row.reminderTime !== null ? { reminder: { kind, time: row.reminderTime } } : {};
  return { areaKey: row.areaKey, ...reminder };
}

/** Remembers the resident's area; a reminder stays as it is. */
export async function saveArea(db: TenantDb, residentId: string, areaKey: string): Promise<void> {
  await db.sql(
    `insert into garbage_guide_subscription (resident_id, area_key) values ($1, $2)
     on conflict (tenant_id, resident_id) do update set area_key = excluded.area_key, updated_at = now()`,
    [residentId, areaKey],
  );
}

export async function saveReminder(db: TenantDb, residentId: string, reminder: Reminder | null): Promise<void> {
  await db.prisma.garbageGuideSubscription.updateMany({
    where: { residentId },
    data: { reminder: reminder?.kind ?? null, reminderTime: reminder?.time ?? null },
  });
}

/** Residents who are reminded, the greatest id first. The job of who is forgotten finds nothing and ends. */
export async function listReminded(db: TenantDb, page: { after?: string; limit: number }): Promise<string[]> {
  const rows = await db.prisma.garbageGuideSubscription.findMany({
    where: { reminder: { not: null }, ...(page.after === undefined ? {} : { residentId: { lt: page.after } }) },
    orderBy: { residentId: 'desc' },
    take: page.limit,
    select: { residentId: true },
  });
  return rows.map(({ residentId }) => residentId);
}

export async function forgetResident(db: TenantDb, residentId: string): Promise<void> {
  await db.prisma.garbageGuideSubscription.deleteMany({ where: { residentId } });
}

/** The settings with which the city has the feature on, as they are stored. */
export async function readStoredSettings(db: TenantDb, featureKey: string): Promise<unknown> {
  const row = await db.prisma.featureInstall.findFirst({ where: { featureKey }, select: { settings: true } });
  return row?.settings ?? {};
}

/** All of a dataset but its areas. */
export async function readWholeDataset(db: TenantDb, datasetId: string): Promise<GarbageDataset> {
  return { ...(await readContent(db, datasetId)), areas: [], items: [...(await readItems(db, datasetId))] };
}

export type StoredDataset = {
  id: string;
  importedAt: Date;
  files: Record<string, string>;
  areas: (Area & { key: string })[];
  itemCount: number;
  doubts: { file: string; line?: number; message: string }[];
};

/** One import of a city at a time, until the transaction ends. */
export async function lockImports(db: TenantDb): Promise<void> {
  await db.sql(
    `select pg_advisory_xact_lock(hashtextextended('garbage-guide.import:' || current_tenant_id()::text, 0))`,
  );
}

/** What is in force, to compare an import with. */
export async function findInForce(db: TenantDb): Promise<StoredDataset | undefined> {
  const row = await db.prisma.garbageGuideDataset.findFirst({
    where: { inForce: true },
    include: { areas: { orderBy: { position: 'asc' } }, _count: { select: { items: true } } },
  });
  if (!row) return undefined;
  return {
    id: row.id,
    importedAt: row.importedAt,
    files: filesSchema.parse(row.files),
    areas: row.areas.map((area) => ({ ...toArea(area), key: area.areaKey })),
    itemCount: row._count.items,
    doubts: row.doubts as StoredDataset['doubts'], // written by insertDataset
  };
}

export type NewDataset = Pick<StoredDataset, 'id' | 'files' | 'doubts'> & { dataset: GarbageDataset };

/** Stores a dataset and puts it in force in place of the one before; keeps that and a few older ones. */
export async function insertDataset(db: TenantDb, { id, files, dataset, doubts }: NewDataset): Promise<void> {
  const { areas, items, categories, closures, remarks } = dataset;
  const keys = areaKeysOf(areas);
  await db.prisma.garbageGuideDataset.updateMany({ where: { inForce: true }, data: { inForce: false } });
  await db.prisma.garbageGuideDataset.create({
    data: { id, inForce: true, files, content: { categories, closures, remarks }, doubts },
  });
  await db.prisma.garbageGuideArea.createMany({
    data: areas.map(({ position, name, district, center, collections }, index) => ({
      datasetId: id,
      position,
      areaKey: keys[index] ?? '',
      district: district ?? null,
      name,
      center: center ?? null,
      collections,
    })),
  });
  await db.prisma.garbageGuideItem.createMany({
    data: items.map(({ label, name, notice, furigana }, position) => ({
      datasetId: id,
      position,
      categoryLabel: label,
      name,
      notice,
      furigana,
    })),
  });
  await db.sql(
    `delete from garbage_guide_dataset where id not in
       (select id from garbage_guide_dataset order by in_force desc, imported_at desc, id desc limit $1)`,
    [KEPT_DATASETS],
  );
}

/** How many residents have chosen one of these areas. */
export async function countResidentsIn(db: TenantDb, areaKeys: readonly string[]): Promise<number> {
  return db.prisma.garbageGuideSubscription.count({ where: { areaKey: { in: [...areaKeys] } } });
}

/** The one in force among them. */
const KEPT_DATASETS = 5;
const filesSchema = z.record(z.string(), z.string());

type AreaRow = { position: number; district: string | null; name: string; center: string | null; collections: unknown };

function toArea({ position, district, name, center, collections }: AreaRow): Area {
  return {
    position,
    name,
    ...(district === null ? {} : { district }),
    ...(center === null ? {} : { center }),
    collections: collections as Collection[], // written by insertDataset from a parsed file
  };
}

async function readAreaNames(db: TenantDb, datasetId: string): Promise<AreaName[]> {
  const rows = await db.prisma.garbageGuideArea.findMany({ where: { datasetId }, orderBy: { position: 'asc' } });
  return toAreaNames(
    rows.map(toArea),
    rows.map(({ areaKey }) => areaKey),
  );
}

async function readContent(db: TenantDb, id: string): Promise<Content> {
  const cached = cacheOf(id);
  if (!cached.content) {
    const row = await db.prisma.garbageGuideDataset.findFirst({ where: { id }, select: { content: true } });
    cached.content = (row?.content ?? { categories: [], closures: [], remarks: [] }) as Content; // written by insertDataset
  }
  return cached.content;
}

function cacheOf(datasetId: string): CachedDataset {
  return datasets.get(datasetId, () => ({ calendars: new Map() }));
}
