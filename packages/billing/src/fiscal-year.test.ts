import { expect, it } from 'vitest';
import { nextFiscalYear } from './fiscal-year.ts';

it.each([
  ['2026-04-01T00:00:00+09:00', '2027-04-01T00:00:00+09:00'],
  ['2026-12-31T23:59:59+09:00', '2027-04-01T00:00:00+09:00'],
  // Still the day before in UTC.
  ['2027-01-01T00:00:00+09:00', '2027-04-01T00:00:00+09:00'],
  ['2027-03-31T23:59:59+09:00', '2027-04-01T00:00:00+09:00'],
  ['2027-04-01T00:00:00+09:00', '2028-04-01T00:00:00+09:00'],
])('after %s the fiscal year begins on %s', (now, turn) => {
  expect(nextFiscalYear(new Date(now))).toEqual(new Date(turn));
});
