// The LINE platform, at the root of the server: api.line.me and api-data.line.me are the same here.
import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { botEndpoints } from './bot-endpoints.ts';
import { contentEndpoints } from './content-endpoints.ts';
import { messageEndpoints } from './message-endpoints.ts';
import { readRequest, runEndpoint } from './pipeline.ts';
import { richMenuEndpoints } from './rich-menu-endpoints.ts';
import { revokeToken, tokenEndpoints } from './token-endpoints.ts';
import { describeUnplayed } from './unplayed.ts';

/** "The maximum request size is 2 MB": developers.line.biz/en/reference/messaging-api/#status-codes */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

const ENDPOINTS = [...tokenEndpoints, ...messageEndpoints, ...botEndpoints, ...contentEndpoints, ...richMenuEndpoints];

/** A fastify plugin; register it without `fastify-plugin`, since it reads bodies its own way. */
export async function linePlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  // Bodies stay bytes: the endpoints find their own words for what cannot be parsed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-line-request-id', randomUUID());
  });
  app.setErrorHandler(answerError);

  app.post('/v2/oauth/revoke', async (request) => {
    revokeToken(sandbox, readRequest(request));
    return {};
  });
  for (const endpoint of ENDPOINTS) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      bodyLimit: BODY_LIMIT_BYTES,
      handler: (request, reply) => runEndpoint(sandbox, endpoint, request, reply),
    });
  }
  for (const prefix of ['/v2/*', '/oauth2/*', '/v3/*', '/bot/*']) {
    app.all(prefix, async (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      sandbox.requests.append({
        at: sandbox.clock.now().toISOString(),
        method: request.method,
        path: request.url,
        status: 404,
        requestId: String(reply.getHeader('x-line-request-id')),
      });
      return reply.code(404).send({ message: describeUnplayed(path) ?? 'Not found' });
    });
  }
}

async function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    await reply.code(413).send({ message: 'Payload Too Large' });
    return;
  }
  request.log.error(error);
  await reply.code(500).send({ message: `Internal Server Error (a defect of the sandbox: ${error.message})` });
}
