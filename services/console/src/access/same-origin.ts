import type { FastifyRequest } from 'fastify';
import { errors } from '../api/errors.ts';

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Against requests that another site makes in a signed-in browser: the cookies are SameSite=Strict, and what changes
 * something must come from our own pages. No form of another site can set the header, and fetch would have to ask first.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * @throws AppError CONSOLE_ORIGIN_REFUSED
 */
export function assertSameOrigin({ method, headers }: FastifyRequest, origin: string): void {
  if (READS.includes(method)) return;
  const fromHere = headers.origin === undefined || headers.origin === origin;
  const site = headers['sec-fetch-site'];
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (headers['x-tenohira-request'] !== '1' || !fromHere || !sameSite) throw errors.ORIGIN_REFUSED();
}
