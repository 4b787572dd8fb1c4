// Words that always mean the same, whatever is under way. Also the linter keeps features off them.
import { toSearchKey } from '@tenohira/core';

export const CANCEL_WORDS = [
  'やめる',
  'やめます',
  'キャンセル',
  '中止',
  '終了',
  'とりやめ',
  '取りやめ',
  '取り消し',
  'cancel',
  'stop',
];
export const RESTART_WORDS = ['最初から', 'はじめから', '初めから', 'やり直し', 'やりなおし', 'やり直す', 'restart'];
export const MENU_WORDS = ['メニュー', 'めにゅう', 'はじめ', 'はじめる', 'ヘルプ', '使い方', 'menu', 'help', 'start'];

export type ReservedWord = 'cancel' | 'restart' | 'menu';

const meanings = new Map<string, ReservedWord>([
  ...CANCEL_WORDS.map((word) => [toSearchKey(word), 'cancel'] as const),
  ...RESTART_WORDS.map((word) => [toSearchKey(word), 'restart'] as const),
  ...MENU_WORDS.map((word) => [toSearchKey(word), 'menu'] as const),
]);

/** What the text means if it is, as a whole, one of the reserved words. */
export function reservedMeaning(text: string): ReservedWord | undefined {
  return meanings.get(toSearchKey(text).replace(/[。．.!！?？]+$/, ''));
}
