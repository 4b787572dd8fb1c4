import { defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import { showNextOfEach } from '../cards/calendar-cards.ts';
import { largestCalendar, NOTICED_AT } from '../cards/largest.ts';
import type { GuidePorts } from '../ports.ts';
import { settingsSchema } from '../schema.ts';
import { AREA_VARIABLE } from './find-area.ts';

const definition = defineBlockDefinition({
  key: 'garbage-guide.show-next',
  title: '種類ごとの次の収集日を見せる',
  description: '登録した地区の、ごみの種類ごとの次の収集日を見せます。',
  category: 'message',
  config: z.strictObject({}),
  outputs: () => ['next', 'gone'],
  reads: () => [AREA_VARIABLE],
  preview: () => [showNextOfEach({ calendar: largestCalendar(), settings: settingsSchema.parse({}), now: NOTICED_AT })],
});

export const showNext = defineBlock<typeof definition.config, GuidePorts>(definition, {
  enter: async ({ variables, ports, settings, now }) => {
    const calendar = await ports['garbage-guide'].findCalendar(String(variables[AREA_VARIABLE]?.value ?? ''));
    if (!calendar) return { then: 'go', output: 'gone' };
    const messages = showNextOfEach({ calendar, settings: settingsSchema.parse(settings), now });
    return { messages, then: 'go', output: 'next' };
  },
});
