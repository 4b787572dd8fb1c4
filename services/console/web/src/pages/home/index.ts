import { definePage } from '../define-page.ts';

export const homePage = definePage({ path: '/', permission: 'read', load: () => import('./home-page.tsx') });
