import { expect, it } from 'vitest';
import { parseResidentNumber } from './resident-number.ts';

it.each(['7KQ2-M9XD', '7kq2m9xd', '７ＫＱ２−Ｍ９ＸＤ', ' 7kq2 m9xd ', '7KQ2ーM9XD'])('reads %j', (typed) => {
  expect(parseResidentNumber(typed)).toBe('7KQ2-M9XD');
});

it.each(['', '7KQ2-M9X', '7KQ2-M9XDD', '7KQ2-M9X0', '7KQ2-M9XI', '7KQ2-M9XU', '26-00001', 'あいうえおかきく'])(
  'does not take %j for a number',
  (typed) => {
    expect(parseResidentNumber(typed)).toBeUndefined();
  },
);
