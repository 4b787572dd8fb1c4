// What comes in a query or a form, as texts: what is missing or no text is empty.
import type { TypedAccount } from './account-input.ts';

export type Fields = Readonly<Record<string, unknown>> | undefined;

const NAMES = [
  'letter',
  'how',
  'way',
  'q',
  'bank',
  'branch',
  'type',
  'number',
  'symbol',
  'passbookNumber',
  'kana',
  'agreed',
] as const;

export type TypedFields = TypedAccount & Record<(typeof NAMES)[number], string>;

/** Longer than anything that a field takes; what is longer is cut and then refused as wrong. */
const LONGEST = 200;

export function readFields(fields: Fields): TypedFields {
  const texts = NAMES.map((name): [string, string] => {
    const value = fields?.[name];
    return [name, typeof value === 'string' ? value.slice(0, LONGEST) : ''];
  });
  return Object.fromEntries(texts) as TypedFields; // Object.fromEntries forgets the names
}
