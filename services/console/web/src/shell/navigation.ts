// The menu. An item shows where a page has its path and the person may see it.
import type { IconName } from '../components/icon.tsx';
import type { PageDefinition } from '../pages/define-page.ts';
import type { StaffPermission } from './me.ts';

export type NavigationItem = { to: string; label: string; icon: IconName };

type NavigationGroup = { label: string | undefined; items: readonly NavigationItem[] };

const GROUPS: readonly NavigationGroup[] = [
  {
    label: undefined,
    items: [
      { to: '/', label: 'ホーム', icon: 'home' },
      { to: '/cases', label: '受付', icon: 'inbox' },
      { to: '/features', label: '機能', icon: 'puzzle' },
      { to: '/garbage', label: 'ごみ収集', icon: 'bin' },
      { to: '/benefits', label: '給付金', icon: 'coin' },
      { to: '/messages', label: 'メッセージ', icon: 'message' },
      { to: '/rich-menu', label: 'リッチメニュー', icon: 'menuGrid' },
      { to: '/residents', label: '住民', icon: 'people' },
      { to: '/settings', label: '設定', icon: 'settings' },
    ],
  },
  {
    label: '運営',
    items: [
      { to: '/operator/cities', label: '市区町村', icon: 'building' },
      { to: '/operator/onboarding', label: '導入', icon: 'rocket' },
      { to: '/operator/catalog', label: 'カタログ', icon: 'book' },
      { to: '/operator/billing', label: '料金', icon: 'receipt' },
      { to: '/operator/queues', label: 'キュー', icon: 'queue' },
    ],
  },
];

/** What this person sees of the menu. */
export function navigationFor(
  pages: readonly Pick<PageDefinition, 'path' | 'permission'>[],
  permissions: readonly StaffPermission[],
): NavigationGroup[] {
  return GROUPS.map(({ label, items }) => ({
    label,
    items: items.filter(({ to }) => {
      const page = pages.find(({ path }) => path === to);
      return page !== undefined && mayOpen(page, permissions);
    }),
  })).filter(({ items }) => items.length > 0);
}

/** Where who may not open the first page begins: operators have no city whose first page it is. */
export function startFor(
  pages: readonly PageDefinition[],
  permissions: readonly StaffPermission[],
): string | undefined {
  return navigationFor(pages, permissions).flatMap(({ items }) => items)[0]?.to;
}

export function mayOpen(
  { permission }: Pick<PageDefinition, 'permission'>,
  permissions: readonly StaffPermission[],
): boolean {
  return permission === undefined || permissions.includes(permission);
}
