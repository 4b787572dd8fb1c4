// LINE on a loopback port, for tests: accepts every message unless it was told another answer.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LineCall = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type LineReaction = (response: ServerResponse, call: LineCall) => void;
export type LineStub = Awaited<ReturnType<typeof startLineStub>>;

export const PUSH = '/v2/bot/message/push';
export const REPLY = '/v2/bot/message/reply';
const TOKEN = '/oauth2/v3/token';

export async function startLineStub() {
  const calls: LineCall[] = [];
  const scripts = new Map<string, LineReaction[]>();
  const accepted = react(200, { sentMessages: [{ id: '1', quoteToken: 'q' }] });

  const server = createServer(async (incoming, response) => {
    const call = await read(incoming);
    if (call.path === TOKEN && !scripts.has(TOKEN)) {
      return react(200, { access_token: 'token', expires_in: 900, token_type: 'Bearer' })(response, call);
    }
    calls.push(call);
    response.setHeader('x-line-request-id', `request-${calls.length}`);
    const script = scripts.get(call.path) ?? [];
    const reaction = script.length > 1 ? script.shift() : script[0];
    return (reaction ?? accepted)(response, call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not a pipe: listen was given a port

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    /** What to answer at that path, one after another; the last one again and again. Without any: accepted. */
    on: (path: string, ...inTurn: LineReaction[]) => void scripts.set(path, inTurn),
    /** What was asked since the last `forget`, without tokens; of one path, if it is named. */
    calls: (path?: string) => calls.filter((call) => path === undefined || call.path === path),
    forget: () => {
      calls.length = 0;
      scripts.clear();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function react(status: number, body: unknown, headers: Record<string, string> = {}): LineReaction {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Takes the request and never answers. */
export const silence: LineReaction = () => {};

async function read(incoming: IncomingMessage): Promise<LineCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString() };
}
