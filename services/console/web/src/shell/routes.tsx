import type { RouteObject } from 'react-router';
import type { PageDefinition } from '../pages/define-page.ts';
import { pages } from '../pages/registry.ts';
import { signInPages } from '../pages/sign-in/index.ts';
import { Brand } from './brand.tsx';
import { CrashPage, LoadingPage, NotFoundPage } from './fallback-pages.tsx';
import { PagesContext } from './pages-context.ts';
import { PermittedPage } from './permitted-page.tsx';
import { Shell } from './shell.tsx';
import { SignedOutLayout } from './signed-out-layout.tsx';

export const routes: RouteObject[] = [
  {
    element: <SignedOutLayout />,
    errorElement: <CrashPage />,
    hydrateFallbackElement: <Brand />,
    children: signInPages.map(toRoute),
  },
  {
    element: (
      <PagesContext value={pages}>
        <Shell />
      </PagesContext>
    ),
    errorElement: <CrashPage />,
    hydrateFallbackElement: <Brand />,
    children: [
      {
        // Inside the shell, so that the menu stays when a page breaks.
        errorElement: <CrashPage inside />,
        hydrateFallbackElement: <LoadingPage />,
        children: [...pages.map(toGuardedRoute), { path: '*', element: <NotFoundPage /> }],
      },
    ],
  },
];

/** Who may not open it sees why instead; see PermittedPage. */
function toGuardedRoute(page: PageDefinition): RouteObject {
  return { element: <PermittedPage page={page} />, children: [toRoute(page)] };
}

function toRoute({ path, load }: PageDefinition): RouteObject {
  return {
    path,
    lazy: async () => {
      const { Page } = await load();
      return { Component: Page };
    },
  };
}
