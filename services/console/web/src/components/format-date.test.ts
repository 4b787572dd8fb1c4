import { expect, it } from 'vitest';
import { formatAgo, formatDate, lastMomentBefore } from './format-date.ts';
import { formatYen } from './money.tsx';

it.each([
  ['day', '2026年11月25日(水)'],
  ['era', '令和8年11月25日'],
  ['short', '2026/11/25'],
  ['minute', '2026/11/25 00:05'],
  ['second', '2026/11/25 00:05:09'],
  ['time', '00:05'],
] as const)('writes %s as in Japan, wherever the browser is: %s', (style, expected) => {
  expect(formatDate('2026-11-24T15:05:09Z', style)).toBe(expected);
});

it('keeps a day that day', () => {
  expect(formatDate('2026-11-24', 'day')).toBe('2026年11月24日(火)');
});

it('names the last day of a fiscal year, not the first of the next', () => {
  expect(formatDate(lastMomentBefore('2027-03-31T15:00:00.000Z'), 'short')).toBe('2027/3/31');
});

it.each([
  ['2026-11-24T14:59:40Z', 'たった今'],
  ['2026-11-24T14:57:00Z', '3分前'],
  ['2026-11-24T12:00:00Z', '3時間前'],
  ['2026-11-20T12:00:00Z', '4日前'],
  ['2026-09-20T12:00:00Z', '2026/9/20'],
])('says of %s: %s', (value, expected) => {
  expect(formatAgo(value, new Date('2026-11-24T15:00:00Z'))).toBe(expected);
});

it('writes yen', () => {
  expect([formatYen(1_234_500), formatYen(0), formatYen(-70_000)]).toEqual(['¥1,234,500', '¥0', '-¥70,000']);
});
