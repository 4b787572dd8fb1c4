// The code on a letter: eleven random characters and one that checks them, of letters and digits that nobody confuses.
import { randomInt } from 'node:crypto';

/** Without 0 O, 1 I L and U: 30 characters, so eleven of them hold 53 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_LENGTH = 11;

export function makeLetterCode(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return random + checkCharacter(random);
}

/** `ABCD-EFGH-JKMN`, as it is printed. */
export function formatLetterCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What somebody typed or scanned, as it is stored; undefined where it cannot be a code. */
export function parseLetterCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−ー]/g, '');
  const [random, check] = [code.slice(0, RANDOM_LENGTH), code.slice(RANDOM_LENGTH)];
  const isCode = code.length === RANDOM_LENGTH + 1 && [...code].every((character) => ALPHABET.includes(character));
  return isCode && checkCharacter(random) === check ? code : undefined;
}

/** Luhn's algorithm modulo 30 (ISO/IEC 7812-1 annex B, for a larger alphabet): one wrong character never passes. */
function checkCharacter(random: string): string {
  const size = ALPHABET.length;
  const sum = [...random].reverse().reduce((total, character, index) => {
    const doubled = ALPHABET.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(doubled / size) + (doubled % size);
  }, 0);
  return ALPHABET.charAt((size - (sum % size)) % size);
}
