import { toSearchKey } from '@tenohira/core';
import { thingAskedFor } from './dataset/item-question.ts';
import type { Category } from './dataset/types.ts';

/** The category that a text names as a whole: 「粗大ごみ」, 「粗大ごみの出し方」. */
export function findCategory(categories: readonly Category[], text: string): Category | undefined {
  const asked = new Set([toSearchKey(text), thingAskedFor(text).replaceAll(' ', '')]);
  return categories.find(({ label }) => asked.has(toSearchKey(label)));
}
