import {
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { fullName } from '../area-names.ts';
import { type AreaLinks, askForName, DISTRICTS_MIN, showAreas, showDistricts } from '../cards/area-cards.ts';
import { largestAreas } from '../cards/largest.ts';
import { findAreas } from '../find-areas.ts';
import type { AreaName, GuidePorts } from '../ports.ts';
import { settingsSchema } from '../schema.ts';
import { AREA_VARIABLE } from './find-area.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(200).meta({ title: '質問' }),
});
type Context = BlockContext<z.infer<typeof configSchema>, GuidePorts>;

/** So many areas are shown at once; with more the resident types a part of the name. */
const SHOWN_AT_ONCE = 10;
/** More of an address than this tells nothing new, and it has to fit a button's data. */
const QUERY_MAX_LENGTH = 40;
/** Whatever area comes first: what the simulator chooses. */
const FIRST = 'first';

const definition = defineBlockDefinition({
  key: 'garbage-guide.choose-area',
  title: '地区をえらぶ',
  description: '住民の地区をえらんでもらい、おぼえます。地区が多いときは、名前の一部を送ってもらいます。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next', 'preparing'],
  sets: () => ({ [AREA_VARIABLE]: { maxLength: 16 } }),
  preview: ({ text }) => {
    const areas = largestAreas(100);
    const links = linksOf((value) => value);
    return [
      askForName(text, areas, links),
      showDistricts(
        text,
        areas.map(({ name }) => name.slice(0, 60)),
        1,
        links,
      ),
      showAreas(text, areas, { page: 1, query: 'あ'.repeat(QUERY_MAX_LENGTH), district: 'あ'.repeat(60) }, links),
    ];
  },
  samples: () => [{ output: 'next', event: { type: 'answer', value: FIRST }, taps: 1 }],
});

export const chooseArea = defineBlock<typeof configSchema, GuidePorts>(definition, {
  enter: async (context) => {
    const areas = await context.ports['garbage-guide'].listAreas();
    const [only, ...others] = areas;
    if (!only) return { then: 'go', output: 'preparing' };
    return others.length === 0 ? choose(only, context) : { messages: ask(areas, context), then: 'wait' };
  },
  receive: async (context, event) => {
    const areas = await context.ports['garbage-guide'].listAreas();
    if (areas.length === 0) return { then: 'go', output: 'preparing' };
    if (event.type === 'text') return receiveName(event.text, areas, context);
    if (event.type === 'answer') return receiveAnswer(event, areas, context);
    return askAgain(areas, context);
  },
});

/** Values of the buttons. Each says all that its answer needs, so that older ones in the chat still mean what they say. */
function linksOf(answer: (value: string) => string): AreaLinks {
  return {
    area: (key) => answer(`a:${key}`),
    district: (name) => answer(`p:0\n\n${name}`),
    districtPage: (page) => answer(`d:${page}`),
    areaPage: (page, query, district) => answer(`p:${page}\n${query}\n${district ?? ''}`),
    again: () => answer('again'),
  };
}

function ask(areas: readonly AreaName[], { config, answer }: Context) {
  const links = linksOf(answer);
  if (areas.length <= SHOWN_AT_ONCE) return showAreas(config.text, areas, { page: 0, query: '' }, links);
  const districts = districtsOf(areas);
  return districts.length >= DISTRICTS_MIN
    ? showDistricts(config.text, districts, 0, links)
    : askForName(config.text, areas, links);
}

function receiveName(text: string, areas: readonly AreaName[], context: Context): BlockResult {
  const query = text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, QUERY_MAX_LENGTH)
    .toWellFormed();
  if (query === '') return askAgain(areas, context);
  const found = findAreas(areas, query);
  const [only, ...others] = found.areas;
  if (!only) return askAgain(areas, context, `「${query}」のつく所は見つかりませんでした。`);
  if (found.match === 'whole' && others.length === 0) return choose(only, context);
  const title = found.match === 'near' ? `「${query}」に近い所です。` : `「${query}」のつく所です。`;
  const messages = showAreas(title, found.areas, { page: 0, query }, linksOf(context.answer));
  return { messages, then: 'wait' };
}

function receiveAnswer(
  { value }: Extract<BlockEvent, { type: 'answer' }>,
  areas: readonly AreaName[],
  context: Context,
): BlockResult {
  const links = linksOf(context.answer);
  const area = value === FIRST ? areas[0] : areas.find(({ key }) => value === `a:${key}`);
  if (area) return choose(area, context);
  if (value === 'again') return { messages: ask(areas, context), then: 'wait' };
  const districtPage = /^d:(\d{1,3})$/.exec(value)?.[1];
  if (districtPage !== undefined && districtsOf(areas).length > 0) {
    return {
      messages: showDistricts(context.config.text, districtsOf(areas), Number(districtPage), links),
      then: 'wait',
    };
  }
  const [, page, query = '', district = ''] = /^p:(\d{1,3})\n([^\n]*)\n(.*)$/s.exec(value) ?? [];
  if (page === undefined) return askAgain(areas, context);
  const inDistrict = district === '' ? {} : { district };
  const found = findAreas(areas, query, inDistrict.district);
  if (found.areas.length === 0) return askAgain(areas, context);
  const title = district === '' ? context.config.text : `${district}のどちらですか？`;
  return { messages: showAreas(title, found.areas, { page: Number(page), query, ...inDistrict }, links), then: 'wait' };
}

function choose(area: AreaName, { settings }: Context): BlockResult {
  const { areaLabel } = settingsSchema.parse(settings);
  return {
    messages: [textMessage(`お住まいの${areaLabel}を「${fullName(area)}」にしました。`)],
    set: { [AREA_VARIABLE]: { value: area.key } },
    effects: [{ type: 'garbage-guide.choose-area', payload: { areaKey: area.key } }],
    then: 'go',
    output: 'next',
  };
}

function askAgain(
  areas: readonly AreaName[],
  context: Context,
  reason = 'すみません、わかりませんでした。',
): BlockResult {
  const { areaLabel, contact } = settingsSchema.parse(context.settings);
  const help = `${reason}${areaLabel}の名前を短くして送るか、下からえらんでください。わからないときは、${contact}へお問い合わせください。`;
  return { messages: [textMessage(help), ...ask(areas, context)], then: 'ask-again' };
}

/** None where some area has none: it could not be reached by way of a district. */
function districtsOf(areas: readonly AreaName[]): string[] {
  const districts = [...new Set(areas.map(({ district }) => district ?? ''))];
  return districts.includes('') ? [] : districts;
}
