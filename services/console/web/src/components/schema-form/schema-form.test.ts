import { features } from '@tenohira/features';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rulesOf } from './field-rules.ts';
import { fromFormValue, toFormValue } from './form-values.ts';
import { choicesOf, type JsonSchema, kindOf } from './json-schema.ts';

const toJsonSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

const schema = toJsonSchema(
  z.object({
    time: z.string().max(5).default('8:00'),
    text: z.string().max(500).default(''),
    photos: z.int().min(0).max(3).default(3),
    contact: z.enum(['off', 'required']).default('off').meta({ description: 'off：聞かない ／ required：必ず' }),
    isOpen: z.boolean().default(true),
    phone: z.string().nullable().default(null),
    limit: z.int().optional(),
    radius: z.object({ hole: z.int().default(20) }).prefault({}),
    neighbours: z.array(z.object({ name: z.string().min(1), contact: z.string().default('') })).default([]),
    days: z.array(z.int()).default([1]),
    area: z.union([z.string(), z.array(z.json())]).default(''),
  }),
);

describe('a form from a schema', () => {
  it('knows how each value is asked for', () => {
    const kinds = Object.entries(schema.properties ?? {}).map(([key, property]) => [key, kindOf(property)]);
    expect(Object.fromEntries(kinds)).toEqual({
      ...{ time: 'text', text: 'long-text', photos: 'number', contact: 'choice', isOpen: 'boolean', phone: 'text' },
      ...{ limit: 'number', radius: 'object', neighbours: 'list', days: 'list', area: 'json' },
    });
  });

  it('begins with the defaults', () => {
    expect(toFormValue(schema, undefined)).toEqual({
      ...{ time: '8:00', text: '', photos: '3', contact: 'off', isOpen: true, phone: '', limit: '' },
      ...{ radius: { hole: '20' }, neighbours: [], days: [{ value: '1' }], area: '' },
    });
  });

  it('gives back what was set, in its own types', () => {
    const settings = {
      ...{ time: '7:30', text: '一\n二', photos: 0, contact: 'required', isOpen: false, phone: null },
      ...{ radius: { hole: 5 }, neighbours: [{ name: 'こもれび市', contact: '' }], days: [1, 3] },
      area: [[35.1, 135.2]],
    };
    expect(fromFormValue(schema, toFormValue(schema, settings))).toEqual(settings);
  });

  it('takes what is no JSON as a text, for what may be both', () => {
    const { area = {} } = schema.properties ?? {};
    expect(fromFormValue(area, 'ここからここまで')).toBe('ここからここまで');
    expect(fromFormValue(area, '[[1,2]]')).toEqual([[1, 2]]);
  });

  it('names choices after the description that explains them', () => {
    expect(choicesOf(schema.properties?.contact ?? {})).toEqual({
      options: [
        { value: 'off', label: '聞かない' },
        { value: 'required', label: '必ず' },
      ],
      help: undefined,
    });
    expect(choicesOf({ enum: ['a'], labels: { a: 'あ' }, description: '一つ選びます' })).toEqual({
      options: [{ value: 'a', label: 'あ' }],
      help: '一つ選びます',
    });
  });

  it.each([
    ['', true],
    ['2', true],
    ['x', '数字で入力してください。'],
    ['1.5', '小数点のない数字で入力してください。'],
    ['4', '3以下の数字を入力してください。'],
    ['-1', '0以上の数字を入力してください。'],
  ])('says of the number %j what is wrong: %s', (text, expected) => {
    const { validate } = rulesOf(schema.properties?.photos ?? {}, true);
    expect(typeof validate === 'function' && validate(text, {})).toBe(expected);
  });
});

describe.each(features.map((feature) => [feature.key, feature] as const))('the settings of %s', (_key, feature) => {
  const settings = toJsonSchema(feature.settings);

  it('are taken by the feature as the form gives them back', () => {
    const filledIn = fromFormValue(settings, toFormValue(settings, undefined));
    expect(feature.settings.safeParse(filledIn).error?.issues ?? []).toEqual([]);
  });

  it('have a Japanese title for every box', () => {
    expect(untitled(settings, feature.key)).toEqual([]);
  });
});

function untitled({ properties = {} }: JsonSchema, path: string): string[] {
  return Object.entries(properties).flatMap(([key, property]) => [
    ...(property.title === undefined ? [`${path}.${key}`] : []),
    ...untitled(property.items ?? property, `${path}.${key}`),
  ]);
}
