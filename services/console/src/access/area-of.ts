import type { ApiArea } from '@tenohira/staff';

/** The part of the API that a route belongs to, by the first word of its address. What is not here, no token opens. */
const AREAS: Readonly<Record<string, ApiArea>> = {
  cases: 'cases',
  features: 'features',
  garbage: 'features',
  programs: 'benefits',
  'list-columns': 'benefits',
  lists: 'benefits',
  matches: 'benefits',
  claims: 'benefits',
  entitlements: 'benefits',
  households: 'benefits',
  batches: 'benefits',
  payouts: 'benefits',
  books: 'benefits',
  banks: 'benefits',
  'bank-days': 'benefits',
  messages: 'messages',
  surveys: 'surveys',
  audit: 'audit',
};

export function areaOf(url: string): ApiArea | undefined {
  return AREAS[url.split('/')[1] ?? ''];
}
