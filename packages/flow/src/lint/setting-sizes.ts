import { z } from 'zod';
import type { Sizes } from './track-variables.ts';

/** For a setting whose schema sets no limit: what a form's field is likely to hold. */
const UNLIMITED = 200;
const NUMBER_LENGTH = 17;

const fieldSchema = z.looseObject({
  type: z.string().optional(),
  maxLength: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/** How long each setting that can stand in a text (text, number, choice) can be. */
export function settingSizes(settings: z.ZodType): Sizes {
  const schema = z.toJSONSchema(settings, { io: 'output', unrepresentable: 'any' });
  const sizes = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const maxLength = sizeOf(fieldSchema.safeParse(field).data);
    return maxLength === undefined ? [] : [[key, { maxLength }] as const];
  });
  return Object.fromEntries(sizes);
}

function sizeOf(field: z.infer<typeof fieldSchema> | undefined): number | undefined {
  if (!field) return undefined;
  const choices = field.enum ?? (field.const === undefined ? undefined : [field.const]);
  if (choices) return Math.max(...choices.map((choice) => String(choice).length));
  if (field.type === 'number' || field.type === 'integer') return NUMBER_LENGTH;
  return field.type === 'string' ? (field.maxLength ?? UNLIMITED) : undefined;
}
