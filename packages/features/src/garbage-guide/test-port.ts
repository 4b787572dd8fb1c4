// Test support: the blocks' way to an invented city's files, without a database.
import { areaKeysOf } from './area-key.ts';
import { toAreaNames } from './area-names.ts';
import { parseDataset } from './dataset/parse-dataset.ts';
import { searchItems } from './dataset/search-items.ts';
import { readSeed } from './dataset/test-cities.ts';
import type { GarbageDataset } from './dataset/types.ts';
import type { GarbageGuidePort, KnownResident } from './ports.ts';

/** A demo city of `prisma/seed`: minatono (12 areas) or yukimizawa (5). */
export function seedPort(city: string, resident: KnownResident = {}): GarbageGuidePort {
  return datasetPort(parseDataset(readSeed(city)).dataset, resident);
}

export function datasetPort(dataset: GarbageDataset, resident: KnownResident = {}): GarbageGuidePort {
  const names = toAreaNames(dataset.areas, areaKeysOf(dataset.areas));
  return {
    hasCalendar: async () => true,
    findResident: async () => resident,
    listAreas: async () => names,
    findCalendar: async (areaKey) => {
      const index = names.findIndex(({ key }) => key === areaKey);
      const [name, area] = [names[index], dataset.areas[index]];
      return name && area ? { name, area, dataset: { ...dataset, areas: [], items: [] } } : undefined;
    },
    listCategories: async () => dataset.categories,
    searchItems: async (query) => searchItems(dataset.items, query, dataset.items.length),
  };
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
