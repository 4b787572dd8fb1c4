import type { CookieSerializeOptions } from '@fastify/cookie';
import { randomToken } from '@tenohira/core';

type Request = { cookies: Readonly<Record<string, string | undefined>> };
type Reply = { setCookie(name: string, value: string, options: CookieSerializeOptions): unknown };

export type BrowserCookie = {
  /** What this browser brought, if it is one of ours. */
  find(request: Request): string | undefined;
  /** Gives the browser a token, or leaves it the one that it has, and keeps it until then. */
  keep(request: Request, reply: Reply, until: Date): void;
};

/**
 * The cookie by which a browser is known on its way to the provider and back. Lax, because the way back is a link from the
 * provider's site. `__Host-` keeps other hosts of the domain from setting it (RFC 6265bis 4.1.3.2), and asks for https and
 * the path `/`.
 */
export function createBrowserCookie(publicBaseUrl: string): BrowserCookie {
  const secure = publicBaseUrl.startsWith('https:');
  const name = secure ? '__Host-identity' : 'identity';
  const options: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  const find = ({ cookies }: Request) => {
    const value = cookies[name];
    return value !== undefined && /^[\w-]{32}$/.test(value) ? value : undefined;
  };
  return {
    find,
    keep: (request, reply, until) => {
      reply.setCookie(name, find(request) ?? randomToken(), { ...options, expires: until });
    },
  };
}
