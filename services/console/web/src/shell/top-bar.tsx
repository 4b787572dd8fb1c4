import { useCallback, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { useApiMutation } from '../api/use-api.ts';
import { Icon } from '../components/icon.tsx';
import { Brand } from './brand.tsx';
import { ROLE_LABELS, useMe } from './me.ts';

export function TopBar({ isMenuOpen, onMenu }: { isMenuOpen: boolean; onMenu: (isOpen: boolean) => void }) {
  const { city } = useMe();
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-white print:hidden">
      {city?.practice && (
        <p className="flex flex-wrap items-center justify-center gap-x-3 bg-yellow-300 px-4 py-1.5 text-center text-dns-14N-130 text-black">
          <span className="rounded-4 bg-black px-2 py-0.5 font-bold text-white">練習モード</span>
          お金は支払われません。住民は試験用の人だけです。
        </p>
      )}
      <div className="flex min-h-16 items-center gap-3 px-4 md:px-6">
        <button
          type="button"
          aria-expanded={isMenuOpen}
          aria-controls="menu"
          className="flex items-center gap-2 rounded-8 border border-solid-gray-600 px-3 py-2 lg:hidden"
          onClick={() => onMenu(!isMenuOpen)}
        >
          <Icon name={isMenuOpen ? 'close' : 'menu'} className="size-5" />
          メニュー
        </button>
        <Link to="/" className="min-w-0 rounded-8">
          <Brand>
            <span className="truncate text-dns-14N-130 text-solid-gray-700">{city?.name ?? '運営'}</span>
          </Brand>
        </Link>
        <AccountMenu />
      </div>
    </header>
  );
}

const ITEM = 'flex w-full items-center gap-3 rounded-8 px-4 py-3 text-left hover:bg-blue-50 hover:underline';

/** The browser's own disclosure, closed by Escape, by a press elsewhere and by going somewhere. */
function AccountMenu() {
  const { name, role, city } = useMe();
  const menu = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  const close = useCallback(() => menu.current?.removeAttribute('open'), []);
  const signOut = useApiMutation('POST /session/end', {
    // Signing out empties the browser's storage, so that the city has to be said.
    onDone: () => window.location.assign(city === null ? '/sign-in' : `/sign-in/${city.slug}`),
    invalidates: [],
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes it
  useEffect(close, [close, key]);
  useEffect(() => {
    const onPress = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close();
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [close]);
  return (
    <details
      ref={menu}
      className="relative ml-auto"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        menu.current?.querySelector('summary')?.focus();
      }}
    >
      <summary className="flex list-none items-center gap-3 rounded-8 px-3 py-2 hover:bg-solid-gray-50 [&::-webkit-details-marker]:hidden">
        <span
          className="flex size-9 items-center justify-center rounded-full bg-blue-900 font-bold text-white"
          aria-hidden="true"
        >
          {name.slice(0, 1)}
        </span>
        <span className="flex flex-col text-left max-sm:sr-only">
          <span className="text-dns-16B-120">{name}</span>
          <span className="text-dns-14N-130 text-solid-gray-700">{ROLE_LABELS[role]}</span>
        </span>
        <Icon name="down" className="size-4" />
        <span className="sr-only">アカウントのメニュー</span>
      </summary>
      <ul className="absolute right-0 mt-2 w-72 rounded-12 border border-line bg-white p-2 shadow-3">
        <li>
          <Link to="/account" className={ITEM}>
            <Icon name="user" className="size-5" />
            自分のアカウント
          </Link>
        </li>
        <li>
          <button type="button" className={ITEM} onClick={() => signOut.mutate({})}>
            <Icon name="exit" className="size-5" />
            サインアウト
          </button>
        </li>
      </ul>
    </details>
  );
}
