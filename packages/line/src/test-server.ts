// A scripted LINE on a loopback port, for this package's tests only.

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLineClient, type LineClientOptions } from './client.ts';

export type Recorded = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };
export type Responder = (response: ServerResponse, request: Recorded) => void;

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** Answers the token endpoint with `token-1`, `token-2`, …, and everything else with what `on` was given. */
export async function startTestServer() {
  const requests: Recorded[] = [];
  const responders = new Map<string, Responder>();
  let issued = 0;
  responders.set('/oauth2/v3/token', (response) => {
    issued += 1;
    json(200, { access_token: `token-${issued}`, expires_in: 900, token_type: 'Bearer' })(response);
  });

  const server = createServer(async (incoming, response) => {
    const request = await record(incoming);
    requests.push(request);
    const responder = responders.get(request.path) ?? json(404, { message: 'Not found' });
    response.setHeader('x-line-request-id', `request-${requests.length}`);
    responder(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not a pipe: listen was given a port
  const baseUrl = `http://127.0.0.1:${port}`;

  return {
    baseUrl,
    on(path: string, ...inTurn: Responder[]) {
      let turn = 0;
      responders.set(path, (response, request) => {
        const responder = inTurn[Math.min(turn, inTurn.length - 1)];
        turn += 1;
        responder?.(response, request);
      });
    },
    /** Everything that was asked, without the token requests. */
    calls: () => requests.filter(({ path }) => path !== '/oauth2/v3/token'),
    tokenCalls: () => requests.filter(({ path }) => path === '/oauth2/v3/token'),
    client: (options: Partial<LineClientOptions> = {}) =>
      createLineClient({
        apiBaseUrl: baseUrl,
        dataApiBaseUrl: baseUrl,
        channelId: '1234567890',
        channelSecret: 'a-secret',
        timeoutMs: 2_000,
        ...options,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export function html(status: number): Responder {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>proxy</body></html>');
  };
}

export const hang: Responder = () => {};

export const reset: Responder = (response) => {
  response.socket?.resetAndDestroy();
};

async function record(incoming: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
