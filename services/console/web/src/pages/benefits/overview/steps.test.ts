import { describe, expect, it } from 'vitest';
import type { Program, Progress } from '../words.ts';
import { type Step, stepsOf } from './steps.ts';

const none = { count: 0, amountYen: 0 };
const some = (count: number) => ({ count, amountYen: count * 70_000 });

/** Of a program that nobody has touched. */
const FRESH: Progress = {
  portions: { open: none, claimed: none, approved: none, paid: none, declined: none, expired: none, withdrawn: none },
  claims: { keyed: none, claimed: none, approved: none, paid: none, returned: none, cancelled: none },
  matching: { ranAt: null, accepted: 0, doubtful: 0, seconded: 0, rejected: 0, byReason: {} },
  notices: { stored: 0, sent: 0, underWay: 0, failed: 0 },
  letters: { households: 0, lastAt: null },
  waitsForAccount: 0,
  balances: { appropriation: 0, budget: 0, reserved: 0, 'in-transit': 0, paid: 0 },
  reach: {
    ...{
      households: 0,
      done: 0,
      superFastPass: 0,
      letter: 0,
      nobody: 0,
      portions: 0,
      amountYen: 0,
      doubtfulMatches: 0,
    },
    fenced: { portions: 0, done: 0, superFastPass: 0, nobody: 0 },
    openYen: { superFastPass: 0, letter: 0, nobody: 0, fenced: 0 },
  },
  lists: { inForce: null, newest: null },
  payouts: [],
  stuck: 0,
  batches: [],
};

const list = {
  ...{ id: 'l', programId: 'p', number: 1, fileName: 'x.csv', fileHash: 'h', rowCount: 10, progressRows: 10 },
  ...{ uploadedBy: 'staff:a', createdAt: '2026-12-01T00:00:00Z', problemCount: 0, warningCount: 0 },
};
const applied = { ...list, status: 'applied' as const, appliedBy: 'staff:b', appliedAt: '2026-12-01T01:00:00Z' };
const staged = { ...list, number: 2, status: 'staged' as const, appliedBy: null, appliedAt: null };
const matched = { ...FRESH.matching, ranAt: '2026-12-01T02:00:00Z', accepted: 5 };

/** Ten listed, five of them matched, funded for all. */
const READY: Progress = {
  ...FRESH,
  balances: { ...FRESH.balances, appropriation: -700_000, budget: 700_000 },
  portions: { ...FRESH.portions, open: some(10) },
  lists: { inForce: applied, newest: applied },
  matching: matched,
  reach: { ...FRESH.reach, households: 10, superFastPass: 5, letter: 5, portions: 10, amountYen: 700_000 },
};

const batch = {
  ...{ batchId: 'b', programId: 'p', method: 'm', count: 1, totalYen: 70_000, fileName: 'f', fileHash: 'h' },
  ...{ preparedBy: 'a', releasedBy: 'b', handedOut: 0, handedOutBy: null, status: 'released' as const },
};

function step(key: string, progress: Progress, status: Program['status'] = 'open'): Step {
  const found = stepsOf({ program: { status, surveyKey: null }, progress, today: '2026-12-10' }).find(
    (each) => each.key === key,
  );
  if (!found) throw new Error(`there is no step ${key}`);
  return found;
}

describe('the ten steps', () => {
  it('are ten, and begin with budget and list', () => {
    const steps = stepsOf({ program: { status: 'draft', surveyKey: null }, progress: FRESH, today: '2026-12-10' });
    expect(steps).toHaveLength(10);
    expect(steps.filter(({ state }) => state !== 'later').map(({ key }) => key)).toEqual(['budget', 'list']);
  });

  it.each([
    ['a budget for everybody', 'budget', READY, 'done'],
    ['a budget that is short', 'budget', { ...READY, portions: { ...READY.portions, open: some(11) } }, 'attention'],
    ['a list in force', 'list', READY, 'done'],
    ['a newer list that waits', 'list', { ...READY, lists: { inForce: applied, newest: staged } }, 'now'],
    [
      'a list that was refused',
      'list',
      { ...FRESH, lists: { inForce: null, newest: { ...staged, status: 'refused', problemCount: 3 } } },
      'attention',
    ],
    ['a list that was never matched', 'matching', { ...READY, matching: FRESH.matching }, 'now'],
    [
      'a list newer than the matching',
      'matching',
      { ...READY, matching: { ...matched, ranAt: '2026-12-01T00:30:00Z' } },
      'now',
    ],
    ['a doubtful pair', 'matching', { ...READY, matching: { ...matched, doubtful: 1 } }, 'attention'],
    ['nobody left out', 'reach', READY, 'done'],
    [
      'a fenced person whom nothing reaches',
      'reach',
      { ...READY, reach: { ...READY.reach, fenced: { ...READY.reach.fenced, nobody: 1 } } },
      'attention',
    ],
    ['nobody told yet', 'notices', READY, 'now'],
    [
      'push and post',
      'notices',
      { ...READY, notices: { ...FRESH.notices, stored: 5, sent: 5 }, letters: { households: 5, lastAt: null } },
      'done',
    ],
    [
      'a notice that was lost',
      'notices',
      { ...READY, notices: { ...FRESH.notices, stored: 5, failed: 1 } },
      'attention',
    ],
    ['a paper that waits', 'claims', { ...READY, claims: { ...READY.claims, keyed: some(1) } }, 'attention'],
    ['an account that is missing', 'claims', { ...READY, waitsForAccount: 1 }, 'attention'],
    ['claims that wait', 'approvals', { ...READY, claims: { ...READY.claims, claimed: some(3) } }, 'now'],
    ['claims that were paid', 'approvals', { ...READY, claims: { ...READY.claims, paid: some(3) } }, 'done'],
    [
      'payments that wait for a file',
      'payments',
      { ...READY, payouts: [{ method: 'm', status: 'ready', ...some(2) }] },
      'now',
    ],
    [
      'payments that arrived',
      'payments',
      { ...READY, payouts: [{ method: 'm', status: 'settled', ...some(2) }] },
      'done',
    ],
    ['a payment that nobody knows of', 'results', { ...READY, stuck: 1 }, 'attention'],
    ['a payment that came back', 'results', { ...READY, claims: { ...READY.claims, returned: some(1) } }, 'attention'],
    ['a file whose day has come', 'results', { ...READY, batches: [{ ...batch, payOn: '2026-12-10' }] }, 'now'],
    ['a file whose day is to come', 'results', { ...READY, batches: [{ ...batch, payOn: '2026-12-11' }] }, 'later'],
  ] satisfies [string, string, Progress, Step['state']][])('with %s: %s', (_title, key, progress, state) => {
    expect(step(key, progress).state).toBe(state);
  });

  it('say what comes next wherever something is to be done', () => {
    for (const { state, next } of stepsOf({
      program: { status: 'open', surveyKey: null },
      progress: READY,
      today: '2026-12-10',
    })) {
      if (state === 'now' || state === 'attention') expect(next).toBeTruthy();
    }
  });

  it('wait for the opening before anybody is told', () => {
    expect(step('notices', READY, 'draft')).toMatchObject({
      state: 'now',
      next: expect.stringContaining('受付を始める'),
    });
  });
});
