import PDFDocument from 'pdfkit';
import { type FontWeight, readFont } from './fonts.ts';

type PathCommand = {
  command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  args: readonly number[];
};

/** What we use of a font as fontkit opens it: https://github.com/foliojs/fontkit#fonts */
export type OpenFont = {
  unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(
    text: string,
    features: readonly string[],
  ): {
    advanceWidth: number;
    glyphs: readonly { path: { commands: readonly PathCommand[] } }[];
    positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[];
  };
};

const opened = new Map<FontWeight, OpenFont>();

/** pdfkit opens fonts with fontkit and keeps what it opened to itself. Each is opened once. */
export function openFont(weight: FontWeight): OpenFont {
  const known = opened.get(weight);
  if (known) return known;
  const pdf = new PDFDocument({ autoFirstPage: false }).font(readFont(weight));
  const { font } = (pdf as unknown as { _font: { font: OpenFont } })._font; // not in pdfkit's types
  opened.set(weight, font);
  return font;
}
