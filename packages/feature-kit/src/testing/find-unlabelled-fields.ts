import { z } from 'zod';

/** Paths of the fields that the console's form could not label, as they have no `.meta({ title })`. */
export function findUnlabelledFields(schema: z.ZodType): string[] {
  return fieldsOf(schema)
    .filter(({ field }) => !('title' in field))
    .map(({ path }) => path);
}

/** Paths of the choices of which some value has no words for staff: `.meta({ labels: { skip: '休みにする' } })`. */
export function findUnlabelledChoices(schema: z.ZodType): string[] {
  return fieldsOf(schema)
    .filter(({ field }) => {
      const { enum: values, labels } = field;
      const known: object = typeof labels === 'object' && labels !== null ? labels : {};
      return Array.isArray(values) && !values.every((value) => Object.hasOwn(known, String(value)));
    })
    .map(({ path }) => path);
}

type Field = { path: string; field: Readonly<Record<string, unknown>> };

function fieldsOf(schema: z.ZodType): Field[] {
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}

function walk(node: unknown, path: string): Field[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => walk(item, path));
  return Object.entries(node).flatMap(([key, child]) => {
    if (key !== 'properties' || typeof child !== 'object' || child === null) return walk(child, path);
    return Object.entries(child).flatMap(([name, field]) => [
      { path: `${path}${name}`, field: typeof field === 'object' && field !== null ? { ...field } : {} },
      ...walk(field, `${path}${name}.`),
    ]);
  });
}
