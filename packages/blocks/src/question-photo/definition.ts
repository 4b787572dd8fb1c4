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
  saveAs: identifier.max(36).meta({ title: '答えの名前', description: '2枚目からは「名前-2」「名前-3」…になります' }),
  maxPhotos: z.int().min(1).max(5).default(1).meta({ title: '写真の数', description: '5枚まで' }),
  skipLabel: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .meta({ title: '写真がないときのボタン', description: '入れると、写真なしで先へ進めます（例：写真なし）' }),
});

export type Config = z.infer<typeof configSchema>;

/** Values of the answers. */
export const SKIP = 'skip';
export const DONE = 'done';

export const doneLabel = '写真はこれで全部';

export const definition = defineBlockDefinition({
  key: 'question-photo',
  title: '質問（写真）',
  description: '写真を送ってもらいます。カメラとアルバムのボタンが出ます。',
  category: 'question',
  config: configSchema,
  outputs: ({ skipLabel }) => (skipLabel === undefined ? ['next'] : ['next', 'skipped']),
  // A photo's id is a UUID.
  sets: (config) => Object.fromEntries(photoNames(config).map((name) => [name, { maxLength: 36 }])),
  preview: (config) => [
    [question(config.text, config, SKIP)],
    [question(texts.notPhoto, config, SKIP)],
    [question(texts.notReceived, config, SKIP)],
    ...(config.maxPhotos > 1 ? [[more(config.maxPhotos - 1, config.maxPhotos, DONE)]] : []),
  ],
  samples: (config) => [...samplePhotos(config), ...sampleSkip(config)],
});

export const texts = {
  notPhoto: 'すみません、写真を送ってください。下のボタンから、とるか、えらべます。',
  notReceived: 'すみません、写真を受け取れませんでした。もういちど送ってください。',
};

/** `photo`, `photo-2`, `photo-3`: one variable a photo, so that each can be unsent by itself. */
export function photoNames({ saveAs, maxPhotos }: Config): string[] {
  return Array.from({ length: maxPhotos }, (_, index) => (index === 0 ? saveAs : `${saveAs}-${index + 1}`));
}

export function question(text: string, { skipLabel }: Config, skipData: string) {
  return textMessage(text, [
    ...cameraActions(),
    ...(skipLabel === undefined ? [] : [postbackAction(skipLabel, skipData)]),
  ]);
}

export function more(received: number, maxPhotos: number, doneData: string) {
  const text = `写真を${received}枚受け取りました。あと${maxPhotos - received}枚まで送れます。なければ「${doneLabel}」を押してください。`;
  return textMessage(text, [postbackAction(doneLabel, doneData), ...cameraActions()]);
}

function cameraActions() {
  return [
    { type: 'camera' as const, label: '写真をとる' },
    { type: 'cameraRoll' as const, label: 'アルバムから' },
  ];
}

function samplePhotos({ maxPhotos }: Config): BlockSample[] {
  // Camera, shutter, send.
  const photo: BlockSample = {
    output: 'next',
    event: { type: 'photo', photoId: '00000000-0000-7000-8000-00000000ffff' },
    taps: 3,
  };
  return maxPhotos === 1 ? [photo] : [photo, { output: 'next', event: { type: 'answer', value: DONE }, taps: 1 }];
}

function sampleSkip({ skipLabel }: Config): BlockSample[] {
  return skipLabel === undefined ? [] : [{ output: 'skipped', event: { type: 'answer', value: SKIP }, taps: 1 }];
}
