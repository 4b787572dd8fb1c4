import { useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Toasts } from '../components/toasts.tsx';
import { Brand } from './brand.tsx';
import { OfflineBanner } from './offline-banner.tsx';

/** Around the pages of somebody who is not signed in yet. */
export function SignedOutLayout() {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => window.scrollTo({ top: 0 }), [pathname]);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-white px-6 py-3">
        <Brand />
      </header>
      <OfflineBanner />
      <main className="mx-auto flex w-full max-w-xl flex-1 flex-col justify-center gap-6 px-4 py-10">
        <Outlet />
      </main>
      <footer className="px-6 py-4 text-center text-dns-14N-130 text-solid-gray-700">
        LINEでつながる、手のひらの市役所
      </footer>
      <Toasts />
    </div>
  );
}
