// Words in which staff look for a case, in the form in which two spellings meet. What is looked through is stored beside
// the case, because making it anew for each case costs more than looking through it.
import { toSearchKey } from '@tenohira/core';
import type { caseSubmitSchema } from '@tenohira/feature-kit';
import type { z } from 'zod';

type Searched = Pick<z.infer<typeof caseSubmitSchema>, 'number' | 'title' | 'fields'>;

const DASHES = /[‐‑‒–—―−]/g;

/** Of what somebody typed into the search. */
export function searchKeyOf(text: string): string {
  return toSearchKey(text).replace(DASHES, '-');
}

/** Number, title and what can be read of the fields: not the photos and the forms that a field points at. */
export function searchTextOf({ number, title, fields }: Searched): string {
  const values = fields.filter(({ kind }) => kind !== 'photo' && kind !== 'form').map(({ value }) => value);
  return [number, title, ...values].map(searchKeyOf).join('|');
}
