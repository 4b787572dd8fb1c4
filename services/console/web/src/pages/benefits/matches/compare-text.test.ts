import { expect, it } from 'vitest';
import { compareTexts } from './compare-text.ts';

/** `[…]` around what differs. */
const show = (runs: readonly { text: string; differs: boolean }[]) =>
  runs.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

it.each([
  ['髙橋　葵', '高橋　葵', '[髙]橋　葵', '[高]橋　葵'],
  ['若葉県緑野市桜町1-2', '緑野市桜町1-2-301', '[若葉県]緑野市桜町1-2', '緑野市桜町1-2[-301]'],
  ['1950-01-02', '1950-01-02', '1950-01-02', '1950-01-02'],
  ['𠮷田', '吉田', '[𠮷]田', '[吉]田'],
  ['山﨑　花', '山崎 花', '山[﨑]　花', '山[崎] 花'],
  ['１丁目２番', '1−2', '１[丁目]２[番]', '1[−]2'],
  ['', 'あ', '', '[あ]'],
])('marks what differs between %o and %o', (left, right, markedLeft, markedRight) => {
  const compared = compareTexts(left, right);
  expect([show(compared.left), show(compared.right)]).toEqual([markedLeft, markedRight]);
});
