import { describe, expect, it } from 'vitest';
import { areaKeysOf } from './area-key.ts';
import { type ComparedDataset, compareDatasets } from './compare-datasets.ts';
import { parseDataset } from './dataset/parse-dataset.ts';

type City = { areas: Readonly<Record<string, string>>; closed?: string; description?: string; items?: string[] };

/** A city of one category, with these days for each area. */
function cityOf({ areas, closed, description = '', items = [] }: City): ComparedDataset {
  const file = (name: string, lines: string[]) => ({ name, bytes: new TextEncoder().encode(lines.join('\n')) });
  const { dataset } = parseDataset([
    file('area_days.csv', [
      '地名,センター,もえる',
      ...Object.entries(areas).map(([name, days]) => `${name},炉,${days}`),
    ]),
    file('center.csv', ['名称,休止開始日,休止終了日', ...(closed === undefined ? [] : [`炉,${closed},${closed}`])]),
    file('description.csv', ['label,sublabel,description,styles,bgcolor', `もえる,,${description},,#aa0000`]),
    file('target.csv', ['label,name,notice,furigana', ...items]),
  ]);
  const keys = areaKeysOf(dataset.areas);
  return { areas: dataset.areas.map((area, index) => ({ ...area, key: keys[index] ?? '' })), dataset };
}

const options = { from: '2026-12-01', to: '2026-12-14', closedDays: 'skip' } as const;
const compare = (before: City, after: City) => compareDatasets(cityOf(before), cityOf(after), options);

describe('compareDatasets', () => {
  it('finds nothing between a dataset and itself', () => {
    const city = { areas: { 東町: '月', 西町: '火' }, items: ['もえる,生ごみ,,なまごみ'] };
    expect(compare(city, city)).toEqual({
      areas: { added: [], removed: [], renamed: [] },
      categories: { added: [], removed: [], changed: [] },
      items: { added: [], removed: [], changed: [] },
      days: { from: '2026-12-01', to: '2026-12-14', groups: [], furtherAreas: 0 },
    });
  });

  it('names the days that change, for areas that change alike together', () => {
    const { days } = compare(
      { areas: { 東町: '月', 西町: '月', 南町: '水', 北町: '金' } },
      { areas: { 東町: '火', 西町: '火', 南町: '水 20261212', 北町: '金' } },
    );
    expect(days.groups).toEqual([
      {
        areas: ['東町', '西町'],
        changes: [
          { day: '2026-12-01', before: [], after: ['もえる'] },
          { day: '2026-12-07', before: ['もえる'], after: [] },
          { day: '2026-12-08', before: [], after: ['もえる'] },
          { day: '2026-12-14', before: ['もえる'], after: [] },
        ],
      },
      { areas: ['南町'], changes: [{ day: '2026-12-12', before: [], after: ['もえる'] }] },
    ]);
  });

  it('sees days that change because the center is closed', () => {
    const { days } = compare({ areas: { 東町: '月' } }, { areas: { 東町: '月' }, closed: '2026/12/7' });
    expect(days.groups).toEqual([{ areas: ['東町'], changes: [{ day: '2026-12-07', before: ['もえる'], after: [] }] }]);
  });

  it('says nothing of days beyond the period', () => {
    const { days } = compare({ areas: { 東町: '月' } }, { areas: { 東町: '月 20261215' } });
    expect(days.groups).toEqual([]);
  });

  it('tells a new name from an area that came and one that went', () => {
    expect(compare({ areas: { 東町: '月', 西町: '火' } }, { areas: { 東町: '月', 西新町: '火' } }).areas).toEqual({
      added: [],
      removed: [],
      renamed: [{ from: '西町', to: '西新町' }],
    });
    expect(compare({ areas: { 東町: '月', 西町: '火' } }, { areas: { 東町: '月', 港町: '水' } }).areas).toEqual({
      added: ['港町'],
      removed: ['西町'],
      renamed: [],
    });
  });

  it('does not guess where two could be meant', () => {
    const { areas } = compare({ areas: { 東町: '月', 西町: '月' } }, { areas: { 東新町: '月', 西新町: '月' } });
    expect(areas).toEqual({ added: ['東新町', '西新町'], removed: ['東町', '西町'], renamed: [] });
  });

  it('compares the words about categories and items', () => {
    const before = { areas: { 東町: '月' }, items: ['もえる,生ごみ,水を切る,なまごみ', 'もえる,紙くず,,かみくず'] };
    const after = {
      ...{ areas: { 東町: '月' }, description: '朝8時まで' },
      items: ['もえる,生ごみ,新聞紙でつつむ,なまごみ', 'もえる,布,,ぬの'],
    };
    const { categories, items } = compare(before, after);
    expect(categories).toEqual({ added: [], removed: [], changed: ['もえる'] });
    expect(items).toEqual({ added: ['布'], removed: ['紙くず'], changed: ['生ごみ'] });
  });

  it('is quick for the largest city, and shows what a person can read', () => {
    const large = (days: (index: number) => string) => ({
      areas: Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`第${index}町内会`, days(index)])),
    });
    const day = (index: number) => `202612${String((index % 14) + 1).padStart(2, '0')}`;
    const started = performance.now();
    const { days } = compare(
      large(() => '月'),
      large((index) => `月 ${day(index)} ${day(index * 3 + 1)} ${day(index * 5 + 2)}`),
    );
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(days.groups.length).toBeLessThanOrEqual(200);
    const shown = days.groups.reduce((sum, { areas }) => sum + areas.length, 0);
    expect(shown + days.furtherAreas).toBeGreaterThan(1_000);
  });
});
