import { describe, expect, it } from 'vitest';
import { CATEGORIES } from './categories.ts';
import { settingsSchema } from './schema.ts';

const geoJson = '{"type":"Polygon","coordinates":[[[135.1,35.1],[135.2,35.1],[135.2,35.2],[135.1,35.1]]]}';

describe('settings', () => {
  it('have a default for everything, and a radius for each category', () => {
    const settings = settingsSchema.parse({});
    expect(settings).toMatchObject({ area: [], neighbours: [], borderToleranceM: 50, maxPhotos: 3, contact: 'off' });
    expect(settings.similarRadiusM).toEqual(
      Object.fromEntries(CATEGORIES.map(({ key, similarRadiusM }) => [key, similarRadiusM])),
    );
  });

  it('stay the same when they are saved as parsed and read again', () => {
    const once = settingsSchema.parse({ area: geoJson, neighbours: [{ name: 'となり市', area: JSON.parse(geoJson) }] });
    expect(once.area).toEqual([
      [
        [
          [35.1, 135.1],
          [35.1, 135.2],
          [35.2, 135.2],
        ],
      ],
    ]);
    expect(settingsSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it('say in Japanese what is wrong with an area, and where', () => {
    const result = settingsSchema.safeParse({ neighbours: [{ name: 'となり市', area: '[[35.1, 135.1]' }] });
    expect(result.error?.issues).toEqual([
      expect.objectContaining({
        path: ['neighbours', 0, 'area'],
        message: expect.stringContaining('区域の文字が読めません'),
      }),
    ]);
  });
});
