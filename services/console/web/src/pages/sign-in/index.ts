// The pages of somebody who is not signed in yet.
import { definePage } from '../define-page.ts';

export const signInPages = [
  definePage({ path: '/sign-in', load: () => import('./city-page.tsx') }),
  definePage({ path: '/sign-in/:slug', load: () => import('./sign-in-page.tsx') }),
  definePage({ path: '/invitation', load: () => import('./invitation-page.tsx') }),
  definePage({ path: '/password-reset', load: () => import('./password-reset-page.tsx') }),
];
