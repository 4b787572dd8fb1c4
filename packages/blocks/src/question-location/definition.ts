import {
  type BlockSample,
  defineBlockDefinition,
  identifier,
  postbackAction,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z.strictObject({
  text: z.string().min(1).max(4000).meta({ title: '質問' }),
  saveAs: identifier.meta({ title: '答えの名前', description: 'あとで {{名前}} として使えます' }),
  acceptText: z
    .boolean()
    .default(true)
    .meta({ title: '文字でもよい', description: '地図を使えない人は、住所や目印を文字で送れます' }),
  skipLabel: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .meta({ title: '答えないときのボタン', description: '入れると、場所なしで先へ進めます（例：わからない）' }),
});

export type Config = z.infer<typeof configSchema>;

export const SKIP = 'skip';
export const ADDRESS_MAX_LENGTH = 300;

export const definition = defineBlockDefinition({
  key: 'question-location',
  title: '質問（場所）',
  description: '地図で場所を送ってもらいます。',
  category: 'question',
  config: configSchema,
  outputs: ({ skipLabel }) => (skipLabel === undefined ? ['next'] : ['next', 'skipped']),
  sets: ({ saveAs }) => ({ [saveAs]: { maxLength: ADDRESS_MAX_LENGTH } }),
  preview: (config) => [[question(config.text, config, SKIP)], [question(guidance(config), config, SKIP)]],
  samples: (config) => [
    // Button, then send the place where the map opens.
    {
      output: 'next',
      event: { type: 'location', latitude: 35.68, longitude: 139.77, address: 'みほん市中央1-1' },
      taps: 2,
    },
    ...sampleSkip(config),
  ],
});

export function question(text: string, { skipLabel }: Config, skipData: string) {
  const location = { type: 'location' as const, label: '地図で送る' };
  return textMessage(text, [location, ...(skipLabel === undefined ? [] : [postbackAction(skipLabel, skipData)])]);
}

export function guidance({ acceptText }: Config): string {
  return acceptText
    ? 'すみません、場所がわかりませんでした。「地図で送る」を押すか、住所や目印を文字で送ってください。'
    : 'すみません、場所がわかりませんでした。「地図で送る」を押して、場所を送ってください。';
}

function sampleSkip({ skipLabel }: Config): BlockSample[] {
  return skipLabel === undefined ? [] : [{ output: 'skipped', event: { type: 'answer', value: SKIP }, taps: 1 }];
}
