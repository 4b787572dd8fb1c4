// Which categories are collected on which day. Pure arithmetic on days since 1970-01-01 (UTC), no time zone anywhere.
//
// Closed days, as 5374.jp reads them (js/script.js, calcMostRect; its `SkipSuspend` and `WeekShift`):
// - A *round of a weekday* is each day of a month with that weekday, whether or not the rule collects on it. With the
//   first Thursday closed, `木2` therefore moves as well: the crews of the whole weekday are a week late.
// - `skip`: a round on a closed day is left out; nothing else changes.
// - `shift`: from the first closed round of a weekday, that one and all later ones of the month come a week later. A round
//   that would leave its month is dropped. Other weekdays and the next month do not move, not even where one closure spans
//   both months: the next month begins anew with its own closed rounds.
// - A round that has moved is not looked at again: it stays where it is even if that day is closed too.
// - `months` and the week of `隔` are those of the round before it moves.
// - Biweekly rounds are rounds of their weekday like any other. (5374.jp leaves them where they are under `WeekShift`; the
//   format's rule knows one exception only, and that is single days.)
// - Single days are said outright, so they are neither left out nor moved.
import type { LocalDate } from '@tenohira/core';
import { labelKey } from './label-key.ts';
import type { Area, ClosedDays, CollectionRule, GarbageDataset } from './types.ts';

export type CollectionOnDay = { categoryLabel: string; remarks: string[] };
export type CollectionDay = { day: LocalDate; collections: CollectionOnDay[] };

/** What is collected in the area on that day, in the order of the file's columns. Empty: nothing. */
export function collectionsOn(
  area: Area,
  dataset: GarbageDataset,
  day: LocalDate,
  closedDays: ClosedDays,
): CollectionOnDay[] {
  return collectOn(compile(area, dataset), toNumber(day), closedDays);
}

/** The days from `from` to `to` (both included) on which something is collected. */
export function collectionsBetween(
  area: Area,
  dataset: GarbageDataset,
  from: LocalDate,
  to: LocalDate,
  closedDays: ClosedDays,
): CollectionDay[] {
  const compiled = compile(area, dataset);
  const days: CollectionDay[] = [];
  const last = toNumber(to);
  for (let day = toNumber(from); day <= last; day += 1) {
    const collections = collectOn(compiled, day, closedDays);
    if (collections.length > 0) days.push({ day: toText(day), collections });
  }
  return days;
}

export type NextOptions = {
  /** How many days with a collection are wanted. */
  count: number;
  /** How far to look, in days, `from` included. */
  withinDays: number;
  /** Only this category. */
  categoryLabel?: string;
};

/** The next days on which something is collected, `from` included. Fewer than `count` where there are no more. */
export function nextCollections(
  area: Area,
  dataset: GarbageDataset,
  from: LocalDate,
  closedDays: ClosedDays,
  options: NextOptions,
): CollectionDay[] {
  const all = compile(area, dataset);
  const { categoryLabel } = options;
  const compiled = categoryLabel === undefined ? all : all.filter((one) => one.categoryLabel === categoryLabel);
  const days: CollectionDay[] = [];
  const first = toNumber(from);
  for (let day = first; day < first + options.withinDays && days.length < options.count; day += 1) {
    const collections = collectOn(compiled, day, closedDays);
    if (collections.length > 0) days.push({ day: toText(day), collections });
  }
  return days;
}

type Period = { from: number; to: number };

type CompiledCollection = {
  categoryLabel: string;
  remarks: string[];
  days: ReadonlySet<number>;
  rounds: CompiledRound[];
  closures: readonly Period[];
};

/** `months` has the bit of each month in which the rule holds. */
type CompiledRound = { weekday: number; months: number; nth?: number; start?: number };

const ALL_MONTHS = 0b1111111111110;

/** Per area, for the dataset it was last asked with; both are treated as immutable. */
const compiledAreas = new WeakMap<Area, { dataset: GarbageDataset; collections: CompiledCollection[] }>();

function compile(area: Area, dataset: GarbageDataset): CompiledCollection[] {
  const known = compiledAreas.get(area);
  if (known?.dataset === dataset) return known.collections;
  const collections = compileArea(area, dataset);
  compiledAreas.set(area, { dataset, collections });
  return collections;
}

function compileArea(area: Area, dataset: GarbageDataset): CompiledCollection[] {
  const center = area.center === undefined ? undefined : labelKey(area.center);
  const closures = dataset.closures
    .filter((closure) => labelKey(closure.center) === center)
    .map(({ from, to }) => ({ from: toNumber(from), to: toNumber(to) }));
  return area.collections.map(({ categoryLabel, rules, remarkIds }) => ({
    categoryLabel,
    remarks: remarkIds.flatMap((id) => dataset.remarks.find((remark) => remark.id === id)?.text ?? []),
    days: new Set(rules.flatMap((rule) => (rule.kind === 'days' ? rule.days.map(toNumber) : []))),
    rounds: rules.flatMap(compileRound),
    closures,
  }));
}

function compileRound(rule: CollectionRule): CompiledRound[] {
  if (rule.kind === 'days') return [];
  const months = rule.months?.reduce((bits, month) => bits | (1 << month), 0) ?? ALL_MONTHS;
  const round = { weekday: rule.weekday, months };
  if (rule.kind === 'nth') return [{ ...round, nth: rule.nth }];
  return rule.kind === 'biweekly' ? [{ ...round, start: toNumber(rule.startDay) }] : [round];
}

function collectOn(collections: CompiledCollection[], day: number, closedDays: ClosedDays): CollectionOnDay[] {
  const weekday = weekdayOf(day);
  const { month, dayOfMonth } = monthOf(day);
  const found: CollectionOnDay[] = [];
  for (const { categoryLabel, remarks, days, rounds, closures } of collections) {
    const isRound = (round: CompiledRound) =>
      round.weekday === weekday &&
      (round.months & (1 << month)) !== 0 &&
      fallsOn(round, day, dayOfMonth, closures, closedDays);
    if (days.has(day) || rounds.some(isRound)) found.push({ categoryLabel, remarks });
  }
  return found;
}

/** Whether a round comes on this day of its weekday and month, moved or not. */
function fallsOn(
  round: CompiledRound,
  day: number,
  dayOfMonth: number,
  closures: readonly Period[],
  closedDays: ClosedDays,
): boolean {
  if (closedDays === 'skip') return isPlanned(round, day, dayOfMonth) && !isClosed(day, closures);
  if (isPlanned(round, day, dayOfMonth) && !hasClosedRound(day, dayOfMonth, closures)) return true;
  return (
    dayOfMonth > 7 && isPlanned(round, day - 7, dayOfMonth - 7) && hasClosedRound(day - 7, dayOfMonth - 7, closures)
  );
}

/** Whether the calendar without closures has the round on this day (its weekday and month are known to fit). */
function isPlanned(round: CompiledRound, day: number, dayOfMonth: number): boolean {
  if (round.nth !== undefined) return Math.ceil(dayOfMonth / 7) === round.nth;
  return round.start === undefined || (day >= round.start && (day - round.start) % 14 === 0);
}

/** Whether this day, or an earlier one of its weekday in its month, is closed. */
function hasClosedRound(day: number, dayOfMonth: number, closures: readonly Period[]): boolean {
  if (closures.length === 0) return false;
  for (let back = 0; back < dayOfMonth; back += 7) if (isClosed(day - back, closures)) return true;
  return false;
}

function isClosed(day: number, closures: readonly Period[]): boolean {
  return closures.some(({ from, to }) => from <= day && day <= to);
}

const DAY_MS = 86_400_000;

function toNumber(day: LocalDate): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) throw new RangeError(`not a day: ${day}`);
  return time / DAY_MS;
}

function toText(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function monthOf(day: number): { month: number; dayOfMonth: number } {
  const date = new Date(day * DAY_MS);
  return { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}
