import { expect, it } from 'vitest';
import { obstacleOf, totalOf } from './obstacle.ts';

const claim = { waitsForAccount: false, isMatchRefused: false, preparedBy: ['sakura'] };

it('says to whoever had a hand in a claim that somebody else approves it', () => {
  expect(obstacleOf(claim, 'sakura')).toContain('あなたは承認できません');
  expect(obstacleOf(claim, 'takeshi')).toBeUndefined();
});

it('names what is missing, whoever looks', () => {
  expect(obstacleOf({ ...claim, waitsForAccount: true }, 'takeshi')).toContain('公金受取口座');
  expect(obstacleOf({ ...claim, isMatchRefused: true, waitsForAccount: true }, 'takeshi')).toContain('照合');
});

it('adds up what is chosen', () => {
  expect(totalOf([{ amountYen: 70_000 }, { amountYen: 35_000 }])).toEqual({ count: 2, totalYen: 105_000 });
  expect(totalOf([])).toEqual({ count: 0, totalYen: 0 });
});
