import { isDeepStrictEqual } from 'node:util';
import { type LocalDate, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/feature-kit';
import { areaKeysOf } from './area-key.ts';
import { fullName } from './area-names.ts';
import { checkSizes } from './check-sizes.ts';
import type { KeyedArea } from './compare-datasets.ts';
import { type DatasetFile, parseDataset } from './dataset/parse-dataset.ts';
import type { DatasetDoubt } from './dataset/types.ts';
import { errors } from './errors.ts';
import { hashFiles, sealOf } from './file-hashes.ts';
import { countResidentsIn, findInForce, insertDataset, lockImports } from './repository.ts';

export type ImportReport = {
  /** False: these very files are in force already, and nothing was written. */
  changed: boolean;
  areas: number;
  items: number;
  doubts: readonly DatasetDoubt[];
  /** Against what was in force before; names as residents see them, in the order of the files. */
  difference: {
    added: string[];
    removed: string[];
    /** Collected on other days, or with other remarks. */
    changed: string[];
    /** Who had chosen an area that is gone, and will be asked again. */
    residentsToAskAgain: number;
  };
};

/**
 * Takes over a city's files, all or nothing: in the transaction of `db` the new calendar comes in force and the old one
 * goes out. `today` lets it notice calendars that are over; `seal` holds it to what a preview has shown.
 *
 * @throws AppError GARBAGE_GUIDE_DATASET_INVALID with every mistake, GARBAGE_GUIDE_PREVIEW_OUTDATED; what is in force stays
 */
export async function importDataset(
  db: TenantDb,
  files: readonly DatasetFile[],
  options: { today?: LocalDate; seal?: string } = {},
): Promise<ImportReport> {
  const { seal, ...reading } = options;
  const { dataset, doubts } = parseDataset(files, reading);
  checkSizes(dataset);
  const hashes = hashFiles(files);
  await lockImports(db);
  const before = await findInForce(db);
  if (seal !== undefined && seal !== sealOf(hashes, before?.id)) throw errors.PREVIEW_OUTDATED();
  if (before && isDeepStrictEqual(before.files, hashes)) {
    const difference = { added: [], removed: [], changed: [], residentsToAskAgain: 0 };
    return { changed: false, areas: before.areas.length, items: before.itemCount, doubts, difference };
  }
  await insertDataset(db, { id: uuidv7(), files: hashes, dataset, doubts });
  const keys = areaKeysOf(dataset.areas);
  const after = dataset.areas.map((area, index) => ({ ...area, key: keys[index] ?? '' }));
  const difference = await compare(db, before?.areas ?? [], after);
  return { changed: true, areas: after.length, items: dataset.items.length, doubts, difference };
}

async function compare(
  db: TenantDb,
  before: readonly KeyedArea[],
  after: readonly KeyedArea[],
): Promise<ImportReport['difference']> {
  const old = new Map(before.map((area) => [area.key, area]));
  const kept = new Set(after.map(({ key }) => key));
  const removed = before.filter(({ key }) => !kept.has(key));
  return {
    added: after.filter(({ key }) => !old.has(key)).map(fullName),
    removed: removed.map(fullName),
    changed: after.filter((area) => old.has(area.key) && !isSameCalendar(old.get(area.key), area)).map(fullName),
    residentsToAskAgain:
      removed.length === 0
        ? 0
        : await countResidentsIn(
            db,
            removed.map(({ key }) => key),
          ),
  };
}

function isSameCalendar(before: KeyedArea | undefined, after: KeyedArea): boolean {
  return before?.center === after.center && isDeepStrictEqual(before?.collections, after.collections);
}
