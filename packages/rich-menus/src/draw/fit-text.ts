// Words into a box: as large as they can be, in as few lines as need be, parted between words.
import { type FontWeight, joinInseparable, measureText } from '@tenohira/documents';

export type TextBox = {
  weight: FontWeight;
  widthPx: number;
  maxLines: number;
  /** As large as this, where there is room. */
  sizePx: number;
  /** With less than this share of `sizePx`, another line is tried. */
  goodShare: number;
};

export type FittedText = { lines: string[]; sizePx: number };

const words = new Intl.Segmenter('ja', { granularity: 'word' });
const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });
/** Particles and the like stay with the word before them. */
const CLINGS = /^[ぁ-ん]{1,2}$/u;

/** The first number of lines that is large enough; where none is, the largest of all. */
export function fitText(text: string, box: TextBox): FittedText {
  const candidates: FittedText[] = [];
  for (let count = 1; count <= box.maxLines; count += 1) {
    const lines = breakInto(count, text, box.weight);
    if (!lines) break;
    const widest = Math.max(...lines.map((line) => measureText(line, { weight: box.weight, sizePx: 1 })));
    const fitted = { lines, sizePx: Math.floor(Math.min(box.sizePx, box.widthPx / Math.max(widest, 0.001))) };
    if (fitted.sizePx >= box.sizePx * box.goodShare) return fitted;
    candidates.push(fitted);
  }
  return candidates.reduce((best, next) => (next.sizePx > best.sizePx ? next : best), {
    lines: [text],
    sizePx: 1,
  });
}

/** The most even way to break the text into so many lines. Undefined where it has fewer pieces. */
function breakInto(count: number, text: string, weight: FontWeight): string[] | undefined {
  if (count === 1) return [text];
  const byWord = evenly(count, wordsOf(text), weight);
  const byLetter = evenly(count, joinInseparable([...graphemes.segment(text)].map(({ segment }) => segment)), weight);
  if (!byWord || !byLetter) return byWord?.lines ?? byLetter?.lines;
  // A word is torn apart only where it would make the lines much smaller.
  return byLetter.widest < byWord.widest * 0.7 ? byLetter.lines : byWord.lines;
}

function wordsOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && CLINGS.test(segment)) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return joinInseparable(pieces);
}

/** Labels have at most twenty letters: every way can be tried. */
function evenly(
  count: number,
  pieces: readonly string[],
  weight: FontWeight,
): { lines: string[]; widest: number } | undefined {
  if (pieces.length < count) return undefined;
  const head = (end: number) => pieces.slice(0, end).join('').trim();
  if (count === 1) {
    const line = head(pieces.length);
    return { lines: [line], widest: measureText(line, { weight, sizePx: 1 }) };
  }
  let best: { lines: string[]; widest: number } | undefined;
  for (let end = 1; end <= pieces.length - count + 1; end += 1) {
    const rest = evenly(count - 1, pieces.slice(end), weight);
    const first = head(end);
    if (!rest) continue;
    const widest = Math.max(measureText(first, { weight, sizePx: 1 }), rest.widest);
    // Of two that are as even, the one whose first line is longer reads better.
    if (!best || widest <= best.widest) best = { lines: [first, ...rest.lines], widest };
  }
  return best;
}
