import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLetterCode, makeLetterCode, parseLetterCode } from './letter-code.ts';

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a letter code', () => {
  it('has twelve characters that nobody confuses, and is another each time', () => {
    const codes = Array.from({ length: 1_000 }, makeLetterCode);
    expect(new Set(codes).size).toBe(1_000);
    for (const code of codes) expect(code).toMatch(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{12}$/);
  });

  it.each([
    ['as printed', formatLetterCode],
    ['in small letters', (code: string) => code.toLowerCase()],
    ['in full width', (code: string) => code.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['with other dashes and spaces', (code: string) => ` ${formatLetterCode(code).replaceAll('-', 'ー')}　`],
  ])('is read %s', (_title, write) => {
    const code = makeLetterCode();
    expect(parseLetterCode(write(code))).toBe(code);
  });

  it('notices one wrong character, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.constantFrom(...ALPHABET), (position, wrong) => {
        const code = makeLetterCode();
        fc.pre(code.charAt(position) !== wrong);
        expect(parseLetterCode(code.slice(0, position) + wrong + code.slice(position + 1))).toBeUndefined();
      }),
    );
  });

  it.each(['', 'ABCD', '0000-0000-0000', 'あいうえ', 'A'.repeat(10_000)])('is not %j', (text) => {
    expect(parseLetterCode(text)).toBeUndefined();
  });

  it('is printed in groups of four', () => {
    expect(formatLetterCode('ABCDEFGHJKMN')).toBe('ABCD-EFGH-JKMN');
  });
});
