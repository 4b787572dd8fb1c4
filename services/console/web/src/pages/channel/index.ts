import { definePage } from '../define-page.ts';

export const channelPage = definePage({
  path: '/settings/channel',
  permission: 'manage',
  load: () => import('./channel-page.tsx'),
  setting: { title: 'LINE公式アカウント', description: 'つながりの調子と、チャネルシークレット' },
});
