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

/** Calls for help that a chat cannot give. No word that may also be an answer, such as 倒れた about a tree. */
export const EMERGENCY_WORDS = [
  '助けて',
  '助けてください',
  'たすけて',
  'たすけてください',
  '火事',
  '火事だ',
  '火事です',
  '救急車',
  'きゅうきゅうしゃ',
  '救急車を呼んで',
  '救急車を呼んでください',
  '救急車をお願いします',
  '消防車',
  '消防車を呼んで',
  '警察を呼んで',
  '警察を呼んでください',
  '110番',
  '119番',
  'sos',
];
export const DISTRESS_WORDS = ['死にたい', '死にたいです', '消えたい', '自殺したい', '生きるのがつらい'];

export type ReservedWord = 'cancel' | 'restart' | 'menu' | 'emergency' | 'distress';

const meanings = new Map<string, ReservedWord>([
  ...CANCEL_WORDS.map((word) => [toSearchKey(word), 'cancel'] as const),
  ...RESTART_WORDS.map((word) => [toSearchKey(word), 'restart'] as const),
  ...MENU_WORDS.map((word) => [toSearchKey(word), 'menu'] as const),
  ...EMERGENCY_WORDS.map((word) => [toSearchKey(word), 'emergency'] as const),
  ...DISTRESS_WORDS.map((word) => [toSearchKey(word), 'distress'] as const),
]);

/** What the text means if it is, as a whole, one of the reserved words. */
export function reservedMeaning(text: string): ReservedWord | undefined {
  return meanings.get(toSearchKey(text).replace(/[。．.!！?？]+$/, ''));
}
