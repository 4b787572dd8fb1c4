// A LINE that says yes to everything.
import { createServer } from 'node:http';
import { serve, setupOf } from './child.ts';

const { port } = setupOf<{ port: number }>();
let sends = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url?.startsWith('/v2/bot/message/')) sends += 1;
    const body = request.url?.startsWith('/oauth2/')
      ? '{"access_token":"x","expires_in":900,"token_type":"Bearer"}'
      : '{"sentMessages":[]}';
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
});
await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
serve(async () => sends);
