import { definePage } from '../define-page.ts';

export const richMenuPage = definePage({
  path: '/rich-menu',
  permission: 'read',
  load: () => import('./rich-menu-page.tsx'),
});
