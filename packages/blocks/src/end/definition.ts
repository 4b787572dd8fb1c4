import { defineBlockDefinition, textMessage } from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(5000)
    .optional()
    .meta({ title: '終わりの文章', description: 'なければ何も言わずに終わります' }),
});

export type Config = z.infer<typeof configSchema>;

export const definition = defineBlockDefinition({
  key: 'end',
  title: 'おわり',
  description: '会話を終わります。ほかの会話から呼ばれていれば、そこへ戻ります。',
  category: 'logic',
  config: configSchema,
  outputs: () => [],
  preview: ({ text }) => [text === undefined ? [] : [textMessage(text)]],
});
