// The code on a letter, as residents send it. Whether it exists is known only on the page.

/** `ABCD-EFGH-JKMN` */
export const LETTER_CODE_LENGTH = 14;

/** Letters and digits that are printed, without those that people confuse. */
const PART = '[2-9A-HJKMNP-TV-Z]{4}';
const DASH = '[-\\s\u2010-\u2015\u2212ー]*';
const CODE = new RegExp(`(?<![0-9A-Z])(${PART})${DASH}(${PART})${DASH}(${PART})(?![0-9A-Z])`);

/** A code in that text, as it is printed. Digits alone could be a telephone number: those only where a letter is named. */
export function findLetterCode(text: string): string | undefined {
  const typed = text.normalize('NFKC').toUpperCase();
  const found = CODE.exec(typed);
  if (!found) return undefined;
  const isAlone = found[0].length === typed.trim().length;
  if (!typed.includes('手紙') && (!isAlone || /^[\d\s-]+$/.test(found[0]))) return undefined;
  return found.slice(1).join('-');
}
