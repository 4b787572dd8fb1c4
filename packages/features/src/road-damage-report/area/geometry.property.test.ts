// Star-shaped polygons with any number of dents: whether a point is inside is known from its direction and distance
// alone, by a formula that shares nothing with counting crossings.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, distanceToBorderM, isInArea, type Position, type Ring } from './geometry.ts';

const CENTRE: Position = [35.5, 135.5];

type Star = { radii: number[] };
const star: fc.Arbitrary<Star> = fc.record({
  radii: fc.array(fc.double({ min: 0.02, max: 0.1, noNaN: true }), { minLength: 3, maxLength: 40 }),
});
const direction = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true, maxExcluded: true });
/** How far towards the border, 1 being on it. Points within a thousandth of it are left to the distance. */
const share = fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 1.001, max: 3, noNaN: true }));

describe('a star-shaped city', () => {
  it('holds exactly the points that are nearer to its centre than its border is in that direction', () => {
    fc.assert(
      fc.property(star, direction, share, (city, angle, part) => {
        const point = at(angle, part * borderAt(city, angle));
        expect(isInArea([[ringOf(city)]], point)).toBe(part < 1);
      }),
    );
  });

  it('has a hole where a smaller copy of it lies inside', () => {
    fc.assert(
      fc.property(star, direction, share, (city, angle, part) => {
        const hole = { radii: city.radii.map((radius) => radius / 2) };
        const inRing = (part > 0.5005 && part < 1) || undefined;
        const inHole = part < 0.4995;
        fc.pre(inRing === true || inHole || part > 1);
        const point = at(angle, part * borderAt(city, angle));
        expect(isInArea([[ringOf(city), ringOf(hole)]], point)).toBe(inRing === true);
      }),
    );
  });

  it('is the same from whichever corner and in whichever direction it was drawn', () => {
    fc.assert(
      fc.property(star, direction, share, fc.nat(39), (city, angle, part, turn) => {
        const ring = ringOf(city);
        const turned = [...ring.slice(turn % ring.length), ...ring.slice(0, turn % ring.length)].toReversed();
        const point = at(angle, part * borderAt(city, angle));
        expect(isInArea([[turned]], point)).toBe(isInArea([[ring]], point));
        expect(distanceToBorderM([[turned]], point)).toBeCloseTo(distanceToBorderM([[ring]], point), 6);
      }),
    );
  });

  it('has no distance at its border, and further away none that is longer than the way back', () => {
    fc.assert(
      fc.property(star, direction, fc.double({ min: 0, max: 0.05, noNaN: true }), (city, angle, beyond) => {
        const border = borderAt(city, angle);
        const area: Area = [[ringOf(city)]];
        expect(distanceToBorderM(area, at(angle, border))).toBeLessThan(0.01);
        // A degree is at most 111.3 km.
        expect(distanceToBorderM(area, at(angle, border + beyond))).toBeLessThanOrEqual(beyond * 111_300 + 0.01);
      }),
    );
  });

  it('is the union of its parts', () => {
    fc.assert(
      fc.property(star, star, direction, share, (one, other, angle, part) => {
        const [first, second]: [Area, Area] = [[[ringOf(one)]], [[ringOf(other)]]];
        const point = at(angle, part * borderAt(one, angle));
        expect(isInArea([...first, ...second], point)).toBe(isInArea(first, point) || isInArea(second, point));
      }),
    );
  });
});

function ringOf({ radii }: Star): Ring {
  return radii.map((radius, index) => at((2 * Math.PI * index) / radii.length, radius));
}

function at(angle: number, radius: number): Position {
  return [CENTRE[0] + radius * Math.sin(angle), CENTRE[1] + radius * Math.cos(angle)];
}

/** Distance from the centre to the edge in that direction: the sine rule in the triangle of centre and edge. */
function borderAt({ radii }: Star, angle: number): number {
  const sector = (2 * Math.PI) / radii.length;
  const index = Math.min(radii.length - 1, Math.floor(angle / sector));
  const [from, to] = [radii[index] ?? 0, radii[(index + 1) % radii.length] ?? 0];
  const along = angle - index * sector;
  return (from * to * Math.sin(sector)) / (from * Math.sin(along) + to * Math.sin(sector - along));
}
