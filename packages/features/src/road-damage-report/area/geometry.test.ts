import { describe, expect, it } from 'vitest';
import { type Area, distanceToBorderM, isInArea } from './geometry.ts';

const square: Area = [
  [
    [
      [35, 135],
      [35, 136],
      [36, 136],
      [36, 135],
    ],
  ],
];
const withHole: Area = [
  [
    ...(square[0] ?? []),
    [
      [35.4, 135.4],
      [35.4, 135.6],
      [35.6, 135.6],
      [35.6, 135.4],
    ],
  ],
];
/** A U, open to the north. */
const concave: Area = [
  [
    [
      [35, 135],
      [35, 136],
      [36, 136],
      [36, 135.7],
      [35.3, 135.7],
      [35.3, 135.3],
      [36, 135.3],
      [36, 135],
    ],
  ],
];

describe('isInArea', () => {
  it('leaves out a hole, and what lies around', () => {
    expect(isInArea(withHole, [35.2, 135.2])).toBe(true);
    expect(isInArea(withHole, [35.5, 135.5])).toBe(false);
    expect(isInArea(withHole, [35.5, 136.1])).toBe(false);
  });

  it('leaves out the bay of a concave city', () => {
    expect(isInArea(concave, [35.8, 135.1])).toBe(true);
    expect(isInArea(concave, [35.8, 135.5])).toBe(false);
    expect(isInArea(concave, [35.1, 135.5])).toBe(true);
  });

  it('counts a corner at the same latitude once', () => {
    const diamond: Area = [
      [
        [
          [35, 135.5],
          [35.5, 136],
          [36, 135.5],
          [35.5, 135],
        ],
      ],
    ];
    expect(isInArea(diamond, [35.5, 135.2])).toBe(true);
    expect(isInArea(diamond, [35.5, 134.9])).toBe(false);
    expect(isInArea(diamond, [35, 135.1])).toBe(false);
  });

  it('holds no point where there is no area', () => {
    expect(isInArea([], [35.5, 135.5])).toBe(false);
    expect(distanceToBorderM([], [35.5, 135.5])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('distanceToBorderM', () => {
  it('is in metres, from both sides, in both directions', () => {
    // A second of latitude is 30.9 m; at 35.5 degrees a second of longitude is 25.2 m.
    expect(distanceToBorderM(square, [36 + 1 / 3600, 135.5])).toBeCloseTo(30.9, 0);
    expect(distanceToBorderM(square, [36 - 1 / 3600, 135.5])).toBeCloseTo(30.9, 0);
    expect(distanceToBorderM(square, [35.5, 136 + 1 / 3600])).toBeCloseTo(25.2, 0);
  });

  it('is that to the corner where no edge lies opposite', () => {
    expect(distanceToBorderM(square, [36 + 3 / 3600, 136 + 4 / 3600])).toBeCloseTo(Math.hypot(3 * 30.9, 4 * 25), 0);
  });

  it('is that to a hole where it is the nearest line', () => {
    expect(distanceToBorderM(withHole, [35.6 - 1 / 3600, 135.5])).toBeCloseTo(30.9, 0);
  });
});
