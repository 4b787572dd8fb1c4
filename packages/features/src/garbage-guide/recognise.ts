// What a text that starts no flow by itself may want of the garbage guide.
import { type Json, toSearchKey } from '@tenohira/core';
import { cleanQuery } from './answer-item.ts';
import { isItemQuestion } from './dataset/item-question.ts';
import { findCategory } from './find-category.ts';
import type { GarbageGuidePort } from './ports.ts';

/** Longer texts are letters to the city, not questions for an item. */
const LONGEST_QUESTION = 60;
/** 「ごみのこと」 and the like: short enough to be about nothing else. */
const LONGEST_MENTION = 12;
const ASKS_WHEN = /いつ|何曜|なんよう|次|つぎ/;

export type Recognised = { flow: string; variables: Readonly<Record<string, Json>> };

export async function recognise(text: string, port: GarbageGuidePort): Promise<Recognised | undefined> {
  const query = cleanQuery(text);
  if (query === '' || query.length > LONGEST_QUESTION) return undefined;
  const day = readDayQuestion(query);
  if (day !== undefined) return { flow: day, variables: {} };
  const isCategory = findCategory(await port.listCategories(), query) !== undefined;
  if (isCategory && ASKS_WHEN.test(query)) return { flow: 'next', variables: {} };
  if (isCategory || isItemQuestion(query) || (await namesItem(query, port)))
    return { flow: 'item', variables: { query } };
  if (ASKS_WHEN.test(query) && isAboutGarbage(query)) return { flow: 'next', variables: {} };
  return isAboutGarbage(query) && query.length <= LONGEST_MENTION ? { flow: 'guide', variables: {} } : undefined;
}

/** 「明日は何のごみ？」: the flow that shows that day. */
export function readDayQuestion(text: string): 'today' | 'tomorrow' | 'week' | undefined {
  if (!isAboutGarbage(text)) return undefined;
  const key = toSearchKey(text);
  if (/今日|きょう|本日/.test(key)) return 'today';
  if (/明日|あした|あす/.test(key)) return 'tomorrow';
  return /今週/.test(key) ? 'week' : undefined;
}

function isAboutGarbage(text: string): boolean {
  return /ごみ|ゴミ|収集/.test(text.normalize('NFKC'));
}

/** A bare word is taken for an item only where it fits well: 「はい」 is not the beginning of はいざら. */
async function namesItem(query: string, port: GarbageGuidePort): Promise<boolean> {
  const [best] = await port.searchItems(query);
  if (!best || best.score === 'overlap') return false;
  const key = toSearchKey(query);
  return best.score === 'exact' || key.length > 2 || (key.length === 2 && /[^ぁ-ゖー]/.test(key));
}
