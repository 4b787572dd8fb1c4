import { expect, it } from 'vitest';
import { settingsSchema } from '../schema.ts';
import { judgePlace } from './judge-place.ts';

const square = (south: number, west: number) => [
  [south, west],
  [south, west + 0.2],
  [south + 0.2, west + 0.2],
  [south + 0.2, west],
];
const settings = settingsSchema.parse({
  area: square(35.4, 135.4),
  neighbours: [
    { name: 'となり市', contact: '0120-000-111', area: square(35.4, 135.2) },
    { name: 'かさなり町', area: square(35.4, 135.1) },
  ],
});

it('takes a place in the city for its own', () => {
  expect(judgePlace(settings, [35.5, 135.5])).toEqual({ where: 'inside' });
});

it('names the neighbour that holds the place, the first one where two do', () => {
  expect(judgePlace(settings, [35.5, 135.25])).toEqual({
    where: 'outside',
    neighbour: { name: 'となり市', contact: '0120-000-111' },
  });
  expect(judgePlace(settings, [35.5, 135.15])).toEqual({
    where: 'outside',
    neighbour: { name: 'かさなり町', contact: '' },
  });
});

it('says only that it is outside where no neighbour is known there', () => {
  expect(judgePlace(settings, [35.9, 135.5])).toEqual({ where: 'outside' });
});

it('takes a place for its own up to the tolerance beyond the border, even on the ground of a neighbour', () => {
  // 0.0005 degrees of longitude are 45 m here, 0.0006 are 54 m.
  expect(judgePlace(settings, [35.5, 135.3995])).toEqual({ where: 'border', distanceM: expect.closeTo(45.3, 0) });
  expect(judgePlace(settings, [35.5, 135.3994])).toMatchObject({ where: 'outside' });
  expect(judgePlace({ ...settings, borderToleranceM: 0 }, [35.5, 135.3995])).toMatchObject({ where: 'outside' });
});

it('cannot tell where the city has set no area, whatever its neighbours are', () => {
  expect(judgePlace({ ...settings, area: [] }, [35.5, 135.25])).toEqual({ where: 'unknown' });
});
