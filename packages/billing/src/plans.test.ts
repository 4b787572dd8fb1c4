import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, PLANS, planFor } from './plans.ts';

const intervals = fc.constantFrom<Interval>('month', 'year');
const populations = fc.integer({ min: 0, max: 4_000_000 });

describe('the plans', () => {
  it('have one for every number of people, and the band names it', () => {
    fc.assert(
      fc.property(populations, intervals, (population, interval) => {
        const fitting = PLANS.filter(
          ({ band, interval: each }) =>
            each === interval && band.from <= population && (band.to === null || population <= band.to),
        );
        expect(fitting).toEqual([planFor(population, interval)]);
      }),
    );
  });

  it('cost more the more people there are, and whole yen with the tax', () => {
    fc.assert(
      fc.property(populations, populations, intervals, (one, other, interval) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        expect(planFor(few, interval).priceYen).toBeLessThanOrEqual(planFor(many, interval).priceYen);
      }),
    );
    for (const { priceYen } of PLANS) expect(Number.isInteger((priceYen * 110) / 100)).toBe(true);
  });

  it('cost less by the year', () => {
    for (const { band, priceYen } of PLANS.filter(({ interval }) => interval === 'year')) {
      expect(priceYen).toBeLessThan(12 * planFor(band.from, 'month').priceYen);
    }
  });

  it('have keys of their own, and say in Japanese what they are', () => {
    expect(new Set(PLANS.map(({ key }) => key)).size).toBe(PLANS.length);
    expect(planFor(30_000, 'year')).toMatchObject({ key: 'up-to-30000-year', name: '人口3万人まで 年払い' });
    expect(planFor(30_001, 'month')).toMatchObject({ key: 'up-to-50000-month', name: '人口5万人まで 月払い' });
    expect(planFor(3_700_000, 'year')).toMatchObject({ key: 'over-500000-year', name: '人口50万人超 年払い' });
  });
});
