import { addDays, jstDateOf, jstMoment, jstTimeOf } from '@tenohira/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderFor } from './remind-late.ts';
import { type StandingFacts, standingDates, standingOf } from './standing.ts';

const facts = (change: Partial<StandingFacts> = {}): StandingFacts => ({
  ...{ status: 'active', oldestDueAt: null, endedAt: null, graceDays: 30, graceUntil: null },
  ...change,
});
const moments = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const graces = fc.nat(120);

describe('a city', () => {
  it('that owes nothing is in good standing', () => {
    expect(standingOf(facts(), new Date('2026-12-01T00:00:00Z'))).toBe('good');
    expect(standingOf(facts({ oldestDueAt: new Date('2026-12-31T03:00:00Z') }), new Date('2026-12-31T14:59:59Z'))).toBe(
      'good',
    );
  });

  it('is late from midnight in Japan after the day on which its bill was due, and only reads when the grace is over', () => {
    const due = facts({ oldestDueAt: new Date('2028-01-30T03:00:00Z') });
    const at = (moment: string) => standingOf(due, new Date(moment));
    expect(at('2028-01-30T14:59:59Z')).toBe('good');
    expect(at('2028-01-30T15:00:00Z')).toBe('late');
    // 30 days after 30 January 2028 is 29 February: a leap year.
    expect(at('2028-02-29T14:59:59Z')).toBe('late');
    expect(at('2028-02-29T15:00:00Z')).toBe('read-only');
  });

  it('keeps writing until the end of the day that an operator granted', () => {
    const due = facts({ oldestDueAt: new Date('2026-10-30T03:00:00Z'), graceUntil: '2027-03-31' });
    expect(standingOf(due, new Date('2027-03-31T14:59:59Z'))).toBe('late');
    expect(standingOf(due, new Date('2027-03-31T15:00:00Z'))).toBe('read-only');
    // A day that is earlier than the grace takes nothing away.
    const early = facts({ oldestDueAt: new Date('2026-10-30T03:00:00Z'), graceUntil: '2026-11-01' });
    expect(standingOf(early, new Date('2026-11-15T00:00:00Z'))).toBe('late');
  });

  it('whose subscription ended has the days of grace as well', () => {
    const ended = facts({ status: 'canceled', endedAt: new Date('2027-03-31T15:00:00Z') });
    expect(standingOf(ended, new Date('2027-04-15T00:00:00Z'))).toBe('late');
    expect(standingOf(ended, new Date('2027-05-02T00:00:00Z'))).toBe('read-only');
  });

  it.each(['past_due', 'unpaid'])('is late where Stripe calls it %s', (status) => {
    expect(standingOf(facts({ status }), new Date())).toBe('late');
  });
});

describe('whenever a bill was due', () => {
  it('standing only gets worse with time, and changes at midnight in Japan', () => {
    fc.assert(
      fc.property(moments, graces, fc.nat(200), fc.nat(200), (oldestDueAt, graceDays, one, other) => {
        const due = facts({ oldestDueAt, graceDays });
        const { lateFrom, readOnlyFrom } = standingDates(due);
        if (!lateFrom || !readOnlyFrom) throw new Error('something is owed');
        expect(lateFrom.getTime()).toBeGreaterThan(oldestDueAt.getTime());
        expect([jstTimeOf(lateFrom), jstTimeOf(readOnlyFrom)]).toEqual(['00:00', '00:00']);
        expect(jstDateOf(readOnlyFrom)).toBe(addDays(jstDateOf(lateFrom), graceDays));
        const rank = (days: number) =>
          ['good', 'late', 'read-only'].indexOf(standingOf(due, new Date(oldestDueAt.getTime() + days * 86_400_000)));
        expect(rank(Math.min(one, other))).toBeLessThanOrEqual(rank(Math.max(one, other)));
      }),
    );
  });

  it('time that is granted never makes it worse', () => {
    fc.assert(
      fc.property(moments, graces, fc.nat(200), fc.nat(200), (oldestDueAt, graceDays, days, later) => {
        const now = new Date(oldestDueAt.getTime() + later * 86_400_000);
        const rank = (graceUntil: string | null) =>
          ['good', 'late', 'read-only'].indexOf(standingOf(facts({ oldestDueAt, graceDays, graceUntil }), now));
        const until = addDays(jstDateOf(oldestDueAt), days);
        expect(rank(until)).toBeLessThanOrEqual(rank(null));
        if (jstMoment(until, '23:59') >= now) expect(rank(until)).toBeLessThan(2);
      }),
    );
  });

  it('it is told of it as long as it can still write', () => {
    fc.assert(
      fc.property(moments, graces, fc.nat(200), (oldestDueAt, graceDays, days) => {
        const due = facts({ oldestDueAt, graceDays });
        const now = new Date(oldestDueAt.getTime() + days * 86_400_000);
        const kind = reminderFor(standingDates(due), now);
        const standing = standingOf(due, now);
        expect(kind === undefined).toBe(standing === 'good');
        expect(kind === 'read-only').toBe(standing === 'read-only');
      }),
    );
  });
});
