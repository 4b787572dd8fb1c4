import { definePage } from '../define-page.ts';

export const billingPage = definePage({
  path: '/settings/billing',
  permission: 'manage',
  load: () => import('./billing-page.tsx'),
  setting: { title: '料金とお支払い', description: '料金プラン、次の請求、請求書' },
});
