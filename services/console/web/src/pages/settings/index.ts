import { definePage } from '../define-page.ts';

export const settingsPage = definePage({
  path: '/settings',
  permission: 'read',
  load: () => import('./settings-page.tsx'),
});
