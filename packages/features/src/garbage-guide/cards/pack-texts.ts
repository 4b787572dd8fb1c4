/** https://developers.line.biz/en/reference/messaging-api/#text-message, in UTF-16 code units */
const TEXT_MAX_LENGTH = 5000;
/** A line up to this length is kept together, at the cost of room at the end of a text. */
const WHOLE_LINE_MAX_LENGTH = 300;

/** Lines in as few texts as hold them. A long line fills the text that it begins in, and goes on in the next. */
export function packTexts(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const room = last === undefined ? 0 : TEXT_MAX_LENGTH - last.length - 1;
    const fits = line.length <= room || (line.length > WHOLE_LINE_MAX_LENGTH && room > WHOLE_LINE_MAX_LENGTH);
    if (last === undefined || !fits) {
      texts.push(...split(line, TEXT_MAX_LENGTH));
    } else {
      const [head = '', ...tail] = split(line, room);
      texts[texts.length - 1] = `${last}\n${head}`;
      texts.push(...split(tail.join(''), TEXT_MAX_LENGTH).filter((piece) => piece !== ''));
    }
  }
  return texts;
}

/** Pieces of at most that length; a surrogate pair is not torn apart. */
function split(text: string, length: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > length) {
    const end = /[\ud800-\udbff]/.test(rest.charAt(length - 1)) ? length - 1 : length;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}
