import { expect, it } from 'vitest';
import { z } from 'zod';
import { citySettingsSchema } from './city-settings.ts';
import { settingsForm } from './settings-form.ts';

it('has all that a form needs: words, defaults, bounds, and what a choice is called', () => {
  const schema = z.strictObject({
    closedDays: z
      .enum(['skip', 'shift'])
      .default('skip')
      .meta({ title: '休みの日', description: '説明', labels: { skip: '休む', shift: 'ずらす' } }),
    contacts: z
      .array(z.strictObject({ name: z.string().min(1).max(5).meta({ title: '名前' }) }))
      .max(3)
      .prefault([])
      .meta({ title: '連絡先' }),
    area: z
      .string()
      .transform((text) => text.length)
      .prefault('')
      .meta({ title: '区域', editor: 'area' }),
  });
  expect(settingsForm(schema)).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      closedDays: {
        ...{ title: '休みの日', description: '説明', labels: { skip: '休む', shift: 'ずらす' } },
        ...{ type: 'string', enum: ['skip', 'shift'], default: 'skip' },
      },
      contacts: {
        ...{ title: '連絡先', type: 'array', maxItems: 3, default: [] },
        items: {
          ...{ type: 'object', additionalProperties: false, required: ['name'] },
          properties: { name: { title: '名前', type: 'string', minLength: 1, maxLength: 5 } },
        },
      },
      area: { title: '区域', editor: 'area', type: 'string', default: '' },
    },
  });
});

it('is JSON, also for the city itself', () => {
  const form = settingsForm(citySettingsSchema);
  expect(JSON.parse(JSON.stringify(form))).toEqual(form);
  for (const field of Object.values(form.properties ?? {})) expect(field).toMatchObject({ title: expect.any(String) });
});
