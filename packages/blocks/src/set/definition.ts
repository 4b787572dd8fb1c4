import { defineBlockDefinition, identifier } from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z.strictObject({
  values: z
    .array(
      z.strictObject({
        variable: identifier.meta({ title: '名前' }),
        value: z.string().max(500).meta({ title: '値', description: '{{名前}} で前の答えを入れられます' }),
      }),
    )
    .min(1)
    .max(20)
    .meta({ title: '覚えること' }),
});

export type Config = z.infer<typeof configSchema>;

export const definition = defineBlockDefinition({
  key: 'set',
  title: '覚える',
  description: '決まった値や、前の答えを組み合わせた文を、名前をつけて覚えます。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['next'],
  sets: ({ values }) =>
    Object.fromEntries(values.map(({ variable, value }) => [variable, { maxLength: Math.max(1, value.length) }])),
  preview: () => [[]],
});
