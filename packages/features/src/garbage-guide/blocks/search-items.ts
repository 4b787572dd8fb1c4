import {
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  postbackAction,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { answerItem, answerQuery, cleanQuery, type ItemAnswer, QUERY_MAX_LENGTH } from '../answer-item.ts';
import { type ItemLinks, showCategory, showChoices, showItem } from '../cards/item-cards.ts';
import { largestCalendar, largestCategories, largestItem, largestItems, NOTICED_AT } from '../cards/largest.ts';
import type { GuidePorts } from '../ports.ts';
import { readDayQuestion } from '../recognise.ts';
import { settingsSchema } from '../schema.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(1000).meta({ title: 'はじめの質問' }),
});
type Context = BlockContext<z.infer<typeof configSchema>, GuidePorts>;

const CALENDAR = 'calendar';
const LARGEST_QUERY = 'あ'.repeat(QUERY_MAX_LENGTH);

const definition = defineBlockDefinition({
  key: 'garbage-guide.search-items',
  title: '分別を調べる',
  description: '捨てたい物の名前を送ってもらい、分別と出し方を答えます。続けて何度でも調べられます。',
  category: 'question',
  config: configSchema,
  outputs: () => ['calendar', 'preparing'],
  preview: ({ text }) => {
    const links = linksOf((value) => value);
    const buttons = buttonsOf((value) => value);
    const context = {
      categories: largestCategories(),
      calendar: largestCalendar(),
      settings: settingsSchema.parse({}),
      now: NOTICED_AT,
    };
    const found = largestItems(20).map((item) => ({ item, score: 'contains' as const }));
    return [
      [textMessage(text, buttons)],
      showItem(largestItem(), context, buttons),
      ...largestCategories()
        .slice(0, 1)
        .map((category) => showCategory(category, context, buttons)),
      showChoices(found, LARGEST_QUERY, 0, links, buttons),
      showChoices(found.slice(0, 3), LARGEST_QUERY, 0, links, buttons),
    ];
  },
  samples: () => [{ output: 'calendar', event: { type: 'answer', value: CALENDAR }, taps: 1 }],
});

export const searchItems = defineBlock<typeof configSchema, GuidePorts>(definition, {
  enter: async ({ config, ports, answer }) => {
    if (!(await ports['garbage-guide'].hasCalendar())) return { then: 'go', output: 'preparing' };
    return { messages: [textMessage(config.text, buttonsOf(answer))], then: 'wait' };
  },
  receive: async (context, event) => {
    if (!(await context.ports['garbage-guide'].hasCalendar())) return { then: 'go', output: 'preparing' };
    if (event.type === 'text') return receiveText(event.text, context);
    if (event.type === 'answer') return receiveAnswer(event, context);
    return understood(await answerQuery('', surroundingsOf(context)));
  },
});

/** The resident goes on to the calendar by the button, or by asking for a day. */
async function receiveText(text: string, context: Context): Promise<BlockResult> {
  if (readDayQuestion(text) !== undefined) return { then: 'go', output: 'calendar' };
  return understood(await answerQuery(cleanQuery(text), surroundingsOf(context)));
}

async function receiveAnswer(
  { value }: Extract<BlockEvent, { type: 'answer' }>,
  context: Context,
): Promise<BlockResult> {
  const surroundings = surroundingsOf(context);
  if (value === CALENDAR) return { then: 'go', output: 'calendar' };
  if (value.startsWith('i:')) return understood(await answerItem(value.slice(2), surroundings));
  const [, page = '0', query = ''] = /^p:(\d{1,3})\n(.*)$/s.exec(value) ?? [];
  return understood(await answerQuery(query, surroundings, Number(page)));
}

/** Not found asks again, so that a word that starts another feature still does. */
function understood({ messages, found }: ItemAnswer): BlockResult {
  return { messages, then: found ? 'wait' : 'ask-again' };
}

function surroundingsOf({ ports, settings, now, answer }: Context) {
  return { port: ports['garbage-guide'], settings, now, links: linksOf(answer), buttons: buttonsOf(answer) };
}

function linksOf(answer: (value: string) => string): ItemLinks {
  return { item: (name) => answer(`i:${name}`), page: (page, query) => answer(`p:${page}\n${query}`) };
}

function buttonsOf(answer: (value: string) => string) {
  return [postbackAction('収集日を見る', answer(CALENDAR))];
}
