import {
  type BlockContext,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type IdentityPort,
  platformEffect,
} from '@tenohira/feature-kit';
import { z } from 'zod';

const configSchema = z.strictObject({});
type Context = BlockContext<z.infer<typeof configSchema>, { identity: IdentityPort }>;

const definition = defineBlockDefinition({
  key: 'identity-registration.withdraw',
  title: '本人確認の登録を消す',
  description: '登録した内容を、すべて消します。',
  category: 'action',
  config: configSchema,
  outputs: () => ['next', 'none'],
  preview: () => [[]],
});

export const withdraw = defineBlock<typeof configSchema, { identity: IdentityPort }>(definition, {
  enter: async ({ ports }: Context): Promise<BlockResult> => {
    // Another phone's button, or the same one twice.
    if (!(await ports.identity.find())) return { then: 'go', output: 'none' };
    return { effects: [platformEffect('identity.withdraw', {})], then: 'go', output: 'next' };
  },
});
