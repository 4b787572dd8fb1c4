import { describe, expect, it } from 'vitest';
import { collectionsBetween, collectionsOn, nextCollections } from './calendar.ts';
import { parseRule } from './parse-rule.ts';
import type { Area, ClosedDays, Closure, GarbageDataset } from './types.ts';

const LABEL = 'もえるごみ';

function cityWith(cell: string, closed: [string, string][] = []): { area: Area; dataset: GarbageDataset } {
  const { rules, remarkIds, problems } = parseRule(cell);
  if (problems.length > 0) throw new Error(problems.join());
  const area: Area = {
    position: 0,
    name: '浜町',
    center: '北 センター',
    collections: [{ categoryLabel: LABEL, rules, remarkIds }],
  };
  const closures: Closure[] = closed.map(([from, to]) => ({ center: '北センター', from, to }));
  return {
    area,
    dataset: {
      areas: [area],
      categories: [],
      items: [],
      closures: [...closures, { center: '南センター', from: '2000-01-01', to: '2099-12-31' }],
      remarks: [{ id: '1', text: '雨の日も収集します。' }],
    },
  };
}

function daysOf(
  cell: string,
  from: string,
  to: string,
  closedDays: ClosedDays = 'skip',
  closed: [string, string][] = [],
): string[] {
  const { area, dataset } = cityWith(cell, closed);
  return collectionsBetween(area, dataset, from, to, closedDays).map(({ day }) => day.slice(5));
}

describe('the calendar without closed days', () => {
  it.each([
    ['火', ['04-07', '04-14', '04-21', '04-28']],
    ['水5', ['04-29']],
    ['火1 火3', ['04-07', '04-21']],
    ['隔木20260402', ['04-02', '04-16', '04-30']],
    ['隔木20260416', ['04-16', '04-30']],
    ['20260401 20260430 20260501', ['04-01', '04-30']],
    ['火1 20260411', ['04-07', '04-11']],
    ['火1:5 6', []],
    ['*1', []],
  ])('%s in April 2026', (cell, days) => {
    expect(daysOf(cell, '2026-04-01', '2026-04-30')).toEqual(days);
  });

  it('has no fifth weekday in a month without one', () => {
    expect(daysOf('金5', '2026-04-01', '2026-06-30')).toEqual(['05-29']);
  });

  it('counts every second week over the new year and leap days', () => {
    const days = daysOf('隔火20260414', '2026-04-01', '2028-03-31');
    expect(days).toHaveLength(52);
    expect(days).toContain('02-29');
  });

  it('does not go back before the start of every second week', () => {
    expect(daysOf('隔木20260416', '2026-03-01', '2026-04-15')).toEqual([]);
  });
});

describe('skip', () => {
  it('leaves out the rounds on closed days, and only them', () => {
    const closed: [string, string][] = [['2026-12-31', '2027-01-03']];
    expect(daysOf('木 土', '2026-12-24', '2027-01-09', 'skip', closed)).toEqual(['12-24', '12-26', '01-07', '01-09']);
    expect(daysOf('土1', '2027-01-01', '2027-02-28', 'skip', closed)).toEqual(['02-06']);
    expect(daysOf('隔木20261217', '2026-12-17', '2027-01-31', 'skip', closed)).toEqual(['12-17', '01-14', '01-28']);
  });

  it('takes both ends as closed and counts all periods of a center', () => {
    const closed: [string, string][] = [
      ['2026-04-07', '2026-04-07'],
      ['2026-04-21', '2026-04-28'],
    ];
    expect(daysOf('火', '2026-04-01', '2026-04-30', 'skip', closed)).toEqual(['04-14']);
  });
});

describe('shift', () => {
  const newYear: [string, string][] = [['2026-12-31', '2027-01-03']];

  it('moves the closed round and all later ones of the month by a week', () => {
    expect(daysOf('土1 土3', '2027-01-01', '2027-01-31', 'shift', newYear)).toEqual(['01-09', '01-23']);
    expect(daysOf('土', '2027-01-01', '2027-02-06', 'shift', newYear)).toEqual([
      '01-09',
      '01-16',
      '01-23',
      '01-30',
      '02-06',
    ]);
  });

  it('moves a later round also where the closed round of the weekday is not one of the rule', () => {
    expect(daysOf('土2', '2027-01-01', '2027-01-31', 'shift', newYear)).toEqual(['01-16']);
  });

  it('keeps the rounds before the first closed one', () => {
    const closed: [string, string][] = [['2026-08-13', '2026-08-15']];
    expect(daysOf('木1 木2 木3', '2026-08-01', '2026-08-31', 'shift', closed)).toEqual(['08-06', '08-20', '08-27']);
  });

  it('drops a round that would leave the month, and does not move the next month', () => {
    expect(daysOf('木5', '2026-12-01', '2027-01-31', 'shift', newYear)).toEqual([]);
    expect(daysOf('木', '2026-12-24', '2027-01-14', 'shift', newYear)).toEqual(['12-24', '01-07', '01-14']);
  });

  it('does not move other weekdays', () => {
    expect(daysOf('月1 土1', '2027-01-01', '2027-01-31', 'shift', newYear)).toEqual(['01-04', '01-09']);
  });

  it('begins anew in each month of a closure that spans two', () => {
    const closed: [string, string][] = [['2026-07-28', '2026-08-04']];
    expect(daysOf('火1 火4', '2026-07-01', '2026-08-31', 'shift', closed)).toEqual(['07-07', '08-11']);
    expect(daysOf('火1 火3', '2026-07-01', '2026-08-31', 'shift', closed)).toEqual([
      '07-07',
      '07-21',
      '08-11',
      '08-25',
    ]);
  });

  it('moves every second week in its month, and counts on from the start', () => {
    const closed: [string, string][] = [['2027-01-07', '2027-01-07']];
    expect(daysOf('隔木20261210', '2026-12-01', '2027-02-28', 'shift', closed)).toEqual([
      '12-10',
      '12-24',
      '01-14',
      '01-28',
      '02-04',
      '02-18',
    ]);
  });

  it('asks for the month of the round before it moves', () => {
    expect(daysOf('土1:1', '2027-01-01', '2027-02-28', 'shift', newYear)).toEqual(['01-09']);
    expect(daysOf('木5:12', '2026-12-01', '2027-01-31', 'shift', newYear)).toEqual([]);
  });

  it('does not look again at a round that has moved', () => {
    const closed: [string, string][] = [['2026-08-10', '2026-08-20']];
    expect(daysOf('木', '2026-08-01', '2026-08-31', 'shift', closed)).toEqual(['08-06', '08-20', '08-27']);
  });
});

describe('single days', () => {
  it.each<ClosedDays>(['skip', 'shift'])('are neither left out nor moved (%s)', (closedDays) => {
    const closed: [string, string][] = [['2026-12-31', '2027-01-03']];
    expect(daysOf('20261231 20270102', '2026-12-01', '2027-01-31', closedDays, closed)).toEqual(['12-31', '01-02']);
  });
});

describe('collectionsOn and nextCollections', () => {
  it('gives the texts of the remarks that exist', () => {
    const { area, dataset } = cityWith('火 *1 *9');
    expect(collectionsOn(area, dataset, '2026-04-07', 'skip')).toEqual([
      { categoryLabel: LABEL, remarks: ['雨の日も収集します。'] },
    ]);
    expect(collectionsOn(area, dataset, '2026-04-08', 'skip')).toEqual([]);
  });

  it('has no closed days for an area whose center is unknown', () => {
    const { area, dataset } = cityWith('木', [['2026-12-31', '2027-01-03']]);
    const { center: _, ...without } = area;
    expect(collectionsOn(without, dataset, '2026-12-31', 'skip')).toHaveLength(1);
    expect(collectionsOn({ ...area, center: '東' }, dataset, '2026-12-31', 'skip')).toHaveLength(1);
    expect(collectionsOn(area, dataset, '2026-12-31', 'skip')).toHaveLength(0);
  });

  it('finds the next days, today included, and stops at the limit', () => {
    const { area, dataset } = cityWith('火2');
    const next = (withinDays: number, count = 2) =>
      nextCollections(area, dataset, '2026-04-14', 'skip', { count, withinDays }).map(({ day }) => day);
    expect(next(60)).toEqual(['2026-04-14', '2026-05-12']);
    expect(next(28)).toEqual(['2026-04-14']);
    expect(next(400, 1)).toEqual(['2026-04-14']);
  });

  it('finds the next days of one category', () => {
    const { area, dataset } = cityWith('火');
    const two: Area = {
      ...area,
      collections: [
        ...area.collections,
        { categoryLabel: 'びん', rules: [{ kind: 'weekly', weekday: 3 }], remarkIds: [] },
      ],
    };
    const options = { count: 1, withinDays: 30, categoryLabel: 'びん' };
    expect(nextCollections(two, dataset, '2026-04-01', 'skip', { ...options }).map(({ day }) => day)).toEqual([
      '2026-04-01',
    ]);
  });

  it('refuses what is no day', () => {
    const { area, dataset } = cityWith('火');
    expect(() => collectionsOn(area, dataset, '2026-4-1x', 'skip')).toThrow(RangeError);
  });
});
