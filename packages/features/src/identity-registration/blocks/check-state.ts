import type { LocalDate } from '@tenohira/core';
import {
  type BlockContext,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type IdentityPort,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { settingsSchema } from '../schema.ts';

const configSchema = z.strictObject({});
type Context = BlockContext<z.infer<typeof configSchema>, { identity: IdentityPort }>;

const VERIFIED_ON = 'verified-on';

const definition = defineBlockDefinition({
  key: 'identity-registration.check-state',
  title: '本人確認の登録があるか調べる',
  description: '登録がない・ある・同意の文が新しくなった、で行き先を分けます。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['new', 'registered', 'outdated'],
  sets: () => ({ [VERIFIED_ON]: { maxLength: 12 } }),
  preview: () => [[]],
});

export const checkState = defineBlock<typeof configSchema, { identity: IdentityPort }>(definition, {
  enter: async ({ ports, settings }: Context): Promise<BlockResult> => {
    const registration = await ports.identity.find();
    if (!registration) return { then: 'go', output: 'new' };
    const isCurrent = registration.consentVersion === settingsSchema.parse(settings).consentVersion;
    return {
      set: { [VERIFIED_ON]: { value: sayDate(registration.verifiedOn) } },
      then: 'go',
      output: isCurrent ? 'registered' : 'outdated',
    };
  },
});

/** `2026年11月24日` */
function sayDate(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
