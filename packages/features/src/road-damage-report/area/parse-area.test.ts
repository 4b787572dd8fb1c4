import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArea } from './parse-area.ts';

const ring = [
  [35.1, 135.1],
  [35.1, 135.2],
  [35.2, 135.2],
];
const hole = [
  [35.12, 135.15],
  [35.12, 135.18],
  [35.14, 135.18],
];
const swap = (positions: number[][]) => positions.map(([latitude = 0, longitude = 0]) => [longitude, latitude]);
const closed = (positions: number[][]) => [...positions, ...positions.slice(0, 1)];
const polygon = { type: 'Polygon', coordinates: [closed(swap(ring)), closed(swap(hole))] };

describe('parseArea', () => {
  it.each([
    ['one ring', ring, [[ring]]],
    ['a closed ring', closed(ring), [[ring]]],
    ['rings of one polygon', [ring, hole], [[ring, hole]]],
    ['several polygons', [[ring], [hole]], [[ring], [hole]]],
    ['longitude first', [swap(ring)], [[ring]]],
    ['bare GeoJSON coordinates of several polygons', [[closed(swap(ring))], [closed(swap(hole))]], [[ring], [hole]]],
    ['a GeoJSON Polygon', polygon, [[ring, hole]]],
    ['a GeoJSON MultiPolygon', { type: 'MultiPolygon', coordinates: [[swap(ring)], [swap(hole)]] }, [[ring], [hole]]],
    ['a GeoJSON Feature', { type: 'Feature', properties: { N03_007: '00000' }, geometry: polygon }, [[ring, hole]]],
    [
      'a GeoJSON FeatureCollection',
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', geometry: polygon },
          { type: 'Feature', geometry: polygon },
        ],
      },
      [
        [ring, hole],
        [ring, hole],
      ],
    ],
    [
      'GeoJSON with heights',
      { type: 'Polygon', coordinates: [swap(ring).map((position) => [...position, 12.5])] },
      [[ring]],
    ],
    ['pasted text', ` ${JSON.stringify(polygon)}\n`, [[ring, hole]]],
    ['nothing', '', []],
    ['an empty list', [], []],
  ])('takes %s', (_name, input, area) => {
    expect(parseArea(input)).toEqual({ area });
  });

  it.each([
    ['text that breaks off', '{"type":"Polygon","coordinates":[[[135.1', 'とちゅうで切れていないか'],
    ['a line instead of a polygon', { type: 'LineString', coordinates: swap(ring) }, '種類「LineString」は使えません'],
    [
      'two points',
      [
        [35.1, 135.1],
        [35.2, 135.2],
      ],
      '点が3つより少ない',
    ],
    [
      'the same point three times',
      [
        [35.1, 135.1],
        [35.1, 135.1],
        [35.1, 135.1],
      ],
      '点が3つより少ない',
    ],
    [
      'a place abroad',
      [
        [48.85, 2.35],
        [48.86, 2.35],
        [48.86, 2.36],
      ],
      '「[48.85,2.35]」は日本の中',
    ],
    [
      'plane coordinates in metres',
      [
        [-12000.5, 3456.7],
        [1, 2],
        [3, 4],
      ],
      '日本の中の緯度・経度ではありません',
    ],
    ['one position alone', [35.1, 135.1], 'かっこの数が合いません'],
    ['brackets too deep', [[[ring]]].map((area) => [area]), 'かっこの数が合いません'],
    ['a number', 5, '形が正しくありません'],
    ['null', null, '形が正しくありません'],
    ['uneven brackets', [[ring], ring], '日本の中の緯度・経度ではありません'],
  ])('says in words what is wrong with %s', (_name, input, words) => {
    const parsed = parseArea(input);
    expect('problem' in parsed && parsed.problem).toContain(words);
  });

  it('asks for a simpler line where there are too many points', () => {
    const long = Array.from({ length: 10_001 }, (_, index) => [35 + index / 100_000, 135 + (index % 7) / 100]);
    expect(parseArea(long)).toEqual({ problem: expect.stringContaining('点が10001個あります。10000個まで') });
  });

  it('takes what it has given as it is, so that saved settings can be read again', () => {
    const position = fc.tuple(
      fc.double({ min: 20, max: 46, noNaN: true }).map((latitude) => latitude + 0),
      fc.double({ min: 122, max: 154, noNaN: true }),
    );
    const rings = fc.array(fc.uniqueArray(position, { minLength: 3, maxLength: 8, selector: String }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(rings, { maxLength: 3 }), (area) => {
        const once = parseArea(area);
        expect(once).toEqual({ area });
        expect(parseArea(JSON.parse(JSON.stringify('area' in once ? once.area : [])))).toEqual(once);
      }),
    );
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (input) => {
        const parsed = parseArea(input);
        expect('area' in parsed || parsed.problem.length > 0).toBe(true);
      }),
    );
  });
});
