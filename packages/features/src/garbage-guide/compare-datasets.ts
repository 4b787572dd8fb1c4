// What an import would change, in the words of whoever has to answer for it: areas, categories, items, and the days on
// which something else is collected than was announced.
import { isDeepStrictEqual } from 'node:util';
import type { LocalDate } from '@tenohira/core';
import { fullName } from './area-names.ts';
import { collectionsBetween } from './dataset/calendar.ts';
import type { Area, ClosedDays, GarbageDataset } from './dataset/types.ts';

export type KeyedArea = Area & { key: string };

/** `dataset.areas` are not looked at. */
export type ComparedDataset = { areas: readonly KeyedArea[]; dataset: GarbageDataset };

export type DayChange = { day: LocalDate; before: string[]; after: string[] };

export type DatasetDifference = {
  /** Names as residents see them, in the order of the files. */
  areas: { added: string[]; removed: string[]; renamed: { from: string; to: string }[] };
  categories: { added: string[]; removed: string[]; changed: string[] };
  items: { added: string[]; removed: string[]; changed: string[] };
  days: {
    from: LocalDate;
    /** Included. */
    to: LocalDate;
    /** Areas for which the same days change, together; those with most areas first. */
    groups: { areas: string[]; changes: DayChange[] }[];
    /** Areas that change too, beyond those in `groups`. */
    furtherAreas: number;
  };
};

export type CompareOptions = { from: LocalDate; to: LocalDate; closedDays: ClosedDays };

/** More than anybody reads; a new calendar for a large city changes every area in a way of its own. */
const MAX_GROUPS = 200;

export function compareDatasets(
  before: ComparedDataset,
  after: ComparedDataset,
  { from, to, closedDays }: CompareOptions,
): DatasetDifference {
  const old = new Map(before.areas.map((area) => [area.key, area]));
  const kept = new Set(after.areas.map(({ key }) => key));
  const gone = before.areas.filter(({ key }) => !kept.has(key));
  const fresh = after.areas.filter(({ key }) => !old.has(key));
  const renamed = findRenamed(gone, fresh);
  const isRenamed = new Set(renamed.flatMap(({ from: was, to: is }) => [was, is]));
  const successors = [
    ...after.areas.flatMap((area) => {
      const predecessor = old.get(area.key);
      return predecessor ? [{ was: predecessor, is: area }] : [];
    }),
    ...renamed.map(({ from: was, to: is }) => ({ was, is })),
  ];
  const groups = groupChanges(
    successors.map(({ was, is }) => {
      const days = (area: Area, { dataset }: ComparedDataset) => labelsByDay(area, dataset, from, to, closedDays);
      return { name: fullName(is), changes: changesBetween(days(was, before), days(is, after)) };
    }),
  );
  return {
    areas: {
      added: fresh.filter((area) => !isRenamed.has(area)).map(fullName),
      removed: gone.filter((area) => !isRenamed.has(area)).map(fullName),
      renamed: renamed.map(({ from: was, to: is }) => ({ from: fullName(was), to: fullName(is) })),
    },
    categories: compareNamed(before.dataset.categories, after.dataset.categories, ({ label }) => label),
    items: compareNamed(itemsByName(before), itemsByName(after), ({ name }) => name),
    days: {
      ...{ from, to },
      groups: groups.slice(0, MAX_GROUPS),
      furtherAreas: groups.slice(MAX_GROUPS).reduce((sum, { areas }) => sum + areas.length, 0),
    },
  };
}

/**
 * Areas that are gone and new ones that are collected alike, where there is no doubt which became which. Neither days nor
 * place in the file say so for certain, which is why staff see it before.
 */
function findRenamed(gone: readonly KeyedArea[], fresh: readonly KeyedArea[]): { from: KeyedArea; to: KeyedArea }[] {
  const calendarOf = ({ center, collections }: KeyedArea) => sortedJson([center, collections]);
  const byCalendar = Map.groupBy(fresh, calendarOf);
  const alike = Map.groupBy(gone, calendarOf);
  return [...alike].flatMap(([calendar, [was, ...others]]) => {
    const [is, ...more] = byCalendar.get(calendar) ?? [];
    return was && is && others.length === 0 && more.length === 0 ? [{ from: was, to: is }] : [];
  });
}

/** The same text for the same value: PostgreSQL's jsonb gives keys back in an order of its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function labelsByDay(
  area: Area,
  dataset: GarbageDataset,
  from: LocalDate,
  to: LocalDate,
  closedDays: ClosedDays,
): Map<LocalDate, string[]> {
  const days = collectionsBetween(area, dataset, from, to, closedDays);
  return new Map(days.map(({ day, collections }) => [day, collections.map(({ categoryLabel }) => categoryLabel)]));
}

function changesBetween(before: Map<LocalDate, string[]>, after: Map<LocalDate, string[]>): DayChange[] {
  const days = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return days.flatMap((day) => {
    const [was, is] = [before.get(day) ?? [], after.get(day) ?? []];
    return isDeepStrictEqual(was.toSorted(), is.toSorted()) ? [] : [{ day, before: was, after: is }];
  });
}

function groupChanges(areas: readonly { name: string; changes: DayChange[] }[]): DatasetDifference['days']['groups'] {
  const changed = areas.filter(({ changes }) => changes.length > 0);
  return [...Map.groupBy(changed, ({ changes }) => JSON.stringify(changes)).values()]
    .map((group) => ({ areas: group.map(({ name }) => name), changes: group[0]?.changes ?? [] }))
    .sort((a, b) => b.areas.length - a.areas.length);
}

/** A name may stand in several rows. */
function itemsByName({ dataset }: ComparedDataset): { name: string; rows: unknown }[] {
  return [...Map.groupBy(dataset.items, ({ name }) => name)].map(([name, rows]) => ({ name, rows }));
}

function compareNamed<Thing>(
  before: readonly Thing[],
  after: readonly Thing[],
  nameOf: (thing: Thing) => string,
): { added: string[]; removed: string[]; changed: string[] } {
  const old = new Map(before.map((thing) => [nameOf(thing), thing]));
  const names = new Set(after.map(nameOf));
  return {
    added: [...names].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !names.has(name)),
    changed: after
      .filter((thing) => old.has(nameOf(thing)) && !isDeepStrictEqual(old.get(nameOf(thing)), thing))
      .map(nameOf),
  };
}
