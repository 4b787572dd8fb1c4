import { definePage } from '../define-page.ts';

export const auditPage = definePage({
  path: '/settings/audit',
  permission: 'read',
  load: () => import('./audit-page.tsx'),
  setting: { title: '操作の記録', description: 'だれが、いつ、何をしたか。書き換えられていないことも確かめられます' },
});
