import type { ReactNode } from 'react';
import { DateTime } from './date-time.tsx';
import { Icon, type IconName } from './icon.tsx';

export type TimelineEntry = {
  key: string;
  /** ISO 8601. */
  at: string;
  title: ReactNode;
  /** Who did it. */
  by?: ReactNode;
  icon?: IconName;
  children?: ReactNode;
};

/** What happened, in the order in which it is given. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {entries.map(({ key, at, title, by, icon = 'clock', children }) => (
        <li key={key} className="group relative flex gap-4 pb-6 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-9 bottom-0 left-4.5 w-0.5 -translate-x-1/2 bg-line group-last:hidden"
          />
          <span className="z-1 flex size-9 shrink-0 items-center justify-center rounded-full border border-blue-300 bg-blue-50 text-blue-900">
            <Icon name={icon} className="size-5" />
          </span>
          <div className="flex min-w-0 flex-1 flex-col gap-1 pt-1">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-bold">{title}</span>
              <span className="text-dns-14N-130 text-solid-gray-700">
                <DateTime value={at} />
                {by !== undefined && <span className="ml-2">{by}</span>}
              </span>
            </p>
            {children !== undefined && <div className="whitespace-pre-line">{children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
