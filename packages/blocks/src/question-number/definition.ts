import { defineBlockDefinition, identifier, textMessage } from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z
  .strictObject({
    text: z.string().min(1).max(4000).meta({ title: '質問' }),
    saveAs: identifier.meta({ title: '答えの名前', description: 'あとで {{名前}} として使えます' }),
    min: z.number().min(-1e9).max(1e9).default(0).meta({ title: 'いちばん小さい数' }),
    max: z.number().min(-1e9).max(1e9).default(1000).meta({ title: 'いちばん大きい数' }),
    integer: z.boolean().default(true).meta({ title: '整数だけ' }),
    unit: z.string().min(1).max(10).optional().meta({ title: '単位', description: '例：人、個、円' }),
  })
  .refine(({ min, max }) => min <= max, { message: 'いちばん小さい数が、いちばん大きい数より大きいです。' });

export type Config = z.infer<typeof configSchema>;

export const definition = defineBlockDefinition({
  key: 'question-number',
  title: '質問（数）',
  description: '数で答えてもらいます。「3」「３つ」「三人」のどれでもわかります。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next'],
  // A number of at most 15 digits with sign and point.
  sets: ({ saveAs }) => ({ [saveAs]: { maxLength: 17 } }),
  preview: (config) => [[textMessage(config.text)], [textMessage(guidance(config))]],
  samples: (config) => {
    const text = String(Math.ceil(config.min));
    return [{ output: 'next', event: { type: 'text', text }, taps: text.length + 2 }];
  },
});

/** What would be understood, in one sentence. */
export function guidance({ min, max, integer, unit = '' }: Config): string {
  return `すみません、${min}${unit}から${max}${unit}までの${integer ? '整数' : '数'}で送ってください（例：${Math.ceil(min)}）。`;
}
