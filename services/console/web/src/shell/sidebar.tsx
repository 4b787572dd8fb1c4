import { useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import { classNames } from '../components/class-names.ts';
import { Icon } from '../components/icon.tsx';
import { useMe } from './me.ts';
import { type NavigationItem, navigationFor } from './navigation.ts';
import { usePages } from './pages-context.ts';

/** Beside the page where there is room, over it where there is not. */
export function Sidebar({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { permissions } = useMe();
  const groups = navigationFor(usePages(), permissions);
  const navigation = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) navigation.current?.querySelector('a')?.focus();
  }, [isOpen]);
  return (
    <>
      {isOpen && <div aria-hidden="true" className="fixed inset-0 z-10 bg-black/40 lg:hidden" onClick={onClose} />}
      <nav
        id="menu"
        ref={navigation}
        aria-label="メニュー"
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        className={classNames(
          'w-64 shrink-0 overflow-y-auto border-r border-line bg-white px-3 py-6 print:hidden',
          'max-lg:fixed max-lg:inset-y-0 max-lg:left-0 max-lg:z-20 max-lg:w-72 max-lg:pt-[calc(var(--header)+1.5rem)]',
          'lg:sticky lg:top-(--header) lg:h-[calc(100dvh-var(--header))]',
          !isOpen && 'max-lg:hidden',
        )}
      >
        {groups.map(({ label, items }) => (
          <div key={label ?? ''} className="mb-6">
            {label !== undefined && <h2 className="px-4 pb-2 text-dns-14B-130 text-solid-gray-700">{label}</h2>}
            <ul className="flex flex-col gap-1">
              {items.map((item) => (
                <li key={item.to}>
                  <Item {...item} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}

function Item({ to, label, icon }: NavigationItem) {
  return (
    <NavLink
      to={to}
      end={to === '/'}
      className={({ isActive }) =>
        classNames(
          'relative flex items-center gap-3 rounded-8 px-4 py-3',
          isActive
            ? 'bg-blue-50 font-bold text-blue-1000 before:absolute before:inset-y-2 before:left-0 before:w-1 before:rounded-full before:bg-blue-900'
            : 'hover:bg-solid-gray-50 hover:underline',
        )
      }
    >
      <Icon name={icon} />
      {label}
    </NavLink>
  );
}
