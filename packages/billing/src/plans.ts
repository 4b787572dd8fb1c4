// What a city pays: one flat fee by population, whatever it switches on. Prices are without tax.
import { errors } from './errors.ts';

export type Interval = 'month' | 'year';

export type Plan = {
  /** Stays what it is when the price changes: rows and prices at Stripe name it. */
  key: string;
  name: string;
  /** Population, both ends included; null is without end. */
  band: { from: number; to: number | null };
  interval: Interval;
  /** Per interval, without tax. */
  priceYen: number;
};

/** 消費税の標準税率 (消費税法29条、地方税法72条の83): 7.8 % and 2.2 %. */
export const TAX_PERCENT = 10;

/** Up to which population, and what it costs. A month costs a tenth more than a twelfth of a year. */
const BANDS = [
  { to: 10_000, yearYen: 360_000, monthYen: 33_000 },
  { to: 30_000, yearYen: 720_000, monthYen: 66_000 },
  { to: 50_000, yearYen: 1_080_000, monthYen: 99_000 },
  { to: 100_000, yearYen: 1_800_000, monthYen: 165_000 },
  { to: 200_000, yearYen: 3_000_000, monthYen: 275_000 },
  { to: 500_000, yearYen: 5_400_000, monthYen: 495_000 },
  { to: null, yearYen: 9_600_000, monthYen: 880_000 },
] as const;

const INTERVAL_TEXT: Readonly<Record<Interval, string>> = { month: '月払い', year: '年払い' };

export const PLANS: readonly Plan[] = BANDS.flatMap(({ to, yearYen, monthYen }, index) => {
  const before = BANDS[index - 1]?.to ?? 0;
  const band = { from: index === 0 ? 0 : before + 1, to };
  return (['year', 'month'] as const).map((interval) => ({
    key: `${to === null ? `over-${before}` : `up-to-${to}`}-${interval}`,
    name: `${bandName(band)} ${INTERVAL_TEXT[interval]}`,
    band,
    interval,
    priceYen: interval === 'year' ? yearYen : monthYen,
  }));
});

export function findPlan(key: string): Plan | undefined {
  return PLANS.find((plan) => plan.key === key);
}

/** @throws AppError BILLING_PLAN_UNKNOWN */
export function getPlan(key: string): Plan {
  const plan = findPlan(key);
  if (!plan) throw errors.PLAN_UNKNOWN({ details: { plan: key } });
  return plan;
}

/** The plan of the same band by the year or the month. @throws AppError BILLING_PLAN_UNKNOWN */
export function planOfInterval({ band }: Plan, interval: Interval): Plan {
  const plan = PLANS.find((each) => each.band.from === band.from && each.interval === interval);
  if (!plan) throw errors.PLAN_UNKNOWN();
  return plan;
}

/** The plan of a city of that many people. */
export function planFor(population: number, interval: Interval): Plan {
  const plan = PLANS.find(
    ({ band, interval: each }) => each === interval && (band.to === null || population <= band.to),
  );
  if (!plan) throw errors.PLAN_UNKNOWN();
  return plan;
}

export function bandName({ from, to }: Plan['band']): string {
  const people = (count: number) => `${count / 10_000}万人`;
  return to === null ? `人口${people(from - 1)}超` : `人口${people(to)}まで`;
}
