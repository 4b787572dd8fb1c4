import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import { AppError } from '@tenohira/core';
import { POLICY_REPORTS, type Server } from '@tenohira/service-kit';
import { messagePage } from './page.ts';
import { STYLE } from './style.ts';

const HTML = 'text/html; charset=utf-8';

/** The largest form has 30 fields of 2,000 characters (packages/blocks web-form), and 漢 takes nine bytes on its way. */
const MAX_FORM_BYTES = 1024 * 1024;

const UNREADABLE = '送られた内容を読み取れませんでした。前の画面に戻って、もう一度お試しください。';
const TOO_LARGE = '入力された内容が長すぎます。前の画面に戻り、短くしてから、もう一度お試しください。';
const OUR_FAULT = 'ページを表示できませんでした。少し時間をおいて、もう一度お試しください。';

/** Ours, or fastify's own. */
type HttpError = Error & { statusCode?: number };

/**
 * What all pages of residents share: headers, the style, and errors that are pages. `formTargets` are the other sites
 * that a form may lead to (browsers apply form-action to redirects as well).
 */
export async function preparePages(server: Server, formTargets: readonly string[] = []): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        formAction: ["'self'", ...formTargets],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        // Deprecated for `report-to`, which not all browsers know; all know this one.
        reportUri: [POLICY_REPORTS],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await server.register(cookie);
  // Fastify's own would take a text for a form without fields.
  server.removeAllContentTypeParsers();
  await server.register(formbody, { bodyLimit: MAX_FORM_BYTES });

  server.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').type(HTML);
  });
  server.get('/pages/style.css', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(STYLE),
  );

  // A resident reads a page, not JSON.
  server.setErrorHandler((error: HttpError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ reqId: request.id, err: error }, 'a page failed');
    // Fastify takes the type away from what fails.
    return reply
      .code(status)
      .type(HTML)
      .send(messagePage(wordsFor(error, status)));
  });
}

function wordsFor(error: HttpError, status: number): string {
  if (error instanceof AppError) return error.userMessage;
  if (status >= 500) return OUR_FAULT;
  return status === 413 ? TOO_LARGE : UNREADABLE;
}
