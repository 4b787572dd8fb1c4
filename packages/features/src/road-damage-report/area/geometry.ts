// Points and polygons on the few kilometres of a city, where the earth is as good as flat.

/** Degrees (WGS 84), latitude first, as people say it. GeoJSON has it the other way round. */
export type Position = readonly [latitude: number, longitude: number];

/** A closed line; the last position joins the first. */
export type Ring = readonly Position[];

/**
 * Polygons, each a list of rings. What lies inside an odd number of a polygon's rings is inside: a ring within a ring
 * is a hole, and rings apart from each other are islands.
 */
export type Area = readonly (readonly Ring[])[];

/** One degree of latitude on a sphere with the earth's mean radius (IUGG: 6 371 009 m). */
const METRES_PER_DEGREE = (Math.PI / 180) * 6_371_009;

/** Whether one of the area's polygons holds the point. A point exactly on a line may count either way. */
export function isInArea(area: Area, point: Position): boolean {
  return area.some((rings) => rings.filter((ring) => isInRing(ring, point)).length % 2 === 1);
}

/** Metres from the point to the nearest line of the area, from either side; Infinity where there is no line. */
export function distanceToBorderM(area: Area, point: Position): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of area.flat()) {
    for (const [from, to] of edgesOf(ring)) {
      nearest = Math.min(nearest, distanceFromOrigin(toMetres(from, point), toMetres(to, point)));
    }
  }
  return nearest;
}

/** Counts how often a line from the point to the east crosses the ring (even-odd rule). */
function isInRing(ring: Ring, [latitude, longitude]: Position): boolean {
  let inside = false;
  for (const [[fromLatitude, fromLongitude], [toLatitude, toLongitude]] of edgesOf(ring)) {
    // Half open: a corner belongs to one of its two edges only, and an edge along the line to neither.
    if (fromLatitude > latitude === toLatitude > latitude) continue;
    const share = (latitude - fromLatitude) / (toLatitude - fromLatitude);
    if (longitude < fromLongitude + share * (toLongitude - fromLongitude)) inside = !inside;
  }
  return inside;
}

function* edgesOf(ring: Ring): Generator<[Position, Position]> {
  let from = ring.at(-1);
  for (const to of ring) {
    if (from) yield [from, to];
    from = to;
  }
}

type Metres = { x: number; y: number };

function toMetres([latitude, longitude]: Position, [originLatitude, originLongitude]: Position): Metres {
  const shrink = Math.cos((originLatitude * Math.PI) / 180);
  return {
    x: (longitude - originLongitude) * shrink * METRES_PER_DEGREE,
    y: (latitude - originLatitude) * METRES_PER_DEGREE,
  };
}

function distanceFromOrigin(from: Metres, to: Metres): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const lengthSquared = alongX ** 2 + alongY ** 2;
  const share = lengthSquared === 0 ? 0 : -(from.x * alongX + from.y * alongY) / lengthSquared;
  const foot = Math.min(1, Math.max(0, share));
  return Math.hypot(from.x + foot * alongX, from.y + foot * alongY);
}
