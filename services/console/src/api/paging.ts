import { z } from 'zod';

/** Cursor pagination: `after` is the `next` of the page before, opaque to the caller. Spread into a route's query. */
export const pageQuery = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export type Page<Item> = { items: Item[]; next: string | null };

/**
 * A page from one row more than was asked for, so that the last page is known without another look.
 * @param cursorOf what `after` has to be for the page that begins behind that item
 */
export function pageOf<Item>(rows: readonly Item[], limit: number, cursorOf: (item: Item) => string): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
