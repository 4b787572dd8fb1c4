import type { JsonObject } from '../state/model.ts';
import { invalidRequest } from './stripe-error.ts';
import { listOf } from './views.ts';

type Page = { limit: number; starting_after?: string | undefined };

/** A page of what is given oldest first, newest first: docs.stripe.com/api/pagination */
export function pageOf<Item extends { id: string }>(
  url: string,
  items: readonly Item[],
  { limit, starting_after: after }: Page,
  view: (item: Item) => JsonObject,
): JsonObject {
  const newestFirst = items.toReversed();
  const from = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) {
    throw invalidRequest(`No such object: '${after}'`, { code: 'resource_missing', param: 'starting_after' });
  }
  return listOf(url, newestFirst.slice(from, from + limit).map(view), newestFirst.length > from + limit);
}
