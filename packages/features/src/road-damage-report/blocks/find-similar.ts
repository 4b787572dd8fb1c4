// Shows open reports of the same kind nearby and asks whether it is one of them. "The same" makes no second case: the
// resident follows the first one.
import { formatJapaneseDay, jstDateOf, toSearchKey } from '@tenohira/core';
import {
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  type CasesPort,
  defineBlock,
  defineBlockDefinition,
  identifier,
  type NearbyCase,
  platformEffect,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { categoryKeyOf } from '../categories.ts';
import { positionOf, sourceOf } from '../place.ts';
import { settingsSchema } from '../schema.ts';
import { DIFFERENT, type Offered, offeredSchema, question, sameAnswer } from '../similar-message.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(500).meta({ title: '質問', description: '近くの通報の上に出ます' }),
  place: identifier.default('place').meta({ title: '場所の答え' }),
  category: identifier.default('category').meta({ title: '種類の答え' }),
});

type Config = z.infer<typeof configSchema>;
type Context = BlockContext<Config, { cases: CasesPort }>;

/** More would not be compared but scrolled past. */
const MAX_OFFERED = 3;
/** Which reports were shown, so that an answer means one of these. */
const OFFERED = 'similar-reports';

const definition = defineBlockDefinition({
  key: 'road-damage-report.find-similar',
  title: '近くの同じ通報',
  description:
    '近くに同じ種類の通報があれば見せて、同じか聞きます。同じなら、その通報の進みぐあいを知らせるようにします。番号は {{similar-number}} に入ります。',
  category: 'question',
  config: configSchema,
  outputs: () => ['none', 'same', 'different'],
  reads: ({ place, category }) => [place, category],
  sets: () => ({ [OFFERED]: { maxLength: 1000 }, 'similar-number': { maxLength: 20 } }),
  preview: ({ text }) => [
    [question(text, LARGEST, (value) => value)],
    [textMessage(guidance(LARGEST)), question(text, LARGEST, (value) => value)],
  ],
  samples: () => [
    { output: 'different', event: { type: 'answer', value: DIFFERENT }, taps: 1 },
    // A tap on the first report's button, which carries a number that only the port knows: "1" means the same.
    { output: 'same', event: { type: 'text', text: '1' }, taps: 1 },
  ],
});

export const findSimilar = defineBlock(definition, { enter, receive });

async function enter(context: Context): Promise<BlockResult> {
  const { config, variables, now, answer } = context;
  const found = await findOffered(context);
  const today = jstDateOf(now);
  const offered = found.map((nearby): Offered => toOffered(nearby, today));
  const set = { [OFFERED]: { value: offered, ...sourceOf(variables[config.place]) } };
  if (offered.length === 0) return { set, then: 'go', output: 'none' };
  return { set, messages: [question(config.text, offered, answer)], then: 'wait' };
}

async function receive(context: Context, event: BlockEvent): Promise<BlockResult> {
  const { config, variables, answer } = context;
  const offered = z.array(offeredSchema).safeParse(variables[OFFERED]?.value).data ?? [];
  // The place was unsent meanwhile, and with it what was near it.
  if (offered.length === 0) return enter(context);
  const meaning = readAnswer(event, offered);
  if (meaning === undefined) {
    return { messages: [textMessage(guidance(offered)), question(config.text, offered, answer)], then: 'ask-again' };
  }
  if (meaning === DIFFERENT) return { then: 'go', output: 'different' };
  return {
    effects: [platformEffect('case.follow', { caseId: meaning.caseId })],
    set: { 'similar-number': { value: meaning.number } },
    then: 'go',
    output: 'same',
  };
}

async function findOffered({ config, variables, settings, ports }: Context): Promise<readonly NearbyCase[]> {
  const position = positionOf(variables[config.place]);
  const category = variables[config.category]?.value;
  if (!position || typeof category !== 'string') return [];
  const radiusM = settingsSchema.parse(settings).similarRadiusM[categoryKeyOf(category)];
  if (radiusM === 0) return [];
  const [latitude, longitude] = position;
  return ports.cases.findNearby({ category, latitude, longitude, radiusM, limit: MAX_OFFERED });
}

/** Only what may be shown is taken over: no photo, and nothing of the reporter. */
function toOffered({ caseId, number, title, status, distanceM, reportedOn }: NearbyCase, today: string): Offered {
  const year = reportedOn.slice(0, 4) === today.slice(0, 4) ? '' : `${reportedOn.slice(0, 4)}年`;
  return {
    caseId,
    number,
    title,
    distance: distanceM < 10 ? '10m以内' : `約${Math.round(distanceM / 10) * 10}m`,
    reportedOn: `${year}${formatJapaneseDay(reportedOn)}`,
    status: STATUS_TEXT[status] ?? '受付済み',
  };
}

/** Of the statuses that an open case can have. */
const STATUS_TEXT: Readonly<Record<string, string>> = { received: '受付済み', 'in-progress': '対応中' };

const YES = [
  'はい',
  'はい同じです',
  '同じ',
  '同じです',
  'おなじ',
  'おなじです',
  'これ',
  'これです',
  'うん',
  'そうです',
];
const NO = ['ちがいます', '違います', 'ちがう', '違う', 'いいえ', 'いえ', '別', '別です', 'べつ', 'べつです', 'ない'];

function readAnswer(event: BlockEvent, offered: readonly Offered[]): Offered | typeof DIFFERENT | undefined {
  if (event.type === 'answer') {
    if (event.value === DIFFERENT) return DIFFERENT;
    return offered.find(({ number }) => event.value === sameAnswer(number));
  }
  if (event.type !== 'text') return undefined;
  const typed = toSearchKey(event.text).replace(/[、。，．,.!！]/g, '');
  if (NO.some((word) => toSearchKey(word) === typed)) return DIFFERENT;
  const position = /^(?:はい)?(\d)(?:番|ばん)?(?:です|と同じです)?$/.exec(typed)?.[1];
  if (position !== undefined) return offered[Number(position) - 1];
  const yes = YES.some((word) => toSearchKey(word) === typed);
  return yes && offered.length === 1 ? offered[0] : offered.find(({ number }) => toSearchKey(number) === typed);
}

function guidance(offered: readonly Offered[]): string {
  return offered.length > 1
    ? 'すみません、わかりませんでした。同じものがあれば、その番号のボタンを押してください。なければ「ちがいます」を押してください。'
    : 'すみません、わかりませんでした。「はい、同じです」か「ちがいます」を押してください。';
}

const LARGEST: readonly Offered[] = Array.from({ length: MAX_OFFERED }, () => ({
  caseId: '',
  number: '26-00001'.padEnd(20, '0'),
  title: 'あ'.repeat(100),
  distance: '約500m',
  reportedOn: '2026年11月24日(火)',
  status: '受付済み',
}));
