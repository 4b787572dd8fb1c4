// Where somebody was when the session ended, so that signing in leads back there.

export function signInAddress({ pathname, search }: { pathname: string; search: string }): string {
  const from = `${pathname}${search}`;
  return from === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ from })}`;
}

/** Only an address of this console: a link that somebody sent must not lead away from here. */
export function comeBackTo(search: URLSearchParams): string {
  const from = search.get('from') ?? '/';
  const isOurs = /^\/(?![/\\])/.test(from) && !from.startsWith('/sign-in');
  return isOurs ? from : '/';
}
