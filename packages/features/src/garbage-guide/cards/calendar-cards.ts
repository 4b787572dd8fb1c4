// What is collected when, as a resident reads it.
import { addDays, formatJapaneseDay, jstDateOf, jstTimeOf, type LocalDate } from '@tenohira/core';
import type { Message } from '@tenohira/feature-kit';
import { fullName } from '../area-names.ts';
import { type CollectionOnDay, collectionsOn, nextCollections } from '../dataset/calendar.ts';
import { labelKey } from '../dataset/label-key.ts';
import type { Category } from '../dataset/types.ts';
import type { AreaCalendar } from '../ports.ts';
import { type Settings, sayTime, toClockTime } from '../schema.ts';
import { type Destination, startButtons } from './buttons.ts';
import { type Part, showCard } from './card.ts';
import { toLongColour } from './colour.ts';

export const SPANS = ['home', 'today', 'tomorrow', 'week'] as const;
export type Span = (typeof SPANS)[number];

/** Rounds that come once a year are found too. */
const LOOK_AHEAD_DAYS = 400;

type Calendar = { calendar: AreaCalendar; settings: Settings; now: Date };

/** The days of the span with what is collected on them; where that is nothing, the next day with something. */
export function showDays(span: Span, context: Calendar): Message[] {
  const today = jstDateOf(context.now);
  const days = daysOf(span, today).map((day) => ({ day, collections: collectedOn(context, day) }));
  const remarks = days.flatMap(({ collections }) => collections.flatMap((collection) => collection.remarks));
  const empty = days.every(({ collections }) => collections.length === 0);
  return showCard({
    title: TITLES[span],
    subtitle: fullName(context.calendar.name),
    parts: [
      ...days.flatMap(({ day, collections }) => [
        { kind: 'heading' as const, text: sayDay(day, today) },
        ...dayParts(collections, context.calendar.dataset.categories, span === 'week'),
        ...(day === today && collections.length > 0 ? [deadlineToday(context)] : []),
      ]),
      ...(empty ? [nextDay(context, addDays(today, daysOf(span, today).length))] : []),
      ...remarkParts(remarks),
    ],
    buttons: startButtons(...DESTINATIONS.filter((key) => key !== (span === 'home' ? 'guide' : span))),
  });
}

/** For each category of the area the next day on which it is collected. */
export function showNextOfEach(context: Calendar): Message[] {
  const { calendar, now } = context;
  const today = jstDateOf(now);
  const remarks: string[] = [];
  const parts = calendar.area.collections.map(({ categoryLabel, remarkIds }): Part => {
    const own = remarkIds.flatMap((id) => calendar.dataset.remarks.find((remark) => remark.id === id)?.text ?? []);
    remarks.push(...own);
    const day = nextDayOf(context, categoryLabel);
    const note = day === undefined ? '決まった収集日はありません' : `次は ${sayDay(day, today)}`;
    return categoryPart(categoryLabel, calendar.dataset.categories, note);
  });
  return showCard({
    title: '種類ごとの次の収集日',
    subtitle: fullName(calendar.name),
    parts: [...parts, ...remarkParts(remarks)],
    buttons: startButtons('guide', 'week', 'search', 'reminder', 'area'),
  });
}

/** The reminder of one day. Undefined where nothing is collected on it. */
export function showReminder(day: LocalDate, context: Calendar): Message[] | undefined {
  const collections = collectedOn(context, day);
  if (collections.length === 0) return undefined;
  const { calendar, settings, now } = context;
  const labels = collections.map(({ categoryLabel }) => `「${categoryLabel}」`).join('');
  const title = `${sayDay(day, jstDateOf(now))}は${labels}の収集日です`;
  return showCard({
    title,
    subtitle: fullName(calendar.name),
    parts: [
      ...dayParts(collections, calendar.dataset.categories),
      { kind: 'text', text: `${sayTime(settings.collectionDeadline)}までに出してください。` },
      ...remarkParts(collections.flatMap(({ remarks }) => remarks)),
    ],
    buttons: startButtons('week', 'search', 'reminder'),
  });
}

/** The category's next day in the area; today counts until the deadline. */
export function nextDayOf(context: Calendar, categoryLabel: string): LocalDate | undefined {
  const { calendar, settings, now } = context;
  const today = jstDateOf(now);
  const from = isPastDeadline(settings, now) ? addDays(today, 1) : today;
  const column = calendar.area.collections.find((one) => labelKey(one.categoryLabel) === labelKey(categoryLabel));
  if (!column) return undefined;
  const options = { count: 1, withinDays: LOOK_AHEAD_DAYS, categoryLabel: column.categoryLabel };
  return nextCollections(calendar.area, calendar.dataset, from, settings.closedDays, options)[0]?.day;
}

export function categoryPart(label: string, categories: readonly Category[], note?: string): Part {
  const category = categories.find((one) => labelKey(one.label) === labelKey(label));
  return {
    kind: 'category',
    label,
    note: note ?? category?.sublabel ?? '',
    colour: toLongColour(category?.bgColor ?? '#5f6b7a'),
  };
}

/** 今日 11月24日(火) */
export function sayDay(day: LocalDate, today: LocalDate): string {
  const name = day === today ? '今日 ' : day === addDays(today, 1) ? '明日 ' : '';
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : `${day.slice(0, 4)}年`;
  return `${name}${year}${formatJapaneseDay(day)}`;
}

const TITLES: Readonly<Record<Span, string>> = {
  home: '今日と明日の収集',
  today: '今日の収集',
  tomorrow: '明日の収集',
  week: '今日から1週間の収集',
};

const DESTINATIONS = ['guide', 'week', 'next', 'search', 'reminder', 'area'] as const satisfies readonly Destination[];

function daysOf(span: Span, today: LocalDate): LocalDate[] {
  const offsets = { home: [0, 1], today: [0], tomorrow: [1], week: [0, 1, 2, 3, 4, 5, 6] }[span];
  return offsets.map((offset) => addDays(today, offset));
}

function collectedOn({ calendar, settings }: Calendar, day: LocalDate): CollectionOnDay[] {
  return collectionsOn(calendar.area, calendar.dataset, day, settings.closedDays);
}

/** A week would be long with what the city says about each category; a day has room for it. */
function dayParts(collections: readonly CollectionOnDay[], categories: readonly Category[], brief = false): Part[] {
  if (collections.length === 0) return [{ kind: 'text', text: '収集はありません。' }];
  return collections.map(({ categoryLabel }) => categoryPart(categoryLabel, categories, brief ? '' : undefined));
}

function deadlineToday({ settings, now }: Calendar): Part {
  const time = sayTime(settings.collectionDeadline);
  const text = isPastDeadline(settings, now)
    ? `${time}を過ぎたので、今日の収集は終わっているかもしれません。次の収集日に出してください。`
    : `${time}までに出してください。`;
  return { kind: 'text', text };
}

function isPastDeadline({ collectionDeadline }: Settings, now: Date): boolean {
  return jstTimeOf(now) > toClockTime(collectionDeadline);
}

function nextDay({ calendar, settings, now }: Calendar, from: LocalDate): Part {
  const options = { count: 1, withinDays: LOOK_AHEAD_DAYS };
  const [next] = nextCollections(calendar.area, calendar.dataset, from, settings.closedDays, options);
  if (!next)
    return {
      kind: 'text',
      text: `この先の収集日は、まだ決まっていません。${settings.contact}へお問い合わせください。`,
    };
  const labels = next.collections.map(({ categoryLabel }) => `「${categoryLabel}」`).join('');
  return { kind: 'text', text: `次の収集は ${sayDay(next.day, jstDateOf(now))} の${labels}です。` };
}

function remarkParts(remarks: readonly string[]): Part[] {
  return [...new Set(remarks)].filter((text) => text !== '').map((text) => ({ kind: 'text', text: `※ ${text}` }));
}
