// Kana as they are compared: which of two writings was used says nothing about whom or what is meant.

const LARGE: Readonly<Record<string, string>> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ヮ: 'ワ',
  ヵ: 'カ',
  ヶ: 'ケ',
};

/** Hiragana to katakana, small kana to large, and after kana every dash that people type for the long vowel mark to ー. */
export function toLargeKatakana(text: string): string {
  return text
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/(?<=[ァ-ヺー])[-‐‑‒–—―−ｰ~〜]/g, 'ー')
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => LARGE[kana] ?? kana);
}
