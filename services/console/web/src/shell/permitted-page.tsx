import { Outlet } from 'react-router';
import type { PageDefinition } from '../pages/define-page.ts';
import { ForbiddenPage } from './fallback-pages.tsx';
import { useMe } from './me.ts';
import { mayOpen } from './navigation.ts';

export function PermittedPage({ page }: { page: PageDefinition }) {
  const { permissions } = useMe();
  return mayOpen(page, permissions) ? <Outlet /> : <ForbiddenPage />;
}
