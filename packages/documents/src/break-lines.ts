// Japanese text in lines of one width. No line begins with closing punctuation or a small kana, none ends with an opening
// bracket (禁則処理, JIS X 4051), and a run of Latin letters or digits stays whole.

const NOT_FIRST = /^[、。，．・：；？！)）」』】〕〉》ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％円]/u;
const NOT_LAST = /[（(「『【〔〈《￥]$/u;
const UNIT = /[A-Za-z0-9][A-Za-z0-9.,:/@_-]*|./gu;

/** @param widthOf the width of a text, in the unit of `width` */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

function breakParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of unitsOf(paragraph)) {
    for (const piece of widthOf(unit) > width ? unit : [unit]) {
      if (line !== '' && widthOf(line + piece) > width) {
        lines.push(line);
        line = piece === ' ' ? '' : piece;
      } else line += piece;
    }
  }
  return [...lines, line];
}

function unitsOf(paragraph: string): string[] {
  return joinInseparable([...paragraph.matchAll(UNIT)].map(([unit]) => unit));
}

/** The pieces of a text, with those joined between which no line may end. */
export function joinInseparable(pieces: readonly string[]): string[] {
  const units: string[] = [];
  for (const piece of pieces) {
    const last = units.at(-1);
    if (last !== undefined && (NOT_FIRST.test(piece) || NOT_LAST.test(last))) units[units.length - 1] = last + piece;
    else units.push(piece);
  }
  return units;
}
