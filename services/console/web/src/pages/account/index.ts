import { definePage } from '../define-page.ts';

export const accountPage = definePage({ path: '/account', load: () => import('./account-page.tsx') });
