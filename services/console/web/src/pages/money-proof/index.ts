import { definePage } from '../define-page.ts';

export const moneyProofPage = definePage({
  path: '/settings/money-proof',
  permission: 'manage',
  load: () => import('./money-proof-page.tsx'),
  setting: { title: '承認の本人確認', description: '承認や支払いにパスキーを必須にするか' },
});
