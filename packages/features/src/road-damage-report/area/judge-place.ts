import type { Settings } from '../schema.ts';
import { distanceToBorderM, isInArea, type Position } from './geometry.ts';

export type Judgement =
  | { where: 'inside' }
  /** Beyond the line, but so near that the line or the phone may be wrong. */
  | { where: 'border'; distanceM: number }
  /** The city has not said where it lies. */
  | { where: 'unknown' }
  | { where: 'outside'; neighbour?: { name: string; contact: string } };

type AreaSettings = Pick<Settings, 'area' | 'neighbours' | 'borderToleranceM'>;

/** Whether a place is the city's own, and if not, whose. The first neighbour of the list that holds it is named. */
export function judgePlace({ area, neighbours, borderToleranceM }: AreaSettings, place: Position): Judgement {
  if (area.length === 0) return { where: 'unknown' };
  if (isInArea(area, place)) return { where: 'inside' };
  const distanceM = distanceToBorderM(area, place);
  if (distanceM <= borderToleranceM) return { where: 'border', distanceM };
  const neighbour = neighbours.find((candidate) => isInArea(candidate.area, place));
  if (!neighbour) return { where: 'outside' };
  return { where: 'outside', neighbour: { name: neighbour.name, contact: neighbour.contact } };
}
