import { caseFieldSchema, defineBlockDefinition, identifier } from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z.strictObject({
  title: z.string().min(1).max(200).meta({ title: '受付の題', description: '{{名前}} で前の答えを入れられます' }),
  category: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .meta({ title: '分類', description: '近くの同じ受付をさがすときに使います' }),
  fields: z
    .array(
      z.strictObject({
        variable: identifier.meta({ title: '答えの名前' }),
        label: z.string().min(1).max(60).meta({ title: '見出し' }),
        kind: caseFieldSchema.shape.kind.default('text').meta({ title: '種類' }),
      }),
    )
    .max(40)
    .default([])
    .meta({ title: '項目' }),
  locationVariable: identifier.optional().meta({ title: '場所の答え', description: '地図に出す場所' }),
});

export type Config = z.infer<typeof configSchema>;

export const CASE_NUMBER = 'case-number';
const CASE_NUMBER_MAX_LENGTH = 20;

export const definition = defineBlockDefinition({
  key: 'case',
  title: '受付にする',
  description: '答えを1件の受付にまとめて、職員に届けます。受付番号は {{case-number}} として使えます。',
  category: 'action',
  config: configSchema,
  outputs: () => ['next'],
  reads: ({ fields, locationVariable }) => [
    ...fields.map(({ variable }) => variable),
    ...(locationVariable === undefined ? [] : [locationVariable]),
  ],
  sets: () => ({ [CASE_NUMBER]: { maxLength: CASE_NUMBER_MAX_LENGTH } }),
  preview: () => [[]],
});
