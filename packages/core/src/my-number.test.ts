import { describe, expect, it } from 'vitest';
import { containsMyNumber, isMyNumber } from './my-number.ts';

// 1234 5678 9018 is the number on the sample card that the ministry prints.
const SAMPLE = '123456789018';

describe('isMyNumber', () => {
  it.each([
    [SAMPLE, 'the printed sample'],
    ['000000000000', 'remainder 0: the check digit is 0'],
    ['000000000060', 'remainder 1: the check digit is 0 as well'],
    ['000000000019', 'remainder 2: the check digit is 9'],
  ])('takes %s (%s)', (digits) => {
    expect(isMyNumber(digits)).toBe(true);
  });

  it('takes exactly one of ten check digits', () => {
    for (const body of ['12345678901', '98765432109', '00000000006', '55555555555']) {
      const valid = Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).filter(isMyNumber);
      expect(valid).toHaveLength(1);
    }
  });

  it('notices every single wrong digit of the sample', () => {
    for (let index = 0; index < 12; index += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const changed = `${SAMPLE.slice(0, index)}${digit}${SAMPLE.slice(index + 1)}`;
        // Remainders 0 and 1 share the check digit 0, so that a change may stay valid only there.
        if (changed !== SAMPLE && !changed.endsWith('0'))
          expect([changed, isMyNumber(changed)]).toEqual([changed, false]);
      }
    }
  });

  it.each(['', '12345678901', '1234567890188', '1234-5678-9018', '１２３４５６７８９０１８'])(
    'refuses the shape %j',
    (text) => {
      expect(isMyNumber(text)).toBe(false);
    },
  );
});

describe('containsMyNumber', () => {
  it.each([
    SAMPLE,
    `私の番号は${SAMPLE}です`,
    '1234-5678-9018',
    '1234 5678 9018',
    '１２３４\u3000５６７８\u3000９０１８',
    '１２３４－５６７８－９０１８',
    '1234−5678−9018',
    '1234ー5678ー9018',
    '電話 0312345678 番号 1234\n5678\n9018',
  ])('finds it in %j', (text) => {
    expect(containsMyNumber(text)).toBe(true);
  });

  it.each([
    '',
    '123456789019',
    `1${SAMPLE}`,
    `${SAMPLE}0`,
    '090-1234-5678',
    '受付番号 26-00123',
    '2026-11-24 10:00',
    '12345678901',
  ])('does not see one in %j', (text) => {
    expect(containsMyNumber(text)).toBe(false);
  });
});
