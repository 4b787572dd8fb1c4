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
  text: z.string().min(1).max(320).meta({ title: '案内の文章', description: '320文字まで' }),
  buttonLabel: z
    .string()
    .min(1)
    .max(40)
    .default('登録のページを開く')
    .meta({ title: 'ボタンの文字', description: '20文字まで' }),
  validMinutes: z.int().min(5).max(1440).default(60).meta({ title: '使える時間', description: '何分か' }),
});
type Config = z.infer<typeof configSchema>;

/** The Digital Agency's blue, as everywhere in chat and pages. */
const BLUE = '#0017C1';
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

/** Flex shows it larger than a buttons template, and with a button that looks like one. */
function invitation({ text, buttonLabel }: Config, uri: string): Message {
  const action: Action = { type: 'uri', label: buttonLabel, uri };
  return {
    type: 'flex',
    altText: text,
    contents: {
      type: 'bubble',
      size: 'giga',
      body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text, size: 'md', wrap: true }] },
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [
          { type: 'button', height: 'md', adjustMode: 'shrink-to-fit', style: 'primary', color: BLUE, action },
        ],
      },
    },
  };
}
