import { areaKeysOf } from './area-key.ts';
import { toAreaNames } from './area-names.ts';
import { searchItems } from './dataset/search-items.ts';
import type { GarbageDataset } from './dataset/types.ts';
import type { GarbageGuidePort, KnownResident } from './ports.ts';

/** The blocks' way to a calendar that is in memory and not in force: a sample, or a test's. */
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
