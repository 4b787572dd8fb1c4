import { isDeepStrictEqual } from 'node:util';
import { AppError, addDays, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/feature-kit';
import { areaKeysOf } from './area-key.ts';
import { checkSizes } from './check-sizes.ts';
import { compareDatasets, type DatasetDifference } from './compare-datasets.ts';
import { decodeText, type TextEncoding } from './dataset/decode.ts';
import { type DatasetFile, parseDataset } from './dataset/parse-dataset.ts';
import type { DatasetDoubt, DatasetProblem } from './dataset/types.ts';
import { errors } from './errors.ts';
import { hashFiles, sealOf } from './file-hashes.ts';
import { countResidentsIn, findInForce, readWholeDataset } from './repository.ts';
import { readClosedDays } from './stored-settings.ts';

export type ImportPreview = {
  /** What was given, and how it was read; null for a file whose letters nobody can read. */
  files: { name: string; encoding: TextEncoding | null }[];
  /** Every mistake. Not empty: nothing can be imported, and the rest is null. */
  problems: DatasetProblem[];
  /** What was read although it looks strange. */
  doubts: DatasetDoubt[];
  counts: { areas: number; categories: number; items: number; closures: number } | null;
  /** To what is in force. Null where nothing is. */
  difference: DatasetDifference | null;
  /** Who will be asked for their area again, because the one that they chose is gone or has another name. */
  residentsToAskAgain: number;
  /** These very files are in force. */
  isInForce: boolean;
  /** Names these files and what is in force now: an import under this seal is the one that was looked at. */
  seal: string | null;
};

/** How far ahead collection days are compared. */
const PREVIEW_DAYS = 60;

/** Reads the files as an import would, says what that would change, and stores nothing. */
export async function previewImport(
  db: TenantDb,
  given: readonly DatasetFile[],
  { today }: { today: LocalDate },
): Promise<ImportPreview> {
  const files = given.map(({ name, bytes }) => ({ name, encoding: decodeText(bytes)?.encoding ?? null }));
  const read = readFiles(given, today);
  if ('problems' in read) {
    const nothing = { counts: null, difference: null, residentsToAskAgain: 0, isInForce: false, seal: null };
    return { files, problems: [...read.problems], doubts: [], ...nothing };
  }
  const { dataset, doubts } = read;
  const { areas, categories, items, closures } = dataset;
  const inForce = await findInForce(db);
  const hashes = hashFiles(given);
  const keys = areaKeysOf(areas);
  const known = new Set(keys);
  const after = { areas: areas.map((area, index) => ({ ...area, key: keys[index] ?? '' })), dataset };
  const gone = (inForce?.areas ?? []).filter(({ key }) => !known.has(key));
  const difference = inForce
    ? compareDatasets({ areas: inForce.areas, dataset: await readWholeDataset(db, inForce.id) }, after, {
        ...{ from: today, to: addDays(today, PREVIEW_DAYS - 1) },
        closedDays: await readClosedDays(db),
      })
    : null;
  return {
    ...{ files, problems: [], doubts: [...doubts], difference },
    counts: {
      ...{ areas: areas.length, categories: categories.length },
      ...{ items: items.length, closures: closures.length },
    },
    residentsToAskAgain:
      gone.length === 0
        ? 0
        : await countResidentsIn(
            db,
            gone.map(({ key }) => key),
          ),
    isInForce: isDeepStrictEqual(hashes, inForce?.files),
    seal: sealOf(hashes, inForce?.id),
  };
}

function readFiles(
  files: readonly DatasetFile[],
  today: LocalDate,
): Pick<ReturnType<typeof parseDataset>, 'dataset' | 'doubts'> | { problems: readonly DatasetProblem[] } {
  try {
    const parsed = parseDataset(files, { today });
    checkSizes(parsed.dataset);
    return parsed;
  } catch (error) {
    const { code } = errors.DATASET_INVALID();
    if (!(error instanceof AppError) || error.code !== code) throw error;
    return { problems: error.details.problems as DatasetProblem[] }; // as parseDataset and checkSizes give them
  }
}
