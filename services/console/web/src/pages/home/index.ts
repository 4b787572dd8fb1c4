import { definePage } from '../define-page.ts';

export const homePage = definePage({ path: '/', load: () => import('./home-page.tsx') });
