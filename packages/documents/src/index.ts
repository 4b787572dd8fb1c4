export { hasGlyphs } from './has-glyphs.ts';
export type { Letter, LetterContent } from './letter.ts';
export { renderLetters } from './render-letters.ts';
