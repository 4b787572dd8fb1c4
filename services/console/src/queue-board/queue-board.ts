// BullMQ's queues as bull-board shows them: /operator/queues/board/. For operators, and to look at: no route of it changes
// anything. Payloads are ids, see packages/queue.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import fastifyStatic from '@fastify/static';
import { AppError } from '@tenohira/core';
import { OUR_QUEUES, type Queues } from '@tenohira/queue';
import type { Server } from '@tenohira/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identifyCaller } from '../access/caller.ts';
import type { ConsoleTools } from '../api/console-tools.ts';
import { createBoardAdapter } from './board-adapter.ts';

export const BOARD_PATH = '/operator/queues/board';

/** The console's own page about queues, which renews a session that has run out. */
const OUR_PAGE = '/operator/queues';

const UI = join(dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')), 'dist');

/** It sets its `<base>`, and draws without Trusted Types; nothing else is looser than on our own pages. */
const HEADERS = {
  helmet: {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'none'"],
      },
    },
  },
};

export async function registerQueueBoard(server: Server, tools: ConsoleTools, queues: Queues): Promise<void> {
  const { adapter, parts } = createBoardAdapter();
  const board = createBullBoard({
    queues: [],
    serverAdapter: adapter,
    options: {
      uiConfig: {
        ...{ boardTitle: 'キュー', locale: { lng: 'ja-JP' } },
        ...{ hideRedisDetails: true, hideDocsLink: true, showWorkers: false },
      },
    },
  });
  const page = drawPage(parts.config);

  const identify = async (request: FastifyRequest) => {
    const demand = { permission: 'operate', url: OUR_PAGE } as const;
    const { staff } = await identifyCaller(tools.db, request, tools.party.origin, demand);
    await tools.limits.assertCaller(staff.staffId);
  };
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      await identify(request);
    } catch (error) {
      if (error instanceof AppError && error.statusCode < 500) return reply.redirect(OUR_PAGE);
      throw error;
    }
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  };

  await server.register(fastifyStatic, {
    root: join(UI, 'static'),
    prefix: `${BOARD_PATH}/static/`,
    decorateReply: false,
    index: false,
    maxAge: '1h',
  });
  for (const path of parts.pages) server.get(`${BOARD_PATH}${path}`, HEADERS, show);
  const readable = parts.routes.filter(({ method }) => [method].flat().includes('get'));
  for (const { route, handler } of readable) {
    for (const path of [route].flat()) {
      server.get(`${BOARD_PATH}${path}`, { onRequest: identify }, async ({ params, query }, reply) => {
        // A queue that could not be reached was opened anew.
        const opened = await queues.openForLooking(OUR_QUEUES);
        board.replaceQueues(opened.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })));
        const { status = 200, body } = await handler({
          ...{ queues: parts.queues, uiConfig: parts.config, body: {}, headers: {} },
          ...{ params: toRecord(params), query: toRecord(query) },
        });
        return reply.header('cache-control', 'no-store').code(status).send(body);
      });
    }
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Its own page without the inline style and the fonts from elsewhere. What a script reads as JSON is no script. */
function drawPage(config: object): string {
  const template = readFileSync(join(UI, 'index.ejs'), 'utf8');
  const styles = [...template.matchAll(/<link href="(static\/css\/[\w.-]+)" rel="stylesheet">/g)];
  const scripts = [...template.matchAll(/<script defer src="(static\/js\/[\w.-]+)"><\/script>/g)];
  if (styles.length === 0 || scripts.length === 0) throw new Error("bull-board's page has another form than before");
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${BOARD_PATH}/">
<title>キュー | 手のひら市役所 運営</title>
<link rel="icon" href="static/favicon-32x32.png">
${styles.map(([, path]) => `<link href="${path}" rel="stylesheet">`).join('\n')}
</head>
<body>
<script id="__UI_CONFIG__" type="application/json">${JSON.stringify(config).replaceAll('<', '\\u003c')}</script>
<div id="root"></div>
${scripts.map(([, path]) => `<script defer src="${path}"></script>`).join('\n')}
</body>
</html>
`;
}
