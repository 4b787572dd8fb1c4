// Text as Windows has it in Shift_JIS (CP932): what city halls' and printers' programs still read.
import iconv from 'iconv-lite';

/** Characters of Unicode that Windows has elsewhere; without this they would be lost. */
const ELSEWHERE: Readonly<Record<string, string>> = { '〜': '～', '−': '－', '‖': '∥', '—': '―', '¢': '￠', '£': '￡' };

/** 〓 stands where a character is missing, as printers have always done. */
export const MISSING = '〓';

/** The text with each character that CP932 lacks replaced by 〓; variation selectors go, their base character stays. */
export function toWindowsText(text: string): string {
  return [...text.replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '')]
    .map((character) => ELSEWHERE[character] ?? character)
    .map((character) => (isInWindows(character) ? character : MISSING))
    .join('');
}

/** Each character is asked for once: a file has a million of them, and few different ones. */
const known = new Map<string, boolean>();

function isInWindows(character: string): boolean {
  const answer = known.get(character) ?? iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character;
  known.set(character, answer);
  return answer;
}
