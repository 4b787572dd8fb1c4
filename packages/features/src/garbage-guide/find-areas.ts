// Which areas a resident may mean by a part of a name.
import { areaSearchKey } from './area-names.ts';
import type { AreaName } from './ports.ts';

export type FoundAreas = {
  areas: AreaName[];
  /** `whole`: the text is the name. `part`: the names hold the text. `near`: the best there is. */
  match: 'whole' | 'part' | 'near' | 'none';
};

/** The names that fit the text, in the city's order. An empty text finds all. */
export function findAreas(all: readonly AreaName[], text: string, district?: string): FoundAreas {
  const areas = district === undefined ? [...all] : all.filter((area) => area.district === district);
  const query = areaSearchKey(text);
  if (query === '') return { areas, match: 'part' };
  const whole = areas.filter((area) => area.searchKeys.includes(query));
  if (whole.length > 0) return { areas: whole, match: 'whole' };
  const part = areas.filter((area) => area.searchKeys.some((key) => key.includes(query)));
  if (part.length > 0) return { areas: part, match: 'part' };
  for (const near of nearerQueries(query)) {
    const found = areas.filter((area) => area.searchKeys.some((key) => key.includes(near)));
    if (found.length > 0) return { areas: found, match: 'near' };
  }
  const inside = areas.filter((area) => area.searchKeys.some((key) => key.length > 1 && query.includes(key)));
  return inside.length > 0 ? { areas: inside, match: 'near' } : { areas: [], match: 'none' };
}

/**
 * An address instead of a name: 汐見町2丁目5-1 has to find 汐見町1〜3丁目, みなと市汐見町 has to find 汐見町.
 * At least two letters are left, so that a lone 町 does not find every town.
 */
function nearerQueries(query: string): string[] {
  const stem = query.replace(/\d.*$/, '');
  const behindCity = stem.replace(/^.*?[都道府県]/, '').replace(/^.+?[市区町村](?=.)/, '');
  return [...new Set([stem, behindCity])].filter((part) => part.length > 1 && part !== query);
}
