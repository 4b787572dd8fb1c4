import { expect, it } from 'vitest';
import { addBankBusinessDays, isBankBusinessDay, nextBankBusinessDay } from './bank-calendar.ts';
import { errors } from './errors.ts';

it.each([
  ['2026-11-24', true],
  ['2026-11-23', false], // 勤労感謝の日
  ['2026-11-22', false], // Sunday
  ['2026-11-21', false], // Saturday
  ['2026-12-30', true],
  ['2026-12-31', false],
  ['2027-01-01', false],
  ['2025-01-02', false],
  ['2025-01-03', false],
  ['2027-01-04', true],
  ['2024-02-29', true],
  ['2026-09-22', false], // a day between two holidays
  ['2025-05-06', false], // the day instead of a holiday on Sunday
])('banks work on %s: %s', (day, works) => {
  expect(isBankBusinessDay(day)).toBe(works);
});

it.each([
  ['2026-11-20', '2026-11-24'],
  ['2026-11-24', '2026-11-25'],
  ['2026-12-30', '2027-01-04'],
  ['2024-02-28', '2024-02-29'],
])('after %s the next business day is %s', (day, next) => {
  expect(nextBankBusinessDay(day)).toBe(next);
});

it.each([
  ['2026-11-23', 0, '2026-11-23'],
  ['2026-11-21', 1, '2026-11-24'],
  ['2026-11-20', 3, '2026-11-26'],
  ['2026-12-29', 3, '2027-01-05'],
])('%s and %i business days is %s', (day, n, reached) => {
  expect(addBankBusinessDays(day, n)).toBe(reached);
});

it.each(['2051-03-01', '1969-03-03', 'tomorrow'])('does not guess about %s', (day) => {
  expect(() => isBankBusinessDay(day)).toThrow(errors.CALENDAR_UNKNOWN().message);
});
