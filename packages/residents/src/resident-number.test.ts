import { expect, it } from 'vitest';
import { parseResidentNumber } from './resident-number.ts';

it.each(['123-456-789', '123456789', '１２３−４５６−７８９', ' 123 456 789 ', '123ー456ー789'])('reads %j', (typed) => {
  expect(parseResidentNumber(typed)).toBe('123-456-789');
});

it.each(['', '12345678', '1234567890', '012345678', '26-00001', 'abc-def-ghi'])(
  'does not take %j for a number',
  (typed) => {
    expect(parseResidentNumber(typed)).toBeUndefined();
  },
);
