import { defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { SPANS, showDays as toMessages } from '../cards/calendar-cards.ts';
import { largestCalendar, NOTICED_AT } from '../cards/largest.ts';
import type { GuidePorts } from '../ports.ts';
import { settingsSchema } from '../schema.ts';
import { AREA_VARIABLE } from './find-area.ts';

const definition = defineBlockDefinition({
  key: 'garbage-guide.show-days',
  title: '収集日を見せる',
  description: '登録した地区の、今日、明日、または1週間の収集を見せます。',
  category: 'message',
  config: z.strictObject({
    span: z.enum(SPANS).meta({
      title: '見せる日',
      description: 'home：今日と明日 ／ today：今日 ／ tomorrow：明日 ／ week：今日から1週間',
    }),
  }),
  outputs: () => ['next', 'gone'],
  reads: () => [AREA_VARIABLE],
  preview: ({ span }) => [
    toMessages(span, { calendar: largestCalendar(), settings: settingsSchema.parse({}), now: NOTICED_AT }),
  ],
});

export const showDays = defineBlock<typeof definition.config, GuidePorts>(definition, {
  enter: async ({ config, variables, ports, settings, now }) => {
    const calendar = await ports['garbage-guide'].findCalendar(String(variables[AREA_VARIABLE]?.value ?? ''));
    if (!calendar) return { then: 'go', output: 'gone' };
    const messages = toMessages(config.span, { calendar, settings: settingsSchema.parse(settings), now });
    return { messages, then: 'go', output: 'next' };
  },
});
