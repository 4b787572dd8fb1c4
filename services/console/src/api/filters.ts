// What the filters of several lists have in common.
import type { Catalog } from '@tenohira/catalog';
import { isLocalDate } from '@tenohira/core';
import { z } from 'zod';

export const localDate = z.string().refine(isLocalDate, 'YYYY-MM-DD の日付を入れてください');

/** `?status=a&status=b`, or one of them. */
export function anyOf<const Values extends readonly string[]>(values: Values) {
  const one = z.enum(values);
  return z
    .union([one, z.array(one).max(values.length)])
    .transform((given) => (Array.isArray(given) ? given : [given]))
    .optional();
}

/** What staff call a feature; one that has left the catalog goes by its key. */
export function featureTitle(catalog: Catalog, key: string): string {
  return catalog.features.get(key)?.title ?? key;
}
