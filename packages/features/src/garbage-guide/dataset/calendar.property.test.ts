// The calendar against a slow reading of the same rules that shares nothing with it: it makes every round of every month
// with Date, in the order in which a person would read the calendar, and then asks whether the day is among them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionsBetween } from './calendar.ts';
import { parseRule } from './parse-rule.ts';
import type { Area, ClosedDays, GarbageDataset } from './types.ts';

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'];
const FROM = '2026-11-01';
const TO = '2027-04-30';

type Word = { weekday: number; nth?: number; start?: string };
type Cell = { words: Word[]; months?: number[]; days: string[] };

const day = fc
  .date({ min: new Date('2026-10-01T00:00:00Z'), max: new Date('2027-05-30T00:00:00Z'), noInvalidDate: true })
  .map(iso);
const weekday = fc.integer({ min: 0, max: 6 });
const word: fc.Arbitrary<Word> = fc.oneof(
  fc.record({ weekday }),
  fc.record({ weekday, nth: fc.integer({ min: 1, max: 5 }) }),
  day.map((start) => ({ weekday: new Date(`${start}T00:00:00Z`).getUTCDay(), start })),
);
const cell: fc.Arbitrary<Cell> = fc.record(
  {
    words: fc.array(word, { minLength: 1, maxLength: 3 }),
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
    days: fc.array(day, { maxLength: 3 }),
  },
  { requiredKeys: ['words', 'days'] },
);
const closures = fc.array(
  fc.tuple(day, fc.integer({ min: 0, max: 20 })).map(([from, days]): [string, string] => [from, plus(from, days)]),
  { maxLength: 3 },
);

describe('the calendar', () => {
  it('agrees with a slow reading, round by round, for any cell, closures and treatment', () => {
    fc.assert(
      fc.property(cell, closures, fc.constantFrom<ClosedDays>('skip', 'shift'), (given, closed, closedDays) => {
        expect(fast(given, closed, closedDays)).toEqual(slow(given, closed, closedDays));
      }),
      { numRuns: 1500 },
    );
  });

  it('never collects more often with closed days than without', () => {
    fc.assert(
      fc.property(cell, closures, fc.constantFrom<ClosedDays>('skip', 'shift'), (given, closed, closedDays) => {
        const undisturbed = fast({ ...given, days: [] }, [], closedDays);
        expect(fast({ ...given, days: [] }, closed, closedDays).length).toBeLessThanOrEqual(undisturbed.length);
      }),
    );
  });
});

function fast(given: Cell, closed: [string, string][], closedDays: ClosedDays): string[] {
  const { rules, problems } = parseRule(textOf(given));
  expect(problems).toEqual([]);
  const area: Area = {
    position: 0,
    name: 'a',
    center: 'c',
    collections: [{ categoryLabel: 'x', rules, remarkIds: [] }],
  };
  const dataset: GarbageDataset = {
    areas: [area],
    categories: [],
    items: [],
    remarks: [],
    closures: closed.map(([from, to]) => ({ center: 'c', from, to })),
  };
  return collectionsBetween(area, dataset, FROM, TO, closedDays).map((found) => found.day);
}

function textOf({ words, months, days }: Cell): string {
  const weekdays = words.map(({ weekday: number, nth, start }) =>
    start ? `隔${WEEKDAYS[number]}${start.replaceAll('-', '')}` : `${WEEKDAYS[number]}${nth ?? ''}`,
  );
  return `${weekdays.join(' ')}${months ? `:${months.join(' ')}` : ''} ${days.map((text) => text.replaceAll('-', '')).join(' ')}`;
}

function slow({ words, months, days }: Cell, closed: [string, string][], closedDays: ClosedDays): string[] {
  const isClosed = (text: string) => closed.some(([from, to]) => from <= text && text <= to);
  const found = new Set(days);
  for (const first of ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04']) {
    if (months && !months.includes(Number(first.slice(5)))) continue;
    for (const { weekday: number, nth, start } of words) {
      let rounds: string[] = [];
      for (let text = `${first}-01`; text.startsWith(first); text = plus(text, 1))
        if (new Date(`${text}T00:00:00Z`).getUTCDay() === number) rounds.push(text);
      const planned = rounds.filter((text, index) => {
        if (nth !== undefined) return index + 1 === nth;
        if (start === undefined) return true;
        for (let next = start; next <= text; next = plus(next, 14)) if (next === text) return true;
        return false;
      });
      const firstClosed = rounds.find(isClosed);
      if (closedDays === 'skip') rounds = planned.filter((text) => !isClosed(text));
      else rounds = planned.map((text) => (firstClosed !== undefined && text >= firstClosed ? plus(text, 7) : text));
      for (const text of rounds) if (text.startsWith(first)) found.add(text);
    }
  }
  return [...found].filter((text) => FROM <= text && text <= TO).sort();
}

function plus(text: string, days: number): string {
  const date = new Date(`${text}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}
