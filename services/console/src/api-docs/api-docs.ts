// The API's description as a page: /api/docs. Swagger UI as it comes in its package, without its inline parts.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Server } from '@tenohira/service-kit';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const PAGE = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>職員API | 手のひら市役所</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const START = `window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  // The chapters first: all operations at once are thirteen screens of which it draws only what is in view.
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
  // Calls in the browser's own session carry what our pages send.
  requestInterceptor: (request) => {
    request.headers['x-tenohira-request'] = '1';
    return request;
  },
});
`;

/** It draws with strings of markup, so Trusted Types are off on this page; nothing else is looser. */
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
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      },
    },
  },
};

export async function registerApiDocs(server: Server): Promise<void> {
  await server.register(fastifyStatic, {
    root: SWAGGER_UI,
    prefix: '/api/docs/',
    decorateReply: false,
    index: false,
    maxAge: '1h',
    allowedPath: (path) => FILES.includes(path.replace(/^\//, '')),
  });
  server.get('/api/docs', HEADERS, (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  server.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START));
}
