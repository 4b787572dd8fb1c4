// Where an item goes, and which items a word may mean.
import { jstDateOf } from '@tenohira/core';
import type { Action, Message } from '@tenohira/feature-kit';
import type { FoundItem } from '../dataset/search-items.ts';
import type { Category, Item } from '../dataset/types.ts';
import type { AreaCalendar } from '../ports.ts';
import type { Settings } from '../schema.ts';
import { categoryPart, nextDayOf, sayDay } from './calendar-cards.ts';
import { type Part, showCard } from './card.ts';

const ITEMS_IN_PAGE = 8;
/** So few are told of in full: most who ask are answered without another tap. */
const ITEMS_IN_FULL = 3;

/** Data of the buttons: an item by its name, or another page of what a word may mean. */
export type ItemLinks = { item(name: string): string; page(page: number, query: string): string };

export type ItemContext = {
  categories: readonly Category[];
  /** The resident's area, if it is known. */
  calendar: AreaCalendar | undefined;
  settings: Settings;
  now: Date;
};

/** One thing; more than one row of the city's file where it says several things about it. */
export function showItem(items: readonly Item[], context: ItemContext, buttons: readonly Action[]): Message[] {
  const [first] = items;
  if (!first) return [];
  return showCard({
    title: first.name,
    parts: [
      ...items.flatMap(({ label, notice }) => [
        categoryPart(label, context.categories),
        ...textParts(notice),
        ...whenCollected(label, context),
      ]),
      ...tellOfArea(context),
    ],
    buttons,
  });
}

/** How a whole category is put out. */
export function showCategory(category: Category, context: ItemContext, buttons: readonly Action[]): Message[] {
  const { label, description } = category;
  return showCard({
    title: `「${label}」の出し方`,
    parts: [
      categoryPart(label, context.categories),
      ...textParts(description),
      ...whenCollected(label, context),
      ...tellOfArea(context),
    ],
    buttons,
  });
}

/** A page of items to choose from; `page` counts from 0. */
export function showChoices(
  found: readonly FoundItem[],
  query: string,
  page: number,
  links: ItemLinks,
  buttons: readonly Action[],
): Message[] {
  const names = [...new Map(found.map(({ item }) => [item.name, item])).values()];
  const pages = Math.max(1, Math.ceil(names.length / ITEMS_IN_PAGE));
  const number = Math.min(page, pages - 1);
  const shown = names.slice(number * ITEMS_IN_PAGE, (number + 1) * ITEMS_IN_PAGE);
  const more: Part[] =
    number + 1 < pages ? [{ kind: 'choice', text: 'もっと見る', data: links.page(number + 1, query) }] : [];
  return showCard({
    title: 'どれのことですか？',
    subtitle: pages > 1 ? `${names.length}件のうち ${number * ITEMS_IN_PAGE + 1}件目から` : `${names.length}件あります`,
    parts: [
      ...shown.flatMap(({ name, label, notice }): Part[] => [
        { kind: 'choice', text: name, note: label, data: links.item(name) },
        ...(names.length <= ITEMS_IN_FULL ? textParts(notice) : []),
      ]),
      ...more,
    ],
    buttons,
  });
}

function tellOfArea({ calendar, settings }: ItemContext): Part[] {
  return calendar ? [] : textParts(`お住まいの${settings.areaLabel}を登録すると、次の収集日もご案内します。`);
}

function textParts(text: string): Part[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

function whenCollected(label: string, context: ItemContext): Part[] {
  const { calendar, now } = context;
  if (!calendar) return [];
  const day = nextDayOf({ ...context, calendar }, label);
  if (day === undefined) return [];
  return [{ kind: 'text', text: `次の収集日は ${sayDay(day, jstDateOf(now))} です。` }];
}
