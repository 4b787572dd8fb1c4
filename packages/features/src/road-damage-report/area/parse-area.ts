// Reads the outline of a city as staff have it: typed lists of positions, or GeoJSON from a map tool.
// GeoJSON: RFC 7946, sections 3.1.1 (a position is longitude, latitude), 3.1.6 (Polygon), 3.1.7 (MultiPolygon).
import type { Area, Position } from './geometry.ts';

/** The outline, or what is wrong with it in words for staff. */
export type ParsedArea = { area: Area } | { problem: string };

/** Japan's farthest points, rounded outwards. No latitude here is a longitude here, which tells the two apart. */
const LATITUDE = { min: 20, max: 46 };
const LONGITUDE = { min: 122, max: 154 };

/** The settings are read with every message of a resident; an outline for this purpose needs a few hundred points. */
const MAX_POSITIONS = 10_000;

const HOW_TO = '[[緯度, 経度], …] の形か、地図ソフトのGeoJSON（PolygonかMultiPolygon）をそのまま貼りつけてください。';

class Problem extends Error {}

/**
 * Takes a ring `[[lat, lon], …]`, a polygon (list of rings), a list of polygons, GeoJSON of these as an object or as
 * text, and bare GeoJSON coordinates. What it gives can be given to it again. Nothing, `''` and `[]` are no area.
 */
export function parseArea(input: unknown): ParsedArea {
  try {
    const polygons = polygonsOf(typeof input === 'string' ? parseText(input) : input);
    const area = polygons.map((rings) => listOf(rings).map(readRing));
    const count = area.flat().reduce((sum, ring) => sum + ring.length, 0);
    if (count > MAX_POSITIONS) {
      throw new Problem(`点が${count}個あります。${MAX_POSITIONS}個までに、線を簡単にしてください。`);
    }
    return { area };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

function parseText(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(`区域の文字が読めません。とちゅうで切れていないか確かめてください。${HOW_TO}`);
  }
}

/** Lists of rings, unread. */
function polygonsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isObject)) return value.flatMap(polygonsOf);
    return polygonsOfLists(value);
  }
  if (!isObject(value)) throw new Problem(`区域の形が正しくありません。${HOW_TO}`);
  switch (value.type) {
    case 'FeatureCollection':
      return listOf(value.features).flatMap(polygonsOf);
    case 'Feature':
      return polygonsOf(value.geometry);
    case 'GeometryCollection':
      return listOf(value.geometries).flatMap(polygonsOf);
    case 'Polygon':
      return [value.coordinates];
    case 'MultiPolygon':
      return listOf(value.coordinates);
    default:
      throw new Problem(`GeoJSONの種類「${String(value.type)}」は使えません。PolygonかMultiPolygonにしてください。`);
  }
}

/** How deep the lists lie says what they are: a ring, a polygon's rings, or polygons. */
function polygonsOfLists(lists: readonly unknown[]): readonly unknown[] {
  if (lists.length === 0) return [];
  switch (depthOf(lists)) {
    case 2:
      return [[lists]];
    case 3:
      return [lists];
    case 4:
      return lists;
    default:
      throw new Problem(`区域のかっこの数が合いません。${HOW_TO}`);
  }
}

function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + depthOf(value[0]) : 0;
}

function readRing(value: unknown): Position[] {
  const positions = listOf(value).map(readPosition);
  const [first, last] = [positions[0], positions.at(-1)];
  // GeoJSON repeats the first position at the end.
  if (first && last && positions.length > 1 && first[0] === last[0] && first[1] === last[1]) positions.pop();
  if (new Set(positions.map(String)).size < 3) {
    throw new Problem('点が3つより少ない線があります。区域を囲む点を3つ以上入れてください。');
  }
  return positions;
}

/** In either order; a height behind them is left out. */
function readPosition(value: unknown): Position {
  const [first, second] = Array.isArray(value) ? value : [];
  if (isWithin(first, LATITUDE) && isWithin(second, LONGITUDE)) return [first, second];
  if (isWithin(first, LONGITUDE) && isWithin(second, LATITUDE)) return [second, first];
  throw new Problem(`「${show(value)}」は日本の中の緯度・経度ではありません。例：[35.6812, 139.7671]`);
}

function isWithin(value: unknown, { min, max }: { min: number; max: number }): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Problem(`区域の形が正しくありません。${HOW_TO}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'なし').slice(0, 60);
}
