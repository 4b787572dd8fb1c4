// Whether the place is the city's to repair. Where that cannot be told, the report is taken and staff read a doubt.
import {
  type BlockContext,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  identifier,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Judgement, judgePlace } from '../area/judge-place.ts';
import { positionOf, sourceOf } from '../place.ts';
import { settingsSchema } from '../schema.ts';

const configSchema = z.strictObject({
  place: identifier.default('place').meta({ title: '場所の答え', description: '「質問（場所）」の答えの名前' }),
});

type Config = z.infer<typeof configSchema>;

const definition = defineBlockDefinition({
  key: 'road-damage-report.check-area',
  title: '区域の確認',
  description:
    '場所が市の区域の中かを調べます。となりの市町村なら {{neighbour-name}} と {{neighbour-contact}}、職員に確かめてほしいことは {{area-doubt}} に入ります。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['inside', 'outside', 'neighbour'],
  reads: ({ place }) => [place],
  sets: () => ({
    'neighbour-name': { maxLength: 30 },
    'neighbour-contact': { maxLength: 200 },
    'area-doubt': { maxLength: 100 },
  }),
  preview: () => [[]],
});

export const checkArea = defineBlock(definition, {
  enter({ config, variables, settings }: BlockContext<Config>): BlockResult {
    const variable = variables[config.place];
    const position = positionOf(variable);
    const judgement = position && judgePlace(settingsSchema.parse(settings), position);
    const neighbour = judgement?.where === 'outside' ? judgement.neighbour : undefined;
    const source = sourceOf(variable);
    return {
      set: {
        'neighbour-name': { value: neighbour?.name ?? '', ...source },
        'neighbour-contact': { value: neighbour?.contact ?? '', ...source },
        'area-doubt': { value: doubtOf(judgement), ...source },
      },
      then: 'go',
      output: neighbour ? 'neighbour' : judgement?.where === 'outside' ? 'outside' : 'inside',
    };
  },
});

function doubtOf(judgement: Judgement | undefined): string {
  switch (judgement?.where) {
    case undefined:
      return '場所は文字だけです。市の区域の中か、確かめていません。';
    case 'unknown':
      return '市の区域が設定されていないため、区域の中か確かめていません。';
    case 'border':
      return `市の境の外側、約${Math.max(1, Math.round(judgement.distanceM))}mの場所です。`;
    default:
      return '';
  }
}
