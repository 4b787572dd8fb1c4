import { containsMyNumber } from '@tenohira/core';
import { z } from 'zod';
import { fieldName } from './field-name.ts';

/** One thing to put right, where a form can mark it: `settings.contacts.0.name`. */
export type FieldProblem = { field: string; message: string };

/** What does not fit, and the same for who reads it without a form. Undefined where all is well. */
export type Unfit = { problems: FieldProblem[]; lines: string[] };

/** The value as the schema gives it, or what is wrong with it. */
export function readSettings(
  schema: z.ZodType,
  settings: unknown,
): { ok: true; settings: unknown } | ({ ok: false } & Unfit) {
  const result: z.ZodSafeParseResult<unknown> = schema.safeParse(settings);
  if (result.success) return { ok: true, settings: result.data };
  const { issues } = result.error;
  return {
    ok: false,
    problems: issues.map(({ path, message }) => ({ field: ['settings', ...path].join('.'), message })),
    lines: issues.map(({ path, message }) => `・${fieldName(schema, path)}: ${message}`),
  };
}

const MY_NUMBER = 'マイナンバー(個人番号)と思われる12桁の数字があります。消してください。';

/** The same for what somebody has just typed, which may hold no My Number. */
export function readTypedSettings(schema: z.ZodType, typed: unknown): ReturnType<typeof readSettings> {
  const read = readSettings(schema, typed);
  const paths = findMyNumbers(typed);
  if (paths.length === 0) return read;
  const { problems, lines } = read.ok ? { problems: [], lines: [] } : read;
  return {
    ok: false,
    problems: [...problems, ...paths.map((path) => ({ field: ['settings', ...path].join('.'), message: MY_NUMBER }))],
    lines: [...lines, ...paths.map((path) => `・${fieldName(schema, path)}: ${MY_NUMBER}`)],
  };
}

/** Where in the value there is one. */
function findMyNumbers(value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (typeof value === 'string') return containsMyNumber(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => findMyNumbers(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => findMyNumbers(each, [...path, key]));
}

// What staff read of a wrong setting is Japanese.
z.config(z.locales.ja());
