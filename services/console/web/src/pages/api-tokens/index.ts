import { definePage } from '../define-page.ts';

export const apiTokensPage = definePage({
  path: '/settings/api-tokens',
  permission: 'manage',
  load: () => import('./api-tokens-page.tsx'),
  setting: { title: 'APIトークン', description: '市のほかのシステムから使うためのかぎ' },
});
