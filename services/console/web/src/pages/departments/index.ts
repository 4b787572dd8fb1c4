import { definePage } from '../define-page.ts';

export const departmentsPage = definePage({
  path: '/settings/departments',
  permission: 'read',
  load: () => import('./departments-page.tsx'),
  setting: { title: '部署', description: '受付を担当する課と、その電話番号' },
});
