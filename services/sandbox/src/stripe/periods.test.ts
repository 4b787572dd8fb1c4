import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Anchor, anchorAt, type Interval, periodAround, remainingPrice } from './periods.ts';

// 1 April 0:00 in Japan: 31 March 15:00 UTC, and for months the last day of each.
const FISCAL: Anchor = { month: 3, dayOfMonth: 31, hour: 15, minute: 0, second: 0 };

const seconds = (iso: string) => Date.parse(iso) / 1_000;
const inJapan = (moment: number) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Tokyo' }).format(
    new Date(moment * 1_000),
  );

const moments = fc.integer({ min: seconds('2024-01-01T00:00:00Z'), max: seconds('2105-01-01T00:00:00Z') });
const intervals = fc.constantFrom<Interval>('month', 'year');
const anchors = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  dayOfMonth: fc.integer({ min: 1, max: 31 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
});

describe('a period', () => {
  it('lies around its moment, and the next one begins where it ends', () => {
    fc.assert(
      fc.property(anchors, intervals, moments, (anchor, interval, moment) => {
        const { start, end } = periodAround(anchor, interval, moment);
        expect(start).toBeLessThanOrEqual(moment);
        expect(end).toBeGreaterThan(moment);
        expect(periodAround(anchor, interval, end).start).toBe(end);
        expect(periodAround(anchor, interval, start)).toEqual({ start, end });
        const days = (end - start) / 86_400;
        if (interval === 'month') expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(interval === 'month' ? 31 : 366);
        if (interval === 'year') expect(days).toBeGreaterThanOrEqual(365);
      }),
    );
  });

  it('of the fiscal year begins on 1 April in Japan, in leap years too', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const { start, end } = periodAround(FISCAL, 'year', moment);
        expect(inJapan(start)).toMatch(/-04-01 00:00:00$/);
        expect(inJapan(end)).toMatch(/-04-01 00:00:00$/);
      }),
    );
    expect(periodAround(FISCAL, 'year', seconds('2027-03-31T14:59:59Z')).end).toBe(seconds('2027-03-31T15:00:00Z'));
    expect(periodAround(FISCAL, 'year', seconds('2027-03-31T15:00:00Z')).end).toBe(seconds('2028-03-31T15:00:00Z'));
  });

  it('of a month anchored on the 31st begins on the 1st in Japan, whatever the month has of days', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const { start, end } = periodAround(FISCAL, 'month', moment);
        expect(inJapan(start)).toMatch(/-01 00:00:00$/);
        expect(inJapan(end)).toMatch(/-01 00:00:00$/);
      }),
    );
    expect(inJapan(periodAround(FISCAL, 'month', seconds('2028-02-10T00:00:00Z')).end)).toBe('2028-03-01 00:00:00');
  });

  it('of a month anchored at the first of next month by its moment drifts: June has no 31st', () => {
    const july = seconds('2026-06-30T15:00:00Z');
    expect(inJapan(periodAround(anchorAt(july), 'month', july).end)).toBe('2026-07-31 00:00:00');
  });
});

describe('a part of a price', () => {
  it('is never less than nothing or more than the whole, and shrinks as time goes by', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000_000 }),
        intervals,
        moments,
        fc.nat(31_000_000),
        (price, interval, moment, later) => {
          const whole = periodAround(FISCAL, interval, moment);
          const then = Math.min(moment + later, whole.end);
          const rest = remainingPrice(price, whole, moment);
          expect(Number.isInteger(rest)).toBe(true);
          expect(rest).toBeLessThanOrEqual(price);
          expect(remainingPrice(price, whole, then)).toBeGreaterThanOrEqual(0);
          expect(remainingPrice(price, whole, then)).toBeLessThanOrEqual(rest);
        },
      ),
    );
  });

  it('is the whole at the beginning, nothing at the end, and half a leap year after half of it', () => {
    const leap = periodAround(FISCAL, 'year', seconds('2027-06-01T00:00:00Z'));
    expect((leap.end - leap.start) / 86_400).toBe(366);
    expect(remainingPrice(1_200_000, leap, leap.start)).toBe(1_200_000);
    expect(remainingPrice(1_200_000, leap, leap.end)).toBe(0);
    expect(remainingPrice(1_200_000, leap, leap.start + 183 * 86_400)).toBe(600_000);
  });
});
