// What residents reported and asked, of whatever feature: the list, one of them, and the words that staff use again and again.
import { definePage, type PageDefinition } from '../define-page.ts';

export const casePages: readonly PageDefinition[] = [
  definePage({ path: '/cases', permission: 'read', load: () => import('./list/cases-page.tsx') }),
  definePage({ path: '/cases/templates', permission: 'read', load: () => import('./templates/templates-page.tsx') }),
  definePage({ path: '/cases/:caseNumber', permission: 'read', load: () => import('./detail/case-page.tsx') }),
];
