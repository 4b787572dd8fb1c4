// The days on which banks move money: 銀行法施行令 article 5 names Saturdays, Sundays, national holidays and
// 31 December to 3 January as days of rest.
import { createRequire } from 'node:module';
import { addDays, type LocalDate, weekdayOf } from '@tenohira/core';
import { errors } from './errors.ts';

const require = createRequire(import.meta.url);

type Holidays = { holidays: Readonly<Record<LocalDate, unknown>> };
type Calendar = { holidays: Holidays['holidays']; firstYear: number; lastYear: number };

const YEAR_END = new Set(['12-31', '01-01', '01-02', '01-03']);

let known: Calendar | undefined;

/** @throws AppError BANKING_CALENDAR_UNKNOWN for a year whose holidays are not known */
export function isBankBusinessDay(day: LocalDate): boolean {
  const { holidays, firstYear, lastYear } = calendar();
  const year = Number(day.slice(0, 4));
  if (!(year >= firstYear && year <= lastYear)) throw errors.CALENDAR_UNKNOWN({ details: { day } });
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !Object.hasOwn(holidays, day) && !YEAR_END.has(day.slice(5));
}

/** The first business day after `day`. */
export function nextBankBusinessDay(day: LocalDate): LocalDate {
  let next = addDays(day, 1);
  while (!isBankBusinessDay(next)) next = addDays(next, 1);
  return next;
}

/** The nth business day after `day` (`n` from 0); 0 is `day` itself, whether banks work on it or not. */
export function addBankBusinessDays(day: LocalDate, n: number): LocalDate {
  let reached = day;
  for (let count = 0; count < n; count += 1) reached = nextBankBusinessDay(reached);
  return reached;
}

function calendar(): Calendar {
  if (!known) {
    // Read at first use; typed here because the package's own types are one literal of a thousand days.
    const { holidays } = require('@holiday-jp/holiday_jp') as Holidays; // a CommonJS module
    const years = Object.keys(holidays).map((day) => Number(day.slice(0, 4)));
    known = { holidays, firstYear: Math.min(...years), lastYear: Math.max(...years) };
  }
  return known;
}
