// Numbers as people type them: any width, with a unit, in kanji or counted in words.
import { toHiragana } from '@tenohira/core';

const WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ひとつ: 1,
    ふたつ: 2,
    みっつ: 3,
    よっつ: 4,
    いつつ: 5,
    むっつ: 6,
    ななつ: 7,
    やっつ: 8,
    ここのつ: 9,
    とお: 10,
    ひとり: 1,
    ふたり: 2,
    ぜろ: 0,
    なし: 0,
  }),
);
const DIGITS = '〇一二三四五六七八九';
const UNITS =
  /(?:つ|個|こ|枚|まい|人|にん|名|本|ほん|台|だい|回|かい|歳|才|さい|円|えん|袋|ふくろ|匹|ひき|頭|部|冊|時間|分|日|か月|ヶ月|年|cm|m|kg|g|センチ|メートル|キロ)$/;

/** The number in the text, or undefined where it is not one number and nothing else. */
export function parseNumber(typed: string, unit?: string): number | undefined {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s,、]/g, '')
    .replace(/^約|です$|くらい$|ぐらい$/g, '');
  const word = WORDS.get(text) ?? WORDS.get(toHiragana(text));
  if (word !== undefined) return word;
  const bare =
    unit && text.endsWith(unit.normalize('NFKC'))
      ? text.slice(0, -unit.normalize('NFKC').length)
      : text.replace(UNITS, '');
  const arabic = /^[-−ー]?\d{1,12}(?:\.\d{1,3})?$/.test(bare) ? Number(bare.replace(/^[−ー]/, '-')) : parseKanji(bare);
  return arabic === 0 ? 0 : arabic; // never -0
}

/** 〇 to 九百九十九, with 十 and 百. */
function parseKanji(text: string): number | undefined {
  const match = /^(?:([二三四五六七八九])?(百))?(?:([二三四五六七八九])?(十))?([〇一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, hundreds, hundred, tens, ten, ones] = match;
  return count(hundreds, hundred) * 100 + count(tens, ten) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

function count(digit: string | undefined, place: string | undefined): number {
  if (!place) return 0;
  return digit ? DIGITS.indexOf(digit) : 1;
}
