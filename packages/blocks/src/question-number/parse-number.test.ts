import { describe, expect, it } from 'vitest';
import { parseNumber } from './parse-number.ts';

describe('parseNumber', () => {
  it.each([
    ['3', 3],
    ['３つ', 3],
    ['三つ', 3],
    ['みっつ', 3],
    ['ミッツ', 3],
    ['ひとり', 1],
    ['二人', 2],
    ['十五人です', 15],
    ['二十', 20],
    ['百二十三円', 123],
    ['三百', 300],
    ['約１，２００円', 1200],
    ['0.5', 0.5],
    ['-3', -3],
    ['ー3', -3],
    ['−0', 0],
    ['10枚くらい', 10],
    ['０', 0],
  ])('reads %s as %d', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it.each(['', '人', '3人か4人', 'たくさん', '1e5', '0x10', '1.2.3', 'constructor', '1234567890123'])(
    'does not read %j as one number',
    (text) => {
      expect(parseNumber(text)).toBeUndefined();
    },
  );

  it('takes off the unit that the question names', () => {
    expect(parseNumber('3畳', '畳')).toBe(3);
    expect(parseNumber('3畳')).toBeUndefined();
  });
});
