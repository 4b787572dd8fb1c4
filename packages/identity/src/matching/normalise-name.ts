import { toLargeKatakana } from './kana.ts';
import { foldKanjiVariants } from './kanji-variants.ts';

/**
 * The form in which the spellings of one person's name meet: NFKC (half and full width), variant shapes of a character
 * folded, katakana for hiragana, large kana for small, one long vowel mark, upper case, no spaces, dots or hyphens.
 * It serves to compare, never to be shown.
 */
export function normaliseName(text: string): string {
  // Upper case, and what stood apart by a space, can compose anew: hence NFKC at both ends.
  return toLargeKatakana(foldKanjiVariants(text.normalize('NFKC')).toUpperCase().normalize('NFKC'))
    .replace(/[\s・･,，.、·]+/g, '')
    .replace(/(?<![ァ-ヺー])[-‐‑‒–—―−]/g, '')
    .normalize('NFKC');
}
