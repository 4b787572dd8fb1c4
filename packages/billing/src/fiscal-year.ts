import { jstDateOf } from '@tenohira/core';
import type { Interval } from './plans.ts';

/** As Stripe's `billing_cycle_anchor_config`: in UTC, and a month without that day ends on its last one. */
export type AnchorConfig = { month?: number; day_of_month: number; hour: number; minute: number; second: number };

/**
 * Periods begin at midnight in Japan: a year on 1 April, a month on its first day. That is 15:00 UTC on the last day of the month
 * before, which the 31st stands for in every month. A plain `billing_cycle_anchor` would keep the day of whichever month it
 * falls into: from 30 June on, bills would begin on the 30th, and so on 31 July in Japan.
 */
export function anchorConfigOf(interval: Interval): AnchorConfig {
  const midnight = { day_of_month: 31, hour: 15, minute: 0, second: 0 };
  return interval === 'year' ? { month: 3, ...midnight } : midnight;
}

/** When the fiscal year after that moment's begins: midnight before 1 April in Japan (地方自治法208条). */
export function nextFiscalYear(now: Date): Date {
  const [year = '', monthAndDay = ''] = jstDateOf(now).split(/-(.*)/);
  return new Date(`${Number(year) + (monthAndDay < '04-01' ? 0 : 1)}-04-01T00:00:00+09:00`);
}
