// The largest city that an import lets through: what the linter holds against LINE's limits.
import { MAX_LENGTHS } from '../check-sizes.ts';
import type { Category, Item } from '../dataset/types.ts';
import type { AreaCalendar, AreaName } from '../ports.ts';

/** Some moment; previews do not depend on it. */
export const NOTICED_AT = new Date('2026-11-24T10:00:00+09:00');

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ kind: 'weekly' as const, weekday }));

export function largestAreas(count: number): AreaName[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `largest-${String(index).padStart(8, '0')}`,
    name: fill(MAX_LENGTHS.areaName, index),
    district: fill(MAX_LENGTHS.district),
    hint: fill(MAX_LENGTHS.categoryLabel + 40),
    searchKeys: [],
  }));
}

export function largestCategories(): Category[] {
  return Array.from({ length: MAX_LENGTHS.categoriesOfArea }, (_, index) => ({
    label: fill(MAX_LENGTHS.categoryLabel, index),
    sublabel: fill(MAX_LENGTHS.sublabel),
    description: fill(MAX_LENGTHS.description),
    bgColor: '#abc',
  }));
}

export function largestCalendar(): AreaCalendar {
  const [name = { key: '', name: '', searchKeys: [] }] = largestAreas(1);
  const categories = largestCategories();
  const remarks = [{ id: '1', text: fill(MAX_LENGTHS.remarksOfArea) }];
  const collections = categories.map(({ label }) => ({ categoryLabel: label, rules: EVERY_DAY, remarkIds: ['1'] }));
  return {
    name,
    area: { position: 0, name: name.name, collections },
    dataset: { areas: [], categories, items: [], closures: [], remarks },
  };
}

export function largestItems(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({
    label: fill(MAX_LENGTHS.categoryLabel),
    name: fill(MAX_LENGTHS.itemName, index),
    notice: fill(MAX_LENGTHS.notice),
    furigana: '',
  }));
}

/** One thing of which the city says several things. */
export function largestItem(): Item[] {
  const { rowsOfItem, notice } = MAX_LENGTHS;
  const name = fill(MAX_LENGTHS.itemName);
  return largestItems(rowsOfItem).map((item) => ({ ...item, name, notice: fill(notice / rowsOfItem) }));
}

/** A full-width letter is the most bytes that a UTF-16 code unit takes. */
function fill(length: number, index = 0): string {
  return String(index).padEnd(length, 'あ');
}
