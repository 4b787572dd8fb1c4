import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import { AppError } from '@tenohira/core';
import { POLICY_REPORTS, type Server } from '@tenohira/service-kit';
import { messagePage } from './page.ts';
import { STYLE } from './style.ts';

const HTML = 'text/html; charset=utf-8';

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
  await server.register(formbody, { bodyLimit: 64 * 1024 });

  server.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').type(HTML);
  });
  server.get('/pages/style.css', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(STYLE),
  );

  // A resident reads a page, not JSON.
  server.setErrorHandler((error: Error, request, reply) => {
    const known = error instanceof AppError && error.statusCode < 500;
    if (!known) request.log.error({ reqId: request.id, err: error }, 'a page failed');
    const text =
      error instanceof AppError
        ? error.userMessage
        : 'ページを表示できませんでした。少し時間をおいて、もう一度お試しください。';
    // Fastify takes the type away from what fails.
    return reply
      .code(error instanceof AppError ? error.statusCode : 500)
      .type(HTML)
      .send(messagePage(text));
  });
}
