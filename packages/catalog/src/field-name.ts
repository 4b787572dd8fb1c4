import { z } from 'zod';

type Node = { title?: string; properties?: Record<string, Node>; items?: Node };

/** What staff call the field at that path: `連絡先 2 の 電話番号`. A part without a title goes by its key. */
export function fieldName(schema: z.ZodType, path: readonly PropertyKey[]): string {
  // Only titles and nesting are read, and z.toJSONSchema() writes these for every kind of object and list.
  let node = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node | undefined;
  const names: string[] = [];
  for (const key of path) {
    node = typeof key === 'number' ? node?.items : node?.properties?.[String(key)];
    if (typeof key === 'number') names.push(String(key + 1));
    else names.push(node?.title ?? String(key));
  }
  return names.length === 0 ? '全体' : names.join(' の ').replace(/ の (\d+)/g, ' $1');
}
