// Text as shapes, for pictures: whoever draws them needs no font installed.
import type { FontWeight } from './fonts.ts';
import { openFont } from './open-font.ts';

export type OutlinedText = {
  /** Data of an SVG path. The text begins at x = 0 and stands on y = 0; kanji reach from 0.12 below to 0.88 above, in sizes. */
  path: string;
  widthPx: number;
};

/** Kana and brackets take the width that they need, as in print: OpenType's `palt`. */
const FEATURES = ['palt', 'kern'] as const;
const LETTERS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;

export function measureText(text: string, { weight, sizePx }: { weight: FontWeight; sizePx: number }): number {
  const font = openFont(weight);
  return (font.layout(text, FEATURES).advanceWidth / font.unitsPerEm) * sizePx;
}

/** @example outlineText('ごみ', { weight: 'bold', sizePx: 100 }) → { path: 'M19.6 -71.7Q…', widthPx: 198.4 } */
export function outlineText(text: string, { weight, sizePx }: { weight: FontWeight; sizePx: number }): OutlinedText {
  const font = openFont(weight);
  const scale = sizePx / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text, FEATURES);
  const parts: string[] = [];
  let x = 0;
  for (const [index, { path }] of glyphs.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    for (const { command, args } of path.commands) {
      const points = args.map((value, place) =>
        place % 2 === 0 ? (x + xOffset + value) * scale : -(yOffset + value) * scale,
      );
      parts.push(`${LETTERS[command]}${points.map((point) => Number(point.toFixed(1))).join(' ')}`);
    }
    x += xAdvance;
  }
  return { path: parts.join(''), widthPx: x * scale };
}
