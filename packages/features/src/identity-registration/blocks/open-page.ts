import {
  type Action,
  type BlockContext,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type IdentityPort,
  type Message,
  platformEffect,
} from '@tenohira/feature-kit';
import { z } from 'zod';

const configSchema = z.strictObject({
  text: z.string().min(1).max(320).meta({ title: '案内の文章', description: '160文字まで' }),
  buttonLabel: z
    .string()
    .min(1)
    .max(40)
    .default('登録のページを開く')
    .meta({ title: 'ボタンの文字', description: '20文字まで' }),
  validMinutes: z.int().min(5).max(1440).default(60).meta({ title: '使える時間', description: '何分か' }),
});
type Config = z.infer<typeof configSchema>;
type Context = BlockContext<Config, { identity: IdentityPort }>;

const definition = defineBlockDefinition({
  key: 'identity-registration.open-page',
  title: '本人確認のページを開く',
  description: '同意と本人確認のページへ、1回だけ使えるボタンを送ります。結果は、あとからトークに届きます。',
  category: 'action',
  config: configSchema,
  outputs: () => ['next'],
  preview: (config) => [[invitation(config, `https://city.example/${'i'.repeat(200)}`)]],
});

/** The page's outcome comes as a push, hours later perhaps, so the conversation does not wait for it. */
export const openPage = defineBlock<typeof configSchema, { identity: IdentityPort }>(definition, {
  enter: (context: Context): BlockResult => {
    const { config, ports, now } = context;
    const [requestId, token] = [context.newId(), context.newToken()];
    const expiresAt = new Date(now.getTime() + config.validMinutes * 60_000).toISOString();
    return {
      messages: [invitation(config, ports.identity.pageUrl(token))],
      effects: [platformEffect('identity.open-page', { requestId, token, expiresAt })],
      then: 'go',
      output: 'next',
    };
  },
});

function invitation({ text, buttonLabel }: Config, uri: string): Message {
  const open: Action = { type: 'uri', label: buttonLabel, uri };
  return { type: 'template', altText: text, template: { type: 'buttons', text, actions: [open] } };
}
