export { joinInseparable } from './break-lines.ts';
export type { FontWeight } from './fonts.ts';
export { hasGlyphs } from './has-glyphs.ts';
export type { Letter, LetterContent } from './letter.ts';
export { measureText, type OutlinedText, outlineText } from './outline-text.ts';
export { renderLetters } from './render-letters.ts';
