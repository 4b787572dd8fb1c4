import { definePage, type PageDefinition } from '../define-page.ts';

export const payoutMethodPages: readonly PageDefinition[] = [
  definePage({
    path: '/settings/payout-methods',
    permission: 'read',
    load: () => import('./methods-page.tsx'),
    setting: { title: '受け取り方', description: '給付金の振込・ギフト・電子マネー・ATMの契約の内容' },
  }),
  definePage({
    path: '/settings/payout-methods/:method',
    permission: 'read',
    load: () => import('./method-page.tsx'),
  }),
];
