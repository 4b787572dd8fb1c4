// Test support: the blocks' way to an invented city's files, without a database.
import { parseDataset } from './dataset/parse-dataset.ts';
import { readSeed } from './dataset/test-cities.ts';
import { datasetPort } from './dataset-port.ts';
import type { GarbageGuidePort, KnownResident } from './ports.ts';

/** A demo city of `prisma/seed`: minatono (12 areas) or yukimizawa (5). */
export function seedPort(city: string, resident: KnownResident = {}): GarbageGuidePort {
  return datasetPort(parseDataset(readSeed(city)).dataset, resident);
}

/** A city that has the feature on and has given no files yet. */
export function emptyPort(): GarbageGuidePort {
  return {
    hasCalendar: async () => false,
    findResident: async () => ({}),
    listAreas: async () => [],
    findCalendar: async () => undefined,
    listCategories: async () => [],
    searchItems: async () => [],
  };
}

/** The key of an area of that name. */
export async function keyOf(port: GarbageGuidePort, name: string): Promise<string> {
  const area = (await port.listAreas()).find((candidate) => candidate.name === name);
  if (!area) throw new Error(`no area ${name}`);
  return area.key;
}
