// Yes and no, as people type them.
import { toSearchKey } from '@tenohira/core';

const YES = keys(
  'はい うん ええ そうです よい よいです いい いいです だいじょうぶ 大丈夫 ok まちがいない まちがいありません 間違いありません 合っています あっています お願いします おねがいします',
);
const NO = keys('いいえ いえ いや ちがう ちがいます 違う 違います もどる 戻る まちがい 間違い');

export function saysYes(text: string): boolean {
  return YES.has(keyOf(text));
}

export function saysNo(text: string): boolean {
  return NO.has(keyOf(text));
}

function keyOf(text: string): string {
  return toSearchKey(text).replace(/[。、．，.,!！]+/g, '');
}

function keys(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').map(keyOf));
}
