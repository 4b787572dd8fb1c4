import PDFDocument from 'pdfkit';
import { readFont } from './fonts.ts';

type GlyphTable = { hasGlyphForCodePoint(codePoint: number): boolean };

let table: GlyphTable | undefined;

/** False where the font lacks a character (外字): that letter would show an empty box and has to be made by hand. */
export function hasGlyphs(text: string): boolean {
  table ??= openTable();
  const glyphs = table;
  // Variation selectors choose a drawing; without it the base character stands.
  return [...text.replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '')].every((character) =>
    glyphs.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}

/** pdfkit opens fonts with fontkit and keeps what it opened to itself. */
function openTable(): GlyphTable {
  const pdf = new PDFDocument({ autoFirstPage: false }).font(readFont('regular'));
  return (pdf as unknown as { _font: { font: GlyphTable } })._font.font; // not in pdfkit's types
}
