// A resident's walk through the pages without a browser, for stories and tests.
import type { FastifyInstance } from 'fastify';
import { errors } from '../errors.ts';
import type { IdentityOutcome } from './outcomes.ts';

export type Walk = { authorizationUrl: string; person: string; outcome: IdentityOutcome };

/**
 * Opens the address, answers the page and follows to where the browser would leave for the service.
 * @returns the service's redirect URI, with `code` and `state` or with `error`
 * @throws AppError SANDBOX_IDENTITY_REFUSED where the provider shows an error page, which leads nowhere
 */
export async function walkAuthorization(app: FastifyInstance, { authorizationUrl, person, outcome }: Walk) {
  const start = new URL(authorizationUrl);
  const cookies = new Map<string, string>();
  const visit = async (method: 'GET' | 'POST', url: URL, form?: Record<string, string>): Promise<URL> => {
    const answer = await app.inject({
      method,
      url: `${url.pathname}${url.search}`,
      headers: {
        host: start.host,
        ...(start.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}),
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
    });
    for (const { name, value } of answer.cookies) cookies.set(name, value);
    const { location } = answer.headers;
    if (location === undefined) {
      const reason = /<small>([^<]*)<\/small><\/p>/.exec(answer.body)?.[1] ?? `answered ${answer.statusCode}`;
      throw errors.IDENTITY_REFUSED({ details: { status: answer.statusCode, reason } });
    }
    return new URL(location, start);
  };

  const page = await visit('GET', start);
  if (!isInteraction(page, start)) return page.href;
  const resume = await visit('POST', page, { outcome, person });
  return (await visit('GET', resume)).href;
}

function isInteraction(url: URL, start: URL): boolean {
  return url.origin === start.origin && url.pathname.startsWith('/identity/interaction/');
}
