import { z } from 'zod';

/** Paths of the fields that the console's form could not label, as they have no `.meta({ title })`. */
export function findUnlabelledFields(schema: z.ZodType): string[] {
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}

function walk(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => walk(item, path));
  return Object.entries(node).flatMap(([key, child]) => {
    if (key !== 'properties' || typeof child !== 'object' || child === null) return walk(child, path);
    return Object.entries(child).flatMap(([name, field]) => {
      const labelled = typeof field === 'object' && field !== null && 'title' in field;
      return [...(labelled ? [] : [`${path}${name}`]), ...walk(field, `${path}${name}.`)];
    });
  });
}
