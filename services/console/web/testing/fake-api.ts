// The console's web application as it is served, with an API at the wire that a test makes up: typed by the routes, so that
// it cannot answer what the real one would not.
import { createServer, type Server } from '@tenohira/service-kit';
import { registerSecurityHeaders } from '../../src/web/security-headers.ts';
import { registerWebApplication } from '../../src/web/web-application.ts';
import type { AnswerOf, RouteKey } from '../src/api/api-types.ts';

export type Received = {
  key: string;
  params: unknown;
  query: unknown;
  body: unknown;
  headers: Record<string, unknown>;
};

/** What a route answers; a `Refusal` is an RFC 9457 problem. */
type Answerer<Key extends RouteKey> = (request: Received) => AnswerOf<Key> | Refusal | Promise<AnswerOf<Key> | Refusal>;

export type Answers = { [Key in RouteKey]?: AnswerOf<Key> | Refusal | Answerer<Key> };

export class Refusal {
  readonly status: number;
  readonly body: object;
  constructor(status: number, code: string, title: string, problems?: { field: string; message: string }[]) {
    this.status = status;
    this.body = { type: `urn:tenohira:problem:${code}`, status, code, title, requestId: 'request-1', problems };
  }
}

export type FakeConsole = {
  server: Server;
  /** What was asked, in order. */
  received: Received[];
  /** Answers anew from now on. */
  answer(answers: Answers): void;
  close(): Promise<void>;
};

/**
 * Listens on a port of its own: `await server.listen({ port: 0 })` gives its address.
 * @param dist another application than the console's: the gallery
 */
export async function createFakeConsole(answers: Answers, dist?: string): Promise<FakeConsole> {
  const server = createServer({ name: 'fake-console', log: false });
  await registerSecurityHeaders(server);
  const current = new Map<string, unknown>(Object.entries(answers));
  const received: Received[] = [];
  // Every route that there is may be asked; what has no answer yet says so.
  for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
    server.route({
      method,
      url: '/api/v1/*',
      handler: async (request, reply) => {
        const path = `/${(request.params as { '*': string })['*']}`;
        const match = find([...current.keys()], method, path);
        if (match === undefined) return reply.code(404).send(new Refusal(404, 'NOT_FOUND', '見つかりません。').body);
        const { key, params } = match;
        const { query, body, headers } = request;
        const asked = { key, params, query, body, headers };
        received.push(asked);
        const answerer = current.get(key);
        const answer: unknown = typeof answerer === 'function' ? await answerer(asked) : answerer;
        if (answer instanceof Refusal) {
          return reply.code(answer.status).type('application/problem+json').send(answer.body);
        }
        return answer ?? { ok: true };
      },
    });
  }
  await registerWebApplication(server, dist);
  return {
    server,
    received,
    answer: (more) => {
      for (const [key, answer] of Object.entries(more)) current.set(key, answer);
    },
    close: () => server.close(),
  };
}

function find(
  keys: readonly string[],
  method: string,
  path: string,
): { key: string; params: Record<string, string> } | undefined {
  for (const key of keys) {
    const [verb, pattern = ''] = key.split(' ');
    if (verb !== method) continue;
    const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const match = new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (match) return { key, params: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) };
  }
  return undefined;
}
