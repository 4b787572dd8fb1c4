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
  const tokens = thing.split(' ').filter((token) => token.length > 1);
  const found = indexOf(items).flatMap((keys) => {
    const rank = Math.min(...queries.map((key) => rankOf(keys, key)), overlapRank(keys, queries, tokens));
    return rank < NO_MATCH ? [{ item: keys.item, rank }] : [];
  });
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ item, rank }) => ({ item, score: SCORE_CLASSES[Math.floor(rank)] ?? 'overlap' }));
}

type ItemKeys = { item: Item; name: string; names: string[]; furigana: string };

const NO_MATCH = SCORE_CLASSES.length;
const indexes = new WeakMap<readonly Item[], ItemKeys[]>();

function indexOf(items: readonly Item[]): ItemKeys[] {
  const known = indexes.get(items);
  if (known) return known;
  const index = items.map((item) => {
    const bare = item.name.normalize('NFKC').replace(/[(（【[].*$/u, '');
    const parts = [item.name, bare, ...bare.split(/[、,・/]/u)].map(toSearchKey);
    return {
      item,
      name: toSearchKey(item.name),
      names: [...new Set(parts)].filter((part) => part !== ''),
      furigana: toSearchKey(item.furigana),
    };
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
function overlapRank({ names, furigana }: ItemKeys, queries: string[], tokens: string[]): number {
  const inside = (part: string) => part.length > 1 && queries.some((key) => key.includes(part));
  if (names.some(inside) || (furigana.length > 2 && inside(furigana))) return 4;
  const shared = tokens.filter((token) => names.some((part) => part.includes(token)) || furigana.includes(token));
  if (shared.length > 0) return 4.1 + 0.3 * (1 - shared.length / tokens.length);
  const likeness = Math.max(...queries.flatMap((key) => [...names, furigana].map((part) => sharedPairs(key, part))));
  return likeness >= 0.5 ? 4.9 - 0.4 * likeness : NO_MATCH;
}

/** Sørensen–Dice coefficient of the letter pairs, 0 to 1. */
function sharedPairs(a: string, b: string): number {
  if (a.length < 3 || b.length < 3) return 0;
  const pairs = new Set(pairsOf(a));
  const others = new Set(pairsOf(b));
  const shared = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * shared) / (pairs.size + others.size);
}

function pairsOf(text: string): string[] {
  const letters = [...text];
  return letters.slice(0, -1).map((letter, index) => letter + letters[index + 1]);
}
