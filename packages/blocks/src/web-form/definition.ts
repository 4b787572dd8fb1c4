import { type Action, defineBlockDefinition, identifier, textMessage } from '@tenohira/feature-kit';
import { z } from 'zod';

const fieldSchema = z.strictObject({
  key: identifier.meta({ title: '項目の名前', description: '個人の情報でなければ、あとで {{名前}} として使えます' }),
  label: z.string().min(1).max(60).meta({ title: '見出し' }),
  help: z.string().max(200).default('').meta({ title: '説明' }),
  kind: z.enum(['text', 'long-text', 'tel', 'email', 'date', 'choice']).default('text').meta({ title: '種類' }),
  required: z.boolean().default(true).meta({ title: '必ず入れてもらう' }),
  maxLength: z.int().min(1).max(2000).default(100).meta({ title: '最も長い文字数' }),
  choices: z.array(z.string().min(1).max(100)).max(50).default([]).meta({ title: '選択肢' }),
  sensitive: z
    .boolean()
    .default(true)
    .meta({ title: '個人の情報', description: '暗号にして保存し、職員だけが見られます。会話には出ません' }),
});

export const configSchema = z.strictObject({
  text: z.string().min(1).max(320).meta({ title: '案内の文章', description: '160文字まで' }),
  buttonLabel: z
    .string()
    .min(1)
    .max(40)
    .default('入力ページを開く')
    .meta({ title: 'ボタンの文字', description: '20文字まで' }),
  saveAs: identifier.max(32).meta({ title: '入力の名前', description: '「受付」の項目に使います' }),
  title: z.string().min(1).max(60).meta({ title: 'ページの見出し' }),
  intro: z.string().max(500).default('').meta({ title: 'ページの説明' }),
  fields: z.array(fieldSchema).min(1).max(30).meta({ title: '項目' }),
  validHours: z.int().min(1).max(72).default(24).meta({ title: '使える時間', description: '何時間か' }),
});

export type Config = z.infer<typeof configSchema>;

/** Where the open form's id and token are kept while the page is out. */
export const openFormName = ({ saveAs }: Config) => `${saveAs}-open`;

export const definition = defineBlockDefinition({
  key: 'web-form',
  title: '入力ページ',
  description: '住所や名前など、トークに書かないほうがよいことを、入力ページで書いてもらいます。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next'],
  sets: ({ saveAs, fields }) => ({
    [saveAs]: { maxLength: 36 },
    ...Object.fromEntries(
      fields.filter(({ sensitive }) => !sensitive).map(({ key, maxLength }) => [key, { maxLength }]),
    ),
  }),
  preview: (config) => [
    [invitation(config.text, config, `https://city.example/${'f'.repeat(200)}`)],
    [textMessage(guidance(config)), invitation(config.text, config, `https://city.example/${'f'.repeat(200)}`)],
  ],
  samples: ({ fields }) => [
    {
      output: 'next',
      // The simulator fills in the id of the form that is open.
      event: { type: 'form', formId: '', values: sampleValues(fields) },
      // Button, one tap into each field that must be filled, send.
      taps: 2 + fields.filter(({ required }) => required).length,
    },
  ],
});

export function invitation(text: string, { buttonLabel }: Config, uri: string) {
  const open: Action = { type: 'uri', label: buttonLabel, uri };
  return { type: 'template' as const, altText: text, template: { type: 'buttons' as const, text, actions: [open] } };
}

export function guidance({ buttonLabel }: Config): string {
  return `すみません、ここでは答えを受け取れません。「${buttonLabel}」を押して、ページで入力してください。`;
}

function sampleValues(fields: Config['fields']): Record<string, string> {
  const open = fields.filter(({ sensitive, required }) => !sensitive && required);
  return Object.fromEntries(open.map(({ key, choices }) => [key, choices[0] ?? 'れい']));
}
