// What surrounds every page of somebody who is signed in.
import { useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { toProblem } from '../api/problem.ts';
import { onSignedOut } from '../api/session.ts';
import { useApiQuery } from '../api/use-api.ts';
import { LoadProblem } from '../components/loaded.tsx';
import { SiteNameContext } from '../components/site-name.ts';
import { Skeleton } from '../components/skeleton.tsx';
import { Toasts } from '../components/toasts.tsx';
import { StepUpDialog } from '../credentials/step-up-dialog.tsx';
import { signInAddress } from './come-back.ts';
import { MeContext, siteNameOf } from './me.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { Sidebar } from './sidebar.tsx';
import { SkipLink } from './skip-link.tsx';
import { StandingNotice } from './standing-notice.tsx';
import { TopBar } from './top-bar.tsx';

export function Shell() {
  const me = useApiQuery('/me', undefined, { staleTime: 60_000 });
  const location = useLocation();
  const navigate = useNavigate();
  const [isMenuOpen, setMenuOpen] = useState(false);

  useEffect(() => onSignedOut(() => void navigate(signInAddress(window.location), { replace: true })), [navigate]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu and begins at its top
  useEffect(() => {
    setMenuOpen(false);
    window.scrollTo({ top: 0 });
  }, [location.pathname]);

  if (me.data === undefined) {
    return (
      <main className="mx-auto flex max-w-3xl flex-col gap-6 p-8">
        {me.error === null || me.error.status === 401 ? (
          <Skeleton lines={8} />
        ) : (
          <LoadProblem problem={toProblem(me.error)} retry={() => void me.refetch()} />
        )}
      </main>
    );
  }
  return (
    <MeContext value={me.data}>
      <SiteNameContext value={siteNameOf(me.data)}>
        <SkipLink />
        <div
          className={`flex min-h-dvh flex-col ${me.data.city?.practice ? '[--header:6.1875rem]' : '[--header:4.0625rem]'}`}
        >
          <TopBar isMenuOpen={isMenuOpen} onMenu={setMenuOpen} />
          <OfflineBanner />
          <div className="flex flex-1">
            <Sidebar isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
            <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-8 outline-none md:px-8 xl:px-12">
              <div className="mx-auto flex w-full max-w-6xl flex-col gap-8">
                <StandingNotice />
                <Outlet />
              </div>
            </main>
          </div>
        </div>
        <Toasts />
        <StepUpDialog />
      </SiteNameContext>
    </MeContext>
  );
}
