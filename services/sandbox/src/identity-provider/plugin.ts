// `/identity`: the protocol's endpoints, and the page on which a resident shows the card.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors as oidcErrors } from 'oidc-provider';
import type { Sandbox } from '../sandbox.ts';
import { answerSchema, cardOf, finishInteraction } from './interaction.ts';
import { IDENTITY_PAGE_HEADERS, identityErrorPage, identityPage } from './page.ts';

const PREFIX = '/identity';
const INTERACTION = '/interaction/:uid';

/** Register it with the prefix `/identity`. */
export async function identityPlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  await app.register(async (pages) => registerPages(pages, sandbox));
  await app.register(async (protocol) => registerProtocol(protocol, sandbox));
}

/** oidc-provider reads the request itself. */
async function registerProtocol(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.all('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    reply.raw.once('close', () => {
      sandbox.requests.append({
        at: sandbox.clock.now().toISOString(),
        method: request.method,
        path,
        status: reply.raw.writableFinished ? reply.raw.statusCode : null,
        requestId: request.id,
      });
    });
    reply.hijack();
    // As Express mounts an application: oidc-provider takes the prefix from the difference.
    Object.assign(request.raw, { originalUrl: request.url, url: request.url.slice(PREFIX.length) });
    const answer = sandbox.identity.at(originOf(request)).callback();
    void answer(request.raw, reply.raw);
  });
}

async function registerPages(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
  const { identity } = sandbox;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16 * 1024 },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
  app.setErrorHandler(async (error: Error, request, reply) => {
    const isOver = error instanceof oidcErrors.SessionNotFound;
    if (!isOver) request.log.error(error);
    return sendPage(reply.code(isOver ? 400 : 500), identityErrorPage(error.name, error.message));
  });

  const show = async (request: FastifyRequest, reply: FastifyReply, search: string, problem?: string) => {
    const provider = identity.at(originOf(request));
    const { params } = await provider.interactionDetails(request.raw, reply.raw);
    const client = await provider.Client.find(String(params.client_id));
    const page = {
      clientName: client?.clientName ?? '',
      scopes: String(params.scope ?? '').split(' '),
      people: identity.listPeople(),
      search,
      ...(problem === undefined ? {} : { problem }),
    };
    return sendPage(reply.code(problem === undefined ? 200 : 422), identityPage(page));
  };

  app.get<{ Querystring: { q?: string } }>(INTERACTION, async (request, reply) =>
    show(request, reply, typeof request.query.q === 'string' ? request.query.q.trim() : ''),
  );

  app.post(INTERACTION, async (request, reply) => {
    const answer = answerSchema.safeParse(request.body).data;
    const person = answer === undefined ? undefined : cardOf(answer, identity.findPerson);
    if (answer === undefined || (answer.outcome === 'verified' && person === undefined)) {
      return show(
        request,
        reply,
        '',
        'カードをえらんでください。ここにないカードは、4つの項目をすべて入れてください。',
      );
    }
    if (person !== undefined && identity.findPerson(person.key) === undefined) identity.putPeople([person]);
    const provider = identity.at(originOf(request));
    // Who comes without the cookie, or too late, gets our page and not a bare connection.
    await provider.interactionDetails(request.raw, reply.raw);
    reply.hijack();
    await finishInteraction(provider, request.raw, reply.raw, answer.outcome, person);
    return reply;
  });
}

/** The sandbox speaks plain HTTP; whoever puts TLS before it says so in the usual header. */
function originOf(request: FastifyRequest): string {
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${request.headers.host ?? 'localhost'}`;
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(IDENTITY_PAGE_HEADERS).send(html);
}
