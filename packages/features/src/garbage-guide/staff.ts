// What staff, the command line and tests ask of the garbage guide.
import { addDays, daysBetween, isLocalDate, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/feature-kit';
import { type CollectionOnDay, collectionsOn } from './dataset/calendar.ts';
import { type FoundItem, searchItems } from './dataset/search-items.ts';
import type { Category, ClosedDays, Closure, DatasetDoubt } from './dataset/types.ts';
import { errors } from './errors.ts';
import {
  findAreaCalendar,
  findInForce,
  findInForceId,
  listAreaNames,
  readItems,
  readWholeDataset,
} from './repository.ts';
import { readClosedDays } from './stored-settings.ts';

export type { DatasetDifference } from './compare-datasets.ts';
export type { DatasetFile } from './dataset/parse-dataset.ts';
export { type ImportReport, importDataset as importGarbageData } from './import-dataset.ts';
export { type ImportPreview, previewImport as previewGarbageImport } from './preview-import.ts';

export type GarbageArea = { key: string; name: string; district?: string };

/** The areas of the calendar in force, in the city's order. Empty where there is none. */
export async function listGarbageAreas(db: TenantDb): Promise<GarbageArea[]> {
  const areas = await listAreaNames(db, await findInForceId(db));
  return areas.map(({ key, name, district }) => ({ key, name, ...(district === undefined ? {} : { district }) }));
}

export type GarbageInForce = {
  importedAt: Date;
  fileNames: string[];
  areas: GarbageArea[];
  categories: Category[];
  closures: Closure[];
  closedDays: ClosedDays;
  items: number;
  /** What staff should still look at. */
  doubts: DatasetDoubt[];
};

/** The calendar that residents see. Undefined where none has been imported. */
export async function readGarbageInForce(db: TenantDb): Promise<GarbageInForce | undefined> {
  const inForce = await findInForce(db);
  if (!inForce) return undefined;
  const { importedAt, files, itemCount, doubts } = inForce;
  const { categories, closures } = await readWholeDataset(db, inForce.id);
  return {
    ...{ importedAt, fileNames: Object.keys(files).toSorted(), items: itemCount, doubts, categories, closures },
    areas: await listGarbageAreas(db),
    closedDays: await readClosedDays(db),
  };
}

/** Either `areaKey`, or `name` (with `district` where a name occurs in several). */
export type GarbageCalendarQuery = ({ areaKey: string } | { name: string; district?: string }) & {
  from: LocalDate;
  /** Included. At most two years after `from`. */
  to: LocalDate;
  /** Instead of the city's setting. */
  closedDays?: ClosedDays;
};

export type GarbageDay = { day: LocalDate; collections: CollectionOnDay[] };

/**
 * Every day of the period with what is collected on it; days without a collection are there with none.
 * @throws AppError GARBAGE_GUIDE_NO_DATASET, GARBAGE_GUIDE_AREA_NOT_FOUND, GARBAGE_GUIDE_AREA_AMBIGUOUS,
 *   GARBAGE_GUIDE_PERIOD_INVALID
 */
export async function garbageCalendar(db: TenantDb, query: GarbageCalendarQuery): Promise<GarbageDay[]> {
  const { from, to } = query;
  const days = isLocalDate(from) && isLocalDate(to) ? daysBetween(from, to) + 1 : 0;
  if (days < 1 || days > MAX_DAYS) throw errors.PERIOD_INVALID();
  const datasetId = await findInForceId(db);
  if (datasetId === undefined) throw errors.NO_DATASET();
  const areaKey = findKey(await listAreaNames(db, datasetId), query);
  const calendar = await findAreaCalendar(db, datasetId, areaKey);
  if (!calendar) throw errors.AREA_NOT_FOUND();
  const closedDays = query.closedDays ?? (await readClosedDays(db));
  return Array.from({ length: days }, (_, offset) => {
    const day = addDays(from, offset);
    return { day, collections: collectionsOn(calendar.area, calendar.dataset, day, closedDays) };
  });
}

/** Items that fit the words, best first. */
export async function searchGarbageItems(db: TenantDb, query: string, limit = 10): Promise<FoundItem[]> {
  return searchItems(await readItems(db, await findInForceId(db)), query, limit);
}

const MAX_DAYS = 732;

function findKey(areas: readonly GarbageArea[], query: GarbageCalendarQuery): string {
  if ('areaKey' in query) return query.areaKey;
  const { name, district } = query;
  const found = areas.filter((area) => area.name === name && (district === undefined || area.district === district));
  if (found.length > 1) throw errors.AREA_AMBIGUOUS({ details: { keys: found.map(({ key }) => key) } });
  if (!found[0]) throw errors.AREA_NOT_FOUND();
  return found[0].key;
}
