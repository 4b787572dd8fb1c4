// A benefit from the list of the eligible to money, a page for each thing that staff do.
import { definePage, type PageDefinition } from '../define-page.ts';

/** Below `/benefits/:programId`. */
const PROGRAM_PAGES: Readonly<Record<string, PageDefinition['load']>> = {
  '': () => import('./overview/overview-page.tsx'),
  '/settings': () => import('./program/program-settings-page.tsx'),
  '/budget': () => import('./budget/budget-page.tsx'),
  '/lists': () => import('./lists/lists-page.tsx'),
  '/lists/:listId': () => import('./lists/list-page.tsx'),
  '/matches': () => import('./matches/matches-page.tsx'),
  '/reach': () => import('./reach/reach-page.tsx'),
  '/notices': () => import('./reach/notices-page.tsx'),
  '/claims': () => import('./claims/claims-page.tsx'),
  '/claims/new': () => import('./claims/paper-page.tsx'),
  '/claims/:claimId': () => import('./claims/claim-page.tsx'),
  '/approvals': () => import('./approvals/approvals-page.tsx'),
  '/batches': () => import('./batches/batches-page.tsx'),
  '/batches/:batchId': () => import('./batches/batch-page.tsx'),
  '/payouts': () => import('./payouts/payouts-page.tsx'),
  '/households': () => import('./households/households-page.tsx'),
  '/households/:householdId': () => import('./households/household-page.tsx'),
  '/survey': () => import('./survey/survey-page.tsx'),
};

export const benefitPages: readonly PageDefinition[] = [
  definePage({ path: '/benefits', permission: 'read', load: () => import('./programs-page.tsx') }),
  definePage({ path: '/benefits/new', permission: 'prepare', load: () => import('./program/new-program-page.tsx') }),
  ...Object.entries(PROGRAM_PAGES).map(([path, load]) =>
    definePage({ path: `/benefits/:programId${path}`, permission: 'read', load }),
  ),
];
