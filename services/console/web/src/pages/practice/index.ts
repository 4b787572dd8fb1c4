import { definePage } from '../define-page.ts';

export const practicePage = definePage({
  path: '/settings/practice',
  permission: 'prepare',
  load: () => import('./practice-page.tsx'),
  setting: { title: '練習モード', description: '試験に参加する人と、本番への切りかえ' },
});
