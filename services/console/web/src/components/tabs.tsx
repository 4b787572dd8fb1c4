import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { classNames } from './class-names.ts';

export type Tab = { to: string; label: string; count?: number | undefined; end?: boolean };

/** Views of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // Where there is no room for all of them, the one that is open is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path opens another tab
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={label} className="-mb-px overflow-x-auto border-b border-solid-gray-420 print:hidden">
      <ul className="flex gap-1">
        {tabs.map(({ to, label: words, count, end = false }) => (
          <li key={to} className="shrink-0">
            <NavLink
              to={to}
              end={end}
              className={({ isActive }) =>
                classNames(
                  'flex items-center gap-2 border-b-4 px-4 py-3',
                  isActive
                    ? 'border-blue-900 text-blue-1000 font-bold'
                    : 'border-transparent text-solid-gray-800 hover:bg-blue-50 hover:underline',
                )
              }
            >
              {words}
              {count !== undefined && (
                <span className="rounded-full bg-solid-gray-50 px-2 text-dns-14N-130 leading-150 text-solid-gray-800">
                  {count}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
