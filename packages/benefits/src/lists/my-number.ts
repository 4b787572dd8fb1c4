// My Numbers in a list: the whole file is refused (番号法 19 and 20), and says what to do about a 宛名番号 that looks like one.
import { containsMyNumber } from '@tenohira/core';

export const MY_NUMBER =
  'マイナンバー（個人番号）と思われる12桁の数字があります。法律により取り込めません。消してから、もう一度取り込んでください。読み込んだ内容は残していません。';
export const MY_NUMBER_OR_ADDRESSEE = `${MY_NUMBER}宛名番号が12桁のときは、先頭に0を付けて15桁にしてください。`;

/** Four digits in a row come before any of it: most cells have none. */
export function mayHoldMyNumber(cell: string): boolean {
  return /[0-9０-９]{4}/.test(cell) && containsMyNumber(cell);
}
