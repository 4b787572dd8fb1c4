import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** Nothing there yet: say why, and what to do. */
export function EmptyState({
  icon = 'inbox',
  title,
  children,
  actions,
}: {
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-12 border border-dashed border-solid-gray-420 bg-white px-6 py-12 text-center">
      <span className="rounded-full bg-blue-50 p-4 text-blue-900">
        <Icon name={icon} className="size-8" />
      </span>
      <p className="text-std-18B-160">{title}</p>
      {children !== undefined && <div className="max-w-xl text-solid-gray-700">{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}
