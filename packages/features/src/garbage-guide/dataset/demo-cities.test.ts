import { describe, expect, it } from 'vitest';
import { collectionsBetween, collectionsOn } from './calendar.ts';
import { parseDataset } from './parse-dataset.ts';
import { searchItems } from './search-items.ts';
import { readGolden, readSeed } from './test-cities.ts';

describe.each(['minatono', 'yukimizawa'])('the demo city %s', (city) => {
  const { dataset, doubts } = parseDataset(readSeed(city), { today: '2026-04-01' });

  it('loads without a doubt', () => {
    // What a city does not collect has a description and no column, on purpose.
    expect(doubts.filter(({ message }) => !message.includes('市で収集できない物'))).toEqual([]);
  });

  it('has the calendar that another program reads from the same files', () => {
    const golden = readGolden(city);
    for (const area of dataset.areas)
      for (const month of golden.months) {
        const expected = Object.entries(golden.areas[area.name] ?? {}).filter(([day]) => day.startsWith(month));
        const found = collectionsBetween(area, dataset, `${month}-01`, `${month}-31`, golden.closedDays);
        const days = found
          .filter(({ day }) => day.startsWith(month))
          .map(({ day, collections }) => [day, collections.map(({ categoryLabel }) => categoryLabel)]);
        expect(days, `${area.name} ${month}`).toEqual(expected);
      }
  });

  it('finds each of its items by name and by reading', () => {
    for (const item of dataset.items) {
      expect(searchItems(dataset.items, item.name, 1)[0]?.item.name).toBe(item.name);
      const [reading = ''] = item.furigana.split(' ');
      expect(searchItems(dataset.items, reading, 20).map((found) => found.item.name)).toContain(item.name);
    }
  });
});

describe('the demo cities', () => {
  it('are as different as cities are', () => {
    const minatono = parseDataset(readSeed('minatono'));
    const yukimizawa = parseDataset(readSeed('yukimizawa'));
    expect(minatono.dataset.items.length).toBeGreaterThanOrEqual(120);
    expect(yukimizawa.dataset.items.length).toBeGreaterThanOrEqual(60);
    expect(minatono.encodings['area_days.csv']).toBe('utf-8');
    expect(yukimizawa.encodings['area_days.csv']).toBe('shift_jis');
  });
});

describe('a large city', () => {
  it('answers a year of all categories for 1,100 areas, day by day, in seconds at most', () => {
    const { dataset } = parseDataset(readSeed('yukimizawa'));
    const areas = Array.from({ length: 1100 }, (_, position) => {
      const area = dataset.areas[position % dataset.areas.length];
      if (!area) throw new Error('no area');
      return { ...area, position };
    });
    const started = performance.now();
    const count = areas
      .map((area) => collectionsBetween(area, dataset, '2026-04-01', '2027-03-31', 'shift').length)
      .reduce((a, b) => a + b);
    const elapsedMs = performance.now() - started;
    expect(count).toBeGreaterThan(100_000);
    expect(collectionsOn(areas[0] ?? dataset.areas[0] ?? fail(), dataset, '2026-04-07', 'shift')).not.toEqual([]);
    expect(elapsedMs).toBeLessThan(5000);
  });
});

function fail(): never {
  throw new Error('no area');
}
