import { openFont } from './open-font.ts';

/** False where the font lacks a character (外字): it would show as an empty box, and somebody has to look. */
export function hasGlyphs(text: string): boolean {
  const font = openFont('regular');
  // Variation selectors choose a drawing; without it the base character stands.
  return [...text.replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '')].every((character) =>
    font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}
