import type { Json } from '@tenohira/core';
import { defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { answerItem, answerQuery, cleanQuery, QUERY_MAX_LENGTH } from '../answer-item.ts';
import { startButtons, startData } from '../cards/buttons.ts';
import { type ItemLinks, showCategory, showChoices, showItem as toMessages } from '../cards/item-cards.ts';
import { largestCalendar, largestCategories, largestItem, largestItems, NOTICED_AT } from '../cards/largest.ts';
import type { GuidePorts } from '../ports.ts';
import { settingsSchema } from '../schema.ts';

const LARGEST_QUERY = 'あ'.repeat(QUERY_MAX_LENGTH);

/** The buttons start the flow anew, so that they work after the conversation is over. */
const links: ItemLinks = {
  item: (name) => startData('item', { item: name }),
  page: (page, query) => startData('item', { query, page }),
};
const buttons = startButtons('search', 'guide');

const definition = defineBlockDefinition({
  key: 'garbage-guide.show-item',
  title: '分別を答える',
  description: '住民が送った言葉から、分別と出し方を1回だけ答えます。',
  category: 'message',
  config: z.strictObject({}),
  outputs: () => ['next', 'preparing'],
  reads: () => ['query', 'item', 'page'],
  preview: () => {
    const context = {
      categories: largestCategories(),
      calendar: largestCalendar(),
      settings: settingsSchema.parse({}),
      now: NOTICED_AT,
    };
    const found = largestItems(20).map((item) => ({ item, score: 'contains' as const }));
    return [
      toMessages(largestItem(), context, buttons),
      ...largestCategories()
        .slice(0, 1)
        .map((category) => showCategory(category, context, buttons)),
      showChoices(found, LARGEST_QUERY, 0, links, buttons),
      showChoices(found.slice(0, 3), LARGEST_QUERY, 0, links, buttons),
    ];
  },
});

export const showItem = defineBlock<typeof definition.config, GuidePorts>(definition, {
  enter: async ({ variables, ports, settings, now }) => {
    const port = ports['garbage-guide'];
    if (!(await port.hasCalendar())) return { then: 'go', output: 'preparing' };
    const surroundings = { port, settings, now, links, buttons };
    const item = textOf(variables.item?.value);
    const { messages } =
      item === ''
        ? await answerQuery(cleanQuery(textOf(variables.query?.value)), surroundings, pageOf(variables.page?.value))
        : await answerItem(item, surroundings);
    return { messages, then: 'go', output: 'next' };
  },
});

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function pageOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}
