import { describe, expect, it } from 'vitest';
import { benefitApplication } from './index.ts';
import { findLetterCode } from './letter-code.ts';

describe('a letter code', () => {
  it.each([
    ['手紙の番号 ABCD-EFGH-JKMN', 'ABCD-EFGH-JKMN'],
    ['ABCD-EFGH-JKMN', 'ABCD-EFGH-JKMN'],
    ['ａｂｃｄ ｅｆｇｈ ｊｋｍｎ', 'ABCD-EFGH-JKMN'],
    ['手紙の番号は abcdefghjkmn です', 'ABCD-EFGH-JKMN'],
    ['手紙の番号 2345-6789-2345', '2345-6789-2345'],
    ['ABCDーEFGHーJKMN', 'ABCD-EFGH-JKMN'],
  ])('is found in %s', (text, code) => {
    expect(findLetterCode(text)).toBe(code);
  });

  it.each([
    '2345-6789-2345',
    'ABCD-EFGH',
    'ABCD-EFGH-JKM0',
    'ABCD-EFGH-JKMN-PQRS',
    '道路に穴があります',
    '',
    'きょうABCD-EFGH-JKMNです',
  ])('is not seen in "%s"', (text) => {
    expect(findLetterCode(text)).toBeUndefined();
  });

  it('begins the application by letter', async () => {
    const scope = {} as Parameters<NonNullable<typeof benefitApplication.recognise>>[0]; // not looked at
    expect(await benefitApplication.recognise?.(scope, '手紙の番号 abcd-efgh-jkmn')).toEqual({
      flow: 'letter',
      variables: { 'letter-code': 'ABCD-EFGH-JKMN' },
    });
    expect(await benefitApplication.recognise?.(scope, 'こんにちは')).toBeUndefined();
  });
});
