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

// What staff read of a wrong setting is Japanese.
z.config(z.locales.ja());
