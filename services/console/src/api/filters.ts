// What the filters of several lists have in common.
import type { Catalog } from '@tenohira/catalog';
import { isLocalDate } from '@tenohira/core';
import { z } from 'zod';

export const localDate = z.string().refine(isLocalDate, 'YYYY-MM-DD の日付を入れてください');

/** A case's or claim's number, or its end, as somebody typed it in any width and with any dash; stored as `26-00001`, `K26-00012`. */
export const typedNumber = z
  .string()
  .trim()
  .max(40)
  .transform((typed) =>
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[‐-―−ー]/g, '-'),
  );

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
