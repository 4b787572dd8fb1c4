import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { TextLink } from './button.tsx';
import { useSiteName } from './site-name.ts';

export type Crumb = { to: string; label: string };

/** The way from the area to this page. */
export function Breadcrumb({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  return (
    <nav aria-label="現在位置" className="print:hidden">
      <ol className="flex flex-wrap gap-x-2 text-dns-14N-130">
        {crumbs.map(({ to, label }) => (
          <li key={to} className="flex gap-2">
            <TextLink to={to}>{label}</TextLink>
            <span aria-hidden="true" className="text-solid-gray-536">
              ／
            </span>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}

/**
 * The first thing on every page: its title becomes the tab's, and after a change of page it takes the focus, so that who
 * listens hears where they are.
 */
export function PageHeader({
  title,
  crumbs = [],
  lead,
  badges,
  actions,
}: {
  title: string;
  crumbs?: readonly Crumb[];
  /** One or two sentences: what this page is for. */
  lead?: ReactNode;
  badges?: ReactNode;
  actions?: ReactNode;
}) {
  const siteName = useSiteName();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  // The page that was opened first keeps the focus where the browser has it: before the link to the content.
  const cameFromHere = key !== 'default';
  useEffect(() => {
    document.title = `${title}｜${siteName}`;
  }, [title, siteName]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page
  useEffect(() => {
    if (cameFromHere) heading.current?.focus();
  }, [cameFromHere, pathname]);
  return (
    <header className="flex flex-col gap-3">
      {crumbs.length > 0 && <Breadcrumb crumbs={crumbs} here={title} />}
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 ref={heading} tabIndex={-1} className="text-std-28B-150">
            {title}
          </h1>
          {badges}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-3 print:hidden">{actions}</div>}
      </div>
      {lead !== undefined && <p className="max-w-3xl text-solid-gray-700">{lead}</p>}
    </header>
  );
}
