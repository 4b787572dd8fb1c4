import { expect, it } from 'vitest';
import { sayYen } from './say-yen.ts';

it.each([
  [0, '0円'],
  [9_999, '9,999円'],
  [70_000, '7万円'],
  [123_456_789, '1億2,345万6,789円'],
  [1_000_000_000_000, '10,000億円'],
  [-50_000, 'マイナス5万円'],
  [Number.NaN, ''],
])('says %d yen as %s', (yen, words) => {
  expect(sayYen(yen)).toBe(words);
});
