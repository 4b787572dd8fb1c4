// The least that a webhook receiver can do, and it keeps nothing: the SDK's signature check, and JSON.parse.
import { validateSignature } from '@line/bot-sdk';
import fastify from 'fastify';
import { serve, setupOf } from './child.ts';

const { port, channelSecret } = setupOf<{ port: number; channelSecret: string }>();
const server = fastify({ logger: false });
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post<{ Body: Buffer }>('/line/webhook/:webhookKey', async (request, reply) => {
  const signature = request.headers['x-line-signature'];
  if (typeof signature !== 'string' || !validateSignature(request.body, channelSecret, signature)) {
    return reply.code(401).send({});
  }
  JSON.parse(request.body.toString());
  return reply.send({});
});
await server.listen({ port, host: '127.0.0.1' });
serve(async () => process.cpuUsage());
