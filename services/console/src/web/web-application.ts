// Serves what services/console/web/build.ts has made of the web application.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Server } from '@tenohira/service-kit';

const DIST = join(import.meta.dirname, '../../web/dist');

/** Paths that are never a page. */
const NO_PAGES = ['/api/', '/webhooks/', '/assets/'];

const NOT_BUILT = '画面がまだ作られていません。npm start か npm test が作ります。\n';

/**
 * `/assets/*` for ever, since their names change with their content; every other path that nothing else answers is a page,
 * and the router in the browser knows which.
 */
export async function registerWebApplication(server: Server, dist: string = DIST): Promise<void> {
  await server.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    dotfiles: 'ignore',
  });
  server.get('/*', async (request, reply) => {
    if (NO_PAGES.some((prefix) => request.url.startsWith(prefix))) return reply.callNotFound();
    reply.header('cache-control', 'no-store');
    if (!existsSync(join(dist, 'index.html'))) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    return reply.sendFile('index.html', dist, { cacheControl: false });
  });
}
