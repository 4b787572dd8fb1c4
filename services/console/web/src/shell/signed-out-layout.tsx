import { useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Toasts } from '../components/toasts.tsx';
import { Brand } from './brand.tsx';
import { OfflineBanner } from './offline-banner.tsx';

/** Around the pages of somebody who is not signed in yet. */
export function SignedOutLayout() {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for what it has to call afterwards.
    void window.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <div className="flex min-h-dvh flex-col bg-townscape">
      <header className="px-6 py-4">
        <Brand />
      </header>
      <OfflineBanner />
      <main className="mx-auto flex w-full max-w-xl flex-1 flex-col justify-center gap-6 px-4 pt-4 pb-24">
        <Outlet />
      </main>
      <Toasts />
    </div>
  );
}
