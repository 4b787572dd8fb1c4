// Where somebody was when the session ended, so that signing in leads back there.

export function signInAddress({ pathname, search }: { pathname: string; search: string }): string {
  const from = `${pathname}${search}`;
  return from === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ from })}`;
}

/**
 * Only an address of this console: a link that somebody sent must not lead away from here. It is taken as a browser reads it,
 * who forgives much (https://url.spec.whatwg.org/#url-parsing): what comes out must be what went in.
 */
export function comeBackTo(search: URLSearchParams): string {
  const from = search.get('from') ?? '/';
  const read = URL.canParse(from, NOWHERE) ? new URL(from, NOWHERE) : undefined;
  const isPlain = read?.origin === NOWHERE && `${read.pathname}${read.search}${read.hash}` === from;
  return isPlain && !from.startsWith('//') && !from.startsWith('/sign-in') ? from : '/';
}

const NOWHERE = 'https://nowhere.invalid';
