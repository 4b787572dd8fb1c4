import { toSearchKey } from '@tenohira/core';
import { thingAskedFor } from './item-question.ts';
import type { Item } from './types.ts';

/** How an item matched, best first. */
export const SCORE_CLASSES = ['exact', 'prefix', 'contains', 'furigana', 'overlap'] as const;
export type ScoreClass = (typeof SCORE_CLASSES)[number];

export type FoundItem = { item: Item; score: ScoreClass };

/**
 * Items that a resident may mean by a word or a question (「電池はどこに捨てる?」, 「ﾃﾞﾝﾁ」, 「乾電池 捨て方」), best class
 * first and within a class as in the city's file. Kana, width and spaces do not matter.
 */
export function searchItems(items: readonly Item[], query: string, limit: number): FoundItem[] {
  const whole = toSearchKey(query);
  const thing = thingAskedFor(query);
  // The question words may be part of a name (はいざら): the text as typed counts too.
  const queries = [...new Set([whole, thing.replaceAll(' ', '')])].filter((key) => key !== '');
  if (queries.length === 0) return [];
  const asked: Asked = {
    queries,
    pairs: queries.filter((key) => key.length >= SHORTEST_LIKENESS).map(pairsOf),
    tokens: thing.split(' ').filter((token) => token.length > 1),
  };
  const found = indexOf(items).flatMap((keys) => {
    const rank = Math.min(...queries.map((key) => rankOf(keys, key)), overlapRank(keys, asked));
    return rank < NO_MATCH ? [{ item: keys.item, rank }] : [];
  });
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ item, rank }) => ({ item, score: SCORE_CLASSES[Math.floor(rank)] ?? 'overlap' }));
}

type ItemKeys = { item: Item; name: string; names: string[]; furigana: string; pairs: ReadonlySet<string>[] };
/** What was asked, taken apart once for all items. */
type Asked = { queries: readonly string[]; pairs: readonly ReadonlySet<string>[]; tokens: readonly string[] };

/** Shorter words are alike by accident. */
const SHORTEST_LIKENESS = 3;

const NO_MATCH = SCORE_CLASSES.length;
const indexes = new WeakMap<readonly Item[], ItemKeys[]>();

function indexOf(items: readonly Item[]): ItemKeys[] {
  const known = indexes.get(items);
  if (known) return known;
  const index = items.map((item) => {
    const bare = item.name.normalize('NFKC').replace(/[(（【[].*$/u, '');
    const parts = [item.name, bare, ...bare.split(/[、,・/]/u)].map(toSearchKey);
    const names = [...new Set(parts)].filter((part) => part !== '');
    const furigana = toSearchKey(item.furigana);
    const pairs = [...names, furigana].filter((part) => part.length >= SHORTEST_LIKENESS).map(pairsOf);
    return { item, name: toSearchKey(item.name), names, furigana, pairs };
  });
  indexes.set(items, index);
  return index;
}

/** The class as a number; the fraction orders within a class. */
function rankOf({ name, names, furigana }: ItemKeys, key: string): number {
  if (names.includes(key)) return 0;
  if (names.some((part) => part.startsWith(key))) return 1;
  if (name.includes(key)) return 2;
  if (furigana === key) return 3;
  if (furigana.startsWith(key)) return 3.1;
  // Many cities give one letter, the index letter, as furigana: it is found by that letter alone.
  return key.length > 1 && furigana.includes(key) ? 3.2 : NO_MATCH;
}

/** The question holds the whole name (「古い乾電池」), or shares words or most letter pairs with it. */
function overlapRank({ names, furigana, pairs }: ItemKeys, asked: Asked): number {
  const { queries, tokens } = asked;
  const inside = (part: string) => part.length > 1 && queries.some((key) => key.includes(part));
  if (names.some(inside) || (furigana.length > 2 && inside(furigana))) return 4;
  const shared = tokens.filter((token) => names.some((part) => part.includes(token)) || furigana.includes(token));
  if (shared.length > 0) return 4.1 + 0.3 * (1 - shared.length / tokens.length);
  const likeness = Math.max(0, ...asked.pairs.flatMap((query) => pairs.map((part) => sharedPairs(query, part))));
  return likeness >= 0.5 ? 4.9 - 0.4 * likeness : NO_MATCH;
}

/** Sørensen–Dice coefficient of two sets of letter pairs, 0 to 1. */
function sharedPairs(pairs: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return (2 * pairs.intersection(others).size) / (pairs.size + others.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = [...text];
  return new Set(letters.slice(0, -1).map((letter, index) => letter + letters[index + 1]));
}
