// What an attacker types into fields, for property tests: fitting values of a route's schema, and in between what breaks
// programs that trust them.
import fc from 'fast-check';
import { z } from 'zod';

/** As they stand in an address, encoded or deliberately not. */
export const HOSTILE_SEGMENTS = [
  ...[
    '%00',
    'a%00b',
    '%ff',
    '%c0%ae',
    '%F0%9F',
    '%zz',
    '%',
    '%25',
    '%2e%2e',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5c..',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'NaN',
    '*',
    '~',
    "'",
    '%22',
  ],
  ...[
    '%0d%0aset-cookie:%20a=b',
    '%27%20or%201=1--',
    '%3Cscript%3E',
    '%E3%81%82',
    '%EF%BB%BF',
    '%ED%A0%80',
    '#{7*7}',
    '{{7*7}}',
  ],
  ...['-1', '0', '1e9', '9'.repeat(30), '2147483648', '9223372036854775808', 'a'.repeat(99), 'a'.repeat(400)],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '26-00001', '26-99999'],
] as const;

/** What broke something once, or is of a kind of its own: for places of which there are many. */
export const FEW_SEGMENTS = ['%00', '%ED%A0%80', '__proto__', '-1', '9'.repeat(30), '2147483648', "'", ''] as const;

const TEXTS = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff',
    '\u202e',
    '\ufeff',
    '\r\n',
    'a\r\nBcc: x@evil.example',
    '\u001b[31m',
  ],
  ...[
    '__proto__',
    'constructor',
    "'; drop table tenant; --",
    '<img src=x onerror=alert(1)>',
    '=1+1',
    '#{7*7}',
    '{{7*7}}',
    '%s%n',
  ],
  ...[
    'a'.repeat(5_000),
    '👨‍👩‍👧‍👦'.repeat(40),
    '-1',
    '1e400',
    '0x10',
    '9'.repeat(40),
    'NaN',
    'true',
    'null',
    '[]',
    '../../etc/passwd',
  ],
  ...[
    '0000-00-00',
    '2026-02-30',
    '9999-12-31',
    '0001-01-01',
    '+275760-09-13T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'http://169.254.169.254/', 'javascript:alert(1)', '123456', '１２３'],
] as const;

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
] as const;

/** Anything that JSON can say, with the texts, numbers and keys above. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, null, true, false),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'id', 'x', ''), tie('any'), {
      maxKeys: 3,
    }),
  ),
})).any;

/** Bodies that mostly fit, so that they get past the first check, with one hostile value in a few. */
export function bodiesOf(schema: z.ZodType | undefined): fc.Arbitrary<unknown> {
  if (!schema) return hostileJson;
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return fc.oneof({ weight: 6, arbitrary: valuesOf(described) }, { weight: 1, arbitrary: hostileJson });
}

type Described = z.core.JSONSchema.BaseSchema;

function valuesOf(schema: Described | boolean): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return hostileJson;
  const options = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined) return mostly(fc.constant<unknown>(schema.const));
  if (schema.enum) return mostly(fc.constantFrom<unknown>(...schema.enum));
  if (options) return fc.oneof(...options.map(valuesOf));
  switch (schema.type) {
    case 'object':
      return objectsOf(schema);
    case 'array':
      return mostly(
        fc.array(itemsOf(schema.items), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.max(schema.minItems ?? 0, 2),
        }),
      );
    case 'integer':
    case 'number':
      return mostly(
        fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.minimum ?? 0) + 3 }),
        fc.constantFrom(...NUMBERS),
      );
    case 'boolean':
      return mostly(fc.boolean());
    case 'null':
      return fc.constant(null);
    case 'string':
      return textsOf(schema);
    default:
      return hostileJson;
  }
}

function itemsOf(items: Described['items']): fc.Arbitrary<unknown> {
  return items === undefined || Array.isArray(items) ? hostileJson : valuesOf(items as Described | boolean); // zod describes one schema
}

function objectsOf({ properties = {}, required = [], additionalProperties }: Described): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, valuesOf(each)]));
  const fitting = fc.record(fields, { requiredKeys: required.filter((key) => key in fields) });
  if (additionalProperties === undefined || additionalProperties === false) return mostly(fitting);
  return fc.dictionary(fc.constantFrom('__proto__', 'a', 'apiKey', 'bankCode', 'settings'), hostileJson, {
    maxKeys: 3,
  });
}

function textsOf({ format, minLength = 0, maxLength = 60 }: Described): fc.Arbitrary<unknown> {
  const made =
    format === 'uuid'
      ? fc.uuid()
      : format === 'date-time'
        ? fc.constantFrom('2026-12-10T01:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00+09:00')
        : fc.constantFrom(
            '2026-12-10',
            '26-00001',
            'viewer',
            'あ'.repeat(Math.max(minLength, Math.min(maxLength, 12))),
          );
  return mostly(made, fc.constantFrom(...TEXTS));
}

/** Nine in ten fit: a body of ten fields then still gets through now and then. */
function mostly(fitting: fc.Arbitrary<unknown>, hostile: fc.Arbitrary<unknown> = hostileJson): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: hostile });
}

/** The same body each time, without anything hostile: what a route would take. */
export function fittingBody(schema: z.ZodType | undefined): object {
  if (!schema) return {};
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z.looseObject({}).catch({}).parse(fitting(described));
}

function fitting(schema: Described | boolean): unknown {
  if (typeof schema === 'boolean') return 'x';
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (option !== undefined) return fitting(option);
  const { properties = {}, required = [], items, minItems = 0, minimum = 0, minLength = 0, format } = schema;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(required.map((key) => [key, fitting(properties[key] ?? true)]));
    case 'array':
      return Array.from({ length: minItems }, () =>
        fitting(Array.isArray(items) ? true : (items as Described | boolean)),
      ); // zod describes one schema
    case 'integer':
    case 'number':
      return Math.max(1, Number(minimum));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return format === 'uuid'
        ? '0192f0c1-2d3e-7f4a-8b5c-6d7e8f901234'
        : format === 'date-time'
          ? '2026-12-10T01:00:00Z'
          : 'あ'.repeat(Math.max(4, minLength));
  }
}
