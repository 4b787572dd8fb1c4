// How Japanese text is counted and compared.

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Characters as a person sees them. LINE counts labels, template texts and rich menu names this way. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** Katakana to hiragana, character by character (U+30A1–U+30F6); the long vowel mark stays. */
export function toHiragana(text: string): string {
  return text.replace(/[\u30A1-\u30F6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/**
 * The form in which two spellings of one word meet: NFKC (half and full width), lower case, hiragana, without spaces,
 * and with every dash that people type for the long vowel mark read as one.
 */
export function toSearchKey(text: string): string {
  return toHiragana(text.normalize('NFKC').toLowerCase())
    .replace(/(?<=[ぁ-ゖー])[-‐‑‒–—―−ｰ~〜]/g, 'ー')
    .replace(/[\s\u3000]+/g, '');
}
