import { createHash } from 'node:crypto';
import { labelKey } from './dataset/label-key.ts';
import type { Area } from './dataset/types.ts';

/**
 * One key an area, in the areas' order: 96 bits of a hash of district, name, and a count where both occur twice. Short
 * enough for a button, the same in every import, and without meaning to whoever reads a session or a log.
 */
export function areaKeysOf(areas: readonly Pick<Area, 'district' | 'name'>[]): string[] {
  const counts = new Map<string, number>();
  return areas.map(({ district = '', name }) => {
    const place = `${labelKey(district)}\n${labelKey(name)}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    return createHash('sha256').update(`${place}\n${count}`).digest('base64url').slice(0, 16);
  });
}
