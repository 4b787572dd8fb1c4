import { describe, expect, it } from 'vitest';
import { addMonths, daysOfMonth, monthLabel, weeksOf } from './month.ts';

describe('a month of the calendar', () => {
  it('goes over the end of the year', () => {
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect(monthLabel('2026-02')).toBe('2026年2月');
  });

  it('ends where it ends, also in a leap year', () => {
    expect([daysOfMonth('2028-02').to, daysOfMonth('2026-12').to]).toEqual(['2028-02-29', '2026-12-31']);
  });

  it('stands in weeks from Sunday on', () => {
    // The first of December 2026 is a Tuesday.
    const weeks = weeksOf([{ day: '2026-12-01' }, { day: '2026-12-02' }]);
    expect(weeks).toEqual([[null, null, { day: '2026-12-01' }, { day: '2026-12-02' }, null, null, null]]);
  });
});
