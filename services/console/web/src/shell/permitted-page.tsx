import { Navigate, Outlet } from 'react-router';
import type { PageDefinition } from '../pages/define-page.ts';
import { ForbiddenPage } from './fallback-pages.tsx';
import { useMe } from './me.ts';
import { mayOpen, startFor } from './navigation.ts';
import { usePages } from './pages-context.ts';

/** Who may not open the first page is led to where their own menu begins; any other page says why not. */
export function PermittedPage({ page }: { page: PageDefinition }) {
  const { permissions } = useMe();
  const start = startFor(usePages(), permissions);
  if (mayOpen(page, permissions)) return <Outlet />;
  return page.path === '/' && start !== undefined ? <Navigate to={start} replace /> : <ForbiddenPage />;
}
