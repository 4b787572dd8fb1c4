import { expect, it } from 'vitest';
import { NEW_PROGRAM, readYen, toInput } from './program-values.ts';

it.each([
  ['70000', 70_000],
  ['70,000', 70_000],
  ['７０，０００円', 70_000],
  ['7万', Number.NaN],
  ['-1', Number.NaN],
  ['1.5', Number.NaN],
  ['', Number.NaN],
])('reads %o as %d yen', (typed, yen) => {
  expect(readYen(typed)).toBe(yen);
});

it('keeps the survey that a program has, draws one where it wants one, and drops it', () => {
  expect(toInput({ ...NEW_PROGRAM, hasSurvey: true }, 'spring').surveyKey).toBe('spring');
  expect(toInput({ ...NEW_PROGRAM, hasSurvey: true }, null).surveyKey).toMatch(/^benefit-[0-9a-f]{8}$/);
  expect(toInput({ ...NEW_PROGRAM, hasSurvey: false }, 'spring').surveyKey).toBeNull();
});
