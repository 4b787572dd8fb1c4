import { definePage } from '../define-page.ts';

export const messagesPage = definePage({
  path: '/messages',
  permission: 'read',
  load: () => import('./messages-page.tsx'),
});
