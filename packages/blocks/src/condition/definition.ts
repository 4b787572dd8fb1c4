import { defineBlockDefinition, identifier } from '@tenohira/feature-kit';
import { z } from 'zod';

const variable = identifier.meta({ title: '調べる答え' });
const value = z.string().max(200).meta({ title: '値' });

const testSchema = z.discriminatedUnion('is', [
  z.strictObject({ variable, is: z.literal('equal').meta({ title: '等しい' }), value }),
  z.strictObject({ variable, is: z.literal('not-equal').meta({ title: '等しくない' }), value }),
  z.strictObject({ variable, is: z.literal('containing').meta({ title: 'ふくむ' }), value }),
  z.strictObject({ variable, is: z.literal('greater').meta({ title: 'より大きい（日にちは、より後）' }), value }),
  z.strictObject({ variable, is: z.literal('less').meta({ title: 'より小さい（日にちは、より前）' }), value }),
  z.strictObject({ variable, is: z.literal('set').meta({ title: '答えがある' }) }),
  z.strictObject({ variable, is: z.literal('not-set').meta({ title: '答えがない' }) }),
]);

export const configSchema = z.strictObject({
  tests: z.array(testSchema).min(1).max(20).meta({ title: '条件' }),
  match: z
    .enum(['all', 'any'])
    .default('all')
    .meta({ title: '合わせ方', description: 'all：すべて合う ／ any：どれか合う' }),
});

export type Config = z.infer<typeof configSchema>;
export type Test = z.infer<typeof testSchema>;

export const definition = defineBlockDefinition({
  key: 'condition',
  title: '条件で分ける',
  description: '前の答えによって、行き先を分けます。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['yes', 'no'],
  // Asking whether something is there is no reading of it.
  reads: ({ tests }) => tests.filter(({ is }) => is !== 'set' && is !== 'not-set').map((test) => test.variable),
  preview: () => [[]],
});
