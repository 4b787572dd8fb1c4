import { definePage, type PageDefinition } from '../define-page.ts';

export const residentPages: readonly PageDefinition[] = [
  definePage({ path: '/residents', permission: 'read', load: () => import('./residents-page.tsx') }),
  definePage({
    path: '/residents/:residentId',
    permission: 'handle',
    load: () => import('./history/resident-page.tsx'),
  }),
];
