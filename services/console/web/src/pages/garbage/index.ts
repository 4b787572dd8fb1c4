import { definePage } from '../define-page.ts';

export const garbagePage = definePage({
  path: '/garbage',
  permission: 'read',
  load: () => import('./garbage-page.tsx'),
});

export const garbageImportPage = definePage({
  path: '/garbage/import',
  permission: 'prepare',
  load: () => import('./import-page.tsx'),
});
