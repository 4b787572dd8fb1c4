import type { Progress } from './words.ts';

export type Totals = { count: number; amountYen: number };

export function sumTotals(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (sum, { count, amountYen }) => ({ count: sum.count + count, amountYen: sum.amountYen + amountYen }),
    { count: 0, amountYen: 0 },
  );
}

/** What a program's claims and portions come to: of those entitled, who applied, was approved, was paid. */
export function summarize({ portions, claims }: Pick<Progress, 'portions' | 'claims'>) {
  const { withdrawn: _, ...listed } = portions;
  const { cancelled: _gone, ...alive } = claims;
  return {
    entitled: sumTotals(Object.values(listed)),
    applied: sumTotals(Object.values(alive)),
    approved: sumTotals([claims.approved, claims.paid]),
    paid: claims.paid,
  };
}
