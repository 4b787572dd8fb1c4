import { definePage } from '../define-page.ts';

export const staffPage = definePage({
  path: '/settings/staff',
  permission: 'manage',
  load: () => import('./staff-page.tsx'),
  setting: { title: '職員', description: 'この市で働く人と、その役割' },
});
