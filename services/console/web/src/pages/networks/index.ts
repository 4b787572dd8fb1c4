import { definePage } from '../define-page.ts';

export const networksPage = definePage({
  path: '/settings/networks',
  permission: 'manage',
  load: () => import('./networks-page.tsx'),
  setting: { title: '使える場所', description: '管理画面を開けるネットワーク' },
});
