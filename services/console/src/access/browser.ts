// What a browser holds of us: three cookies that no script can read.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Browser, Granted, RelyingParty } from '@tenohira/staff';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACCESS_SECONDS, signAccessToken } from './access-token.ts';

/** A working day, see packages/staff sessions.ts. */
const REFRESH_SECONDS = 12 * 3_600;
/** As long as a step of signing in waits, see packages/staff attempts.ts. */
const TICKET_SECONDS = 5 * 60;

export type Cookies = Readonly<
  Record<'access' | 'refresh' | 'ticket', { name: string; options: CookieSerializeOptions }>
>;

/**
 * `__Host-` keeps every other host of the domain from setting or seeing them (RFC 6265bis 4.1.3.2), for which they have to be of
 * the whole host. It asks for https: without it, as on one's own machine, they go without the prefix.
 */
export function cookiesOf({ origin }: RelyingParty): Cookies {
  const secure = origin.startsWith('https:');
  const cookie = (name: string, maxAge: number): Cookies[keyof Cookies] => ({
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge },
  });
  return {
    access: cookie('access', ACCESS_SECONDS),
    refresh: cookie('refresh', REFRESH_SECONDS),
    ticket: cookie('ticket', TICKET_SECONDS),
  };
}

export type CallingBrowser = Browser & {
  /** Of a step of signing in that waits for the next. */
  ticket: string | undefined;
  refresh: string | undefined;
  keepTicket(ticket: string): void;
  /** Gives the browser what it needs to be known from now on. */
  signIn(granted: Granted): Promise<void>;
  signOut(): void;
  /** Whatever pages of ours have left behind, for who sits down here next. */
  clearSite(): void;
};

export function browserOf(cookies: Cookies, request: FastifyRequest, reply: FastifyReply): CallingBrowser {
  const { access, refresh, ticket } = cookies;
  const clear = ({ name, options: { maxAge: _, ...options } }: Cookies[keyof Cookies]) =>
    reply.clearCookie(name, options);
  return {
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    ticket: request.cookies[ticket.name],
    refresh: request.cookies[refresh.name],
    keepTicket: (value) => {
      reply.setCookie(ticket.name, value, ticket.options);
    },
    signIn: async (granted) => {
      const { tenantId, sessionId } = granted;
      reply.setCookie(access.name, await signAccessToken(reply, { tenantId, sessionId }), access.options);
      if (granted.refresh !== undefined) reply.setCookie(refresh.name, granted.refresh, refresh.options);
      clear(ticket);
    },
    signOut: () => {
      clear(access);
      clear(refresh);
    },
    clearSite: () => {
      // Not "cookies": those would go for every host of the domain. Ours expire by themselves, above.
      reply.header('clear-site-data', '"cache", "storage"');
    },
  };
}
