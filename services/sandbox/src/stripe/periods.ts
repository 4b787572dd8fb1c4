// When a subscription begins anew, and what a part of a period costs. All in seconds since 1970, in UTC, as Stripe counts.
// docs.stripe.com/billing/subscriptions/billing-cycle, docs.stripe.com/billing/subscriptions/prorations

export type Interval = 'month' | 'year';

/** The point that every period is counted from. A month without that day ends on its last one. */
export type Anchor = { month: number; dayOfMonth: number; hour: number; minute: number; second: number };

export type Period = { start: number; end: number };

/** The anchor that a moment is. */
export function anchorAt(moment: number): Anchor {
  const date = new Date(moment * 1_000);
  return {
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The whole period that a moment lies in: from its last beginning, which may be that very moment, to the next one. */
export function periodAround(anchor: Anchor, interval: Interval, moment: number): Period {
  // Counted in months from the anchor's month; a neighbour on either side is enough, since a month is clamped, never moved.
  const date = new Date(moment * 1_000);
  const step = interval === 'month' ? 1 : 12;
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const phase = interval === 'month' ? 0 : anchor.month - 1;
  let index = Math.floor((months - phase) / step);
  const begin = (at: number) => beginning(anchor, at * step + phase);
  if (begin(index) > moment) index -= 1;
  else if (begin(index + 1) <= moment) index += 1;
  return { start: begin(index), end: begin(index + 1) };
}

/** What is left of a whole period's price from a moment to its end; whole yen, half a yen up. */
export function remainingPrice(price: number, whole: Period, from: number): number {
  return Math.round((price * (whole.end - from)) / (whole.end - whole.start));
}

/** @param months since year 0 */
function beginning(anchor: Anchor, months: number): number {
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const { hour, minute, second } = anchor;
  return Date.UTC(year, month, Math.min(anchor.dayOfMonth, lastDay), hour, minute, second) / 1_000;
}
