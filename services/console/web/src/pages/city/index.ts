import { definePage } from '../define-page.ts';

export const citySettingsPage = definePage({
  path: '/settings/city',
  permission: 'read',
  load: () => import('./city-page.tsx'),
  setting: { title: '市の設定', description: 'あいさつの文章、会話の時間、やりとりの保存日数' },
});
