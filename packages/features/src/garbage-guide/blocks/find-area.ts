import { defineBlock, defineBlockDefinition } from '@tenohira/feature-kit';
import { z } from 'zod';
import type { GuidePorts } from '../ports.ts';

/** Where the blocks of a flow keep the resident's area. */
export const AREA_VARIABLE = 'area';

const definition = defineBlockDefinition({
  key: 'garbage-guide.find-area',
  title: '登録した地区を調べる',
  description: '住民が登録した地区を調べて、行き先を分けます。',
  category: 'logic',
  config: z.strictObject({}),
  outputs: () => ['ready', 'not-chosen', 'gone', 'preparing'],
  sets: () => ({ [AREA_VARIABLE]: { maxLength: 16 } }),
  preview: () => [[]],
});

/** `gone`: the area that the resident had chosen is not in the calendar in force. */
export const findArea = defineBlock<typeof definition.config, GuidePorts>(definition, {
  enter: async ({ ports }) => {
    const port = ports['garbage-guide'];
    if (!(await port.hasCalendar())) return { then: 'go', output: 'preparing' };
    const { areaKey } = await port.findResident();
    if (areaKey === undefined) return { then: 'go', output: 'not-chosen' };
    if (!(await port.findCalendar(areaKey))) return { then: 'go', output: 'gone' };
    return { set: { [AREA_VARIABLE]: { value: areaKey } }, then: 'go', output: 'ready' };
  },
});
