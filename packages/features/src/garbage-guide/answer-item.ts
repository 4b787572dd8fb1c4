// What to say to a word or a question about an item. Shared by the search, which goes on, and the single answer.
import { type Action, type Message, textMessage } from '@tenohira/feature-kit';
import { type ItemContext, type ItemLinks, showCategory, showChoices, showItem } from './cards/item-cards.ts';
import { findCategory } from './find-category.ts';
import type { GarbageGuidePort } from './ports.ts';
import { settingsSchema } from './schema.ts';

/** What a resident may ask at once, in UTF-16 code units: it has to fit into a button's data. */
export const QUERY_MAX_LENGTH = 100;

export type ItemAnswer = { messages: Message[]; found: boolean };

type Surroundings = {
  port: GarbageGuidePort;
  settings: unknown;
  now: Date;
  links: ItemLinks;
  /** Below an answer and below a list. */
  buttons: readonly Action[];
};

/** Without control characters and torn surrogates, which would grow when they are put into JSON. */
export function cleanQuery(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/** Answers a word: the thing itself where one is meant, a list where it may be several. `page` asks for the list. */
export async function answerQuery(query: string, surroundings: Surroundings, page?: number): Promise<ItemAnswer> {
  const { port, links, buttons } = surroundings;
  const found = query === '' || query.length > QUERY_MAX_LENGTH ? [] : await port.searchItems(query);
  const category = findCategory(await port.listCategories(), query);
  if (found.length === 0 && !category) return { messages: [notFound(query, surroundings)], found: false };
  const names = [...new Set(found.map(({ item }) => item.name))];
  const exact = [...new Set(found.filter(({ score }) => score === 'exact').map(({ item }) => item.name))];
  const only = names.length === 1 ? names[0] : exact.length === 1 ? exact[0] : undefined;
  if (found.length > 0 && (page !== undefined || (only === undefined && !category)))
    return { messages: showChoices(found, query, page ?? 0, links, buttons), found: true };
  const context = await itemContext(surroundings);
  const more = [...(names.length > 1 || category ? similar(names, links.page(0, query)) : []), ...buttons];
  const items = found.filter(({ item }) => item.name === only).map(({ item }) => item);
  return { messages: category ? showCategory(category, context, more) : showItem(items, context, more), found: true };
}

function similar(names: readonly string[], data: string): Action[] {
  const label = '似た名前の物も見る';
  return names.length === 0 ? [] : [{ type: 'postback', label, data, displayText: label }];
}

/** Answers a choice from a list. */
export async function answerItem(name: string, surroundings: Surroundings): Promise<ItemAnswer> {
  const found = await surroundings.port.searchItems(name);
  const items = found.filter(({ item }) => item.name === name).map(({ item }) => item);
  if (items.length === 0) return { messages: [notFound(name, surroundings)], found: false };
  return { messages: showItem(items, await itemContext(surroundings), surroundings.buttons), found: true };
}

async function itemContext({ port, settings, now }: Surroundings): Promise<ItemContext> {
  const { areaKey } = await port.findResident();
  const calendar = areaKey === undefined ? undefined : await port.findCalendar(areaKey);
  return { categories: await port.listCategories(), calendar, settings: settingsSchema.parse(settings), now };
}

function notFound(query: string, { settings, buttons }: Surroundings): Message {
  const { contact } = settingsSchema.parse(settings);
  const what = query === '' || query.length > QUERY_MAX_LENGTH ? '' : `「${query}」は、`;
  const text = `すみません、${what}見つかりませんでした。\n「電池」「ふとん」のように、物の名前を短く送ってみてください。ほかの呼び方でもためせます。\nわからないときは、${contact}へお問い合わせください。`;
  return textMessage(text, buttons);
}
