import { defineBlockDefinition, identifier } from '@tenohira/feature-kit';
import { z } from 'zod';

export const configSchema = z.strictObject({
  flow: identifier.meta({ title: '会話' }),
  feature: identifier.optional().meta({ title: 'サービス', description: 'なければ、このサービスの会話です' }),
});

export type Config = z.infer<typeof configSchema>;

export const definition = defineBlockDefinition({
  key: 'start-flow',
  title: 'ほかの会話へ',
  description: 'ほかの会話をして、終わったら戻ってきます。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['next'],
  starts: ({ flow, feature }) => [feature === undefined ? { flow } : { flow, feature }],
  preview: () => [[]],
});
