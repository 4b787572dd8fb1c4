import type { AnswerOf } from '../../api/api-types.ts';
import { formatYen } from '../../components/index.ts';

export type Plan = AnswerOf<'GET /operator/plans'>['plans'][number];

/** What a city owes and has paid. */
export type Billing = AnswerOf<'GET /operator/cities/:tenantId/billing'>;

/** For a list to choose from. */
export function planOptions(plans: readonly Plan[]): { value: string; label: string }[] {
  return plans.map(({ key, name, priceYen, interval }) => ({
    value: key,
    label: `${name}　${formatYen(priceYen)}／${interval === 'year' ? '年' : '月'}（税別）`,
  }));
}
