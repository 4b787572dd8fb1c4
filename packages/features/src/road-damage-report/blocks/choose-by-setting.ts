// Goes another way by what the city has set, so that the flow stays data: each way is in the builder to see.
import { type BlockContext, type BlockResult, defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { MAX_PHOTOS, settingsSchema } from '../schema.ts';

const configSchema = z.strictObject({
  setting: z
    .enum(['maxPhotos', 'contact'])
    .meta({ title: '設定', description: 'maxPhotos：写真の数 ／ contact：連絡先を聞く' }),
});

type Config = z.infer<typeof configSchema>;

const OUTPUTS = {
  maxPhotos: Array.from({ length: MAX_PHOTOS + 1 }, (_, count) => String(count)),
  contact: settingsSchema.shape.contact.unwrap().options,
} as const;

const definition = defineBlockDefinition({
  key: 'road-damage-report.choose-by-setting',
  title: '設定で分ける',
  description: 'このサービスの設定によって、行き先を分けます。',
  category: 'logic',
  config: configSchema,
  outputs: ({ setting }) => OUTPUTS[setting],
  preview: () => [[]],
});

export const chooseBySetting = defineBlock(definition, {
  enter({ config, settings }: BlockContext<Config>): BlockResult {
    return { then: 'go', output: String(settingsSchema.parse(settings)[config.setting]) };
  },
});
