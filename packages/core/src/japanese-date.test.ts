import { describe, expect, it } from 'vitest';
import { createFixedClock } from './clock.ts';
import {
  addDays,
  daysBetween,
  fiscalYearOf,
  formatJapaneseDay,
  isLocalDate,
  jstDateOf,
  jstEndOf,
  jstMoment,
  jstTimeOf,
  weekdayOf,
} from './japanese-date.ts';

describe('the day and time in Japan', () => {
  it.each([
    ['2026-11-23T14:59:59.999Z', '2026-11-23', '23:59'],
    ['2026-11-23T15:00:00.000Z', '2026-11-24', '00:00'],
    ['2024-02-29T15:00:00.000Z', '2024-03-01', '00:00'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01', '00:00'],
  ])('is at %s %s %s', (moment, day, time) => {
    expect([jstDateOf(new Date(moment)), jstTimeOf(new Date(moment))]).toEqual([day, time]);
  });

  it.each([
    ['2026-11-24', '2026-11-24T15:00:00.000Z'],
    ['2024-02-28', '2024-02-28T15:00:00.000Z'],
    ['9999-12-31', '9999-12-31T15:00:00.000Z'],
  ])('%s ends at %s', (day, end) => {
    expect(jstEndOf(day).toISOString()).toBe(end);
  });

  it('leads back to the moment', () => {
    expect(jstMoment('2026-11-24', '07:30').toISOString()).toBe('2026-11-23T22:30:00.000Z');
  });
});

describe('isLocalDate', () => {
  it.each([
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2024-1-1', false],
    ['2024-13-01', false],
    ['2024-04-31', false],
    ['2024-01-01T00:00', false],
    ['２０２４-01-01', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isLocalDate(text)).toBe(expected);
  });
});

describe('counting with days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-11-24', 0, '2026-11-24'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  it('counts a leap year whole', () => {
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
  });
});

it.each([
  ['2026-11-22', 0, '11月22日(日)'],
  ['2026-11-24', 2, '11月24日(火)'],
  ['2026-11-28', 6, '11月28日(土)'],
])('%s is weekday %i and reads %s', (day, weekday, text) => {
  expect(weekdayOf(day)).toBe(weekday);
  expect(formatJapaneseDay(day)).toBe(text);
});

it.each([
  ['2027-03-31', 2026],
  ['2027-04-01', 2027],
  ['2026-12-31', 2026],
])('%s lies in fiscal year %i', (day, year) => {
  expect(fiscalYearOf(day)).toBe(year);
});

it('a fixed clock stands still until it is moved, and hands out copies', () => {
  const clock = createFixedClock('2026-11-24T00:00:00Z');
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-11-24T00:00:00.000Z');
  clock.advanceMs(1_500);
  expect(clock.now().toISOString()).toBe('2026-11-24T00:00:01.500Z');
});
