import { type Action, defineBlockDefinition, identifier, textMessage } from '@tenohira/feature-kit';
import { z } from 'zod';

const days = z.int().min(-50_000).max(3650);

export const configSchema = z
  .strictObject({
    text: z.string().min(1).max(4000).meta({ title: '質問' }),
    saveAs: identifier.meta({ title: '答えの名前', description: 'あとで {{名前}} として使えます' }),
    minDays: days.default(0).meta({ title: 'いちばん早い日', description: '今日から何日後か。0は今日、-1は昨日' }),
    maxDays: days.default(365).meta({ title: 'いちばん遅い日', description: '今日から何日後か' }),
    pickerLabel: z
      .string()
      .min(1)
      .max(40)
      .default('カレンダーからえらぶ')
      .meta({ title: 'カレンダーのボタン', description: '20文字まで' }),
  })
  .refine(({ minDays, maxDays }) => minDays <= maxDays, { message: 'いちばん早い日が、いちばん遅い日より後です。' });

export type Config = z.infer<typeof configSchema>;

export type Range = { min: string; max: string };

export const definition = defineBlockDefinition({
  key: 'question-date',
  title: '質問（日にち）',
  description: '日にちを答えてもらいます。カレンダーでも、「11月24日」「あした」のような文字でもわかります。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next'],
  // `YYYY年MM月DD日(曜)` as a text shows it
  sets: ({ saveAs }) => ({ [saveAs]: { maxLength: 16 } }),
  preview: (config) => [
    [ask(config.text, config, 'date', { min: '2000-01-01', max: '2099-12-31' })],
    [
      ask(guidance('2000年12月31日(月)', '2099年12月31日(月)', config), config, 'date', {
        min: '2000-01-01',
        max: '2099-12-31',
      }),
    ],
  ],
  samples: ({ minDays, maxDays }) => {
    const offset = Math.min(Math.max(minDays, 1), maxDays);
    const text = offset < 0 ? `${-offset}日前` : `${offset}日後`;
    // The simulator does not know today: it types what the picker would give. Button, day, send.
    return [{ output: 'next', event: { type: 'text', text }, taps: 3 }];
  },
});

export function ask(text: string, { pickerLabel }: Config, data: string, { min, max }: Range) {
  const picker: Action = { type: 'datetimepicker', label: pickerLabel, data, mode: 'date', min, max };
  return textMessage(text, [picker]);
}

export function guidance(min: string, max: string, { maxDays }: Config): string {
  const example = maxDays > 0 ? 'あした' : 'きのう';
  return `すみません、${min}から${max}までの日にちをえらんでください。「11月24日」「${example}」のように送ることもできます。`;
}
