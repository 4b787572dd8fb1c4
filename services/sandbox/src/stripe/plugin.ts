// Stripe's API: `/v1/*`, at the root because Stripe's libraries know a host and no path. Each call goes through: who asks →
// faults → idempotency key → the endpoint → faults → log.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultKind } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import { keepSilent, type Silence, waitUnlessStopped } from '../silence.ts';
import type { JsonObject } from '../state/model.ts';
import { catalogEndpoints } from './catalog-endpoints.ts';
import { customerEndpoints } from './customer-endpoints.ts';
import type { Desk } from './desk.ts';
import type { StripeEndpoint } from './endpoint.ts';
import { expandAnswer } from './expand.ts';
import { parseForm } from './form.ts';
import { type Asked, findSavedAnswer, saveAnswer } from './idempotency.ts';
import { invoiceEndpoints } from './invoice-endpoints.ts';
import type { StripeAccount } from './model.ts';
import { registerStripePages } from './pages.ts';
import { readParameters } from './parameters.ts';
import { scheduleEndpoints } from './schedule-endpoints.ts';
import { internalError, invalidRequest, keyInUse, StripeError, tooManyRequests } from './stripe-error.ts';
import { subscriptionEndpoints } from './subscription-endpoints.ts';
import { API_VERSION } from './views.ts';

const BODY_LIMIT_BYTES = 256 * 1024;
const HTML = '<html><body><h1>Service Unavailable</h1></body></html>';

const endpoints: readonly StripeEndpoint[] = [
  ...catalogEndpoints,
  ...customerEndpoints,
  ...subscriptionEndpoints,
  ...scheduleEndpoints,
  ...invoiceEndpoints,
];

type Answer = { status: number; body: JsonObject; replayed?: boolean };
type Html = { html: string; status: number };
type Trace = { channelId?: string; fault?: FaultKind; retryKey?: string };

/** A fastify plugin; register it without `fastify-plugin`, since it reads bodies its own way. */
export async function stripePlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    async (_request: FastifyRequest, body: string) => body,
  );
  for (const endpoint of endpoints) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => answer(sandbox, endpoint, request, reply),
    });
  }
  app.all('/v1/*', async (request, reply) => {
    const { status, body } = invalidRequest(
      `Unrecognized request URL (${request.method}: ${request.url}), or one that the sandbox does not play.`,
      {},
      404,
    );
    await reply.code(status).send(body);
  });
  registerStripePages(app, sandbox);
}

async function answer(
  sandbox: Sandbox,
  endpoint: StripeEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const requestId = `req_${randomUUID().replaceAll('-', '').slice(0, 14)}`;
  const trace: Trace = {};
  const result = await run(sandbox, endpoint, request, requestId, trace).catch(refusal);
  sandbox.requests.append({
    at: sandbox.clock.now().toISOString(),
    method: request.method,
    path: request.url,
    status: 'silence' in result ? null : result.status,
    requestId,
    ...trace,
  });
  if ('silence' in result) {
    await keepSilent(result, sandbox.stopping.signal, request, reply);
    return;
  }
  reply.headers({ 'request-id': requestId, 'stripe-version': API_VERSION });
  if ('html' in result) await reply.code(result.status).type('text/html; charset=utf-8').send(result.html);
  else {
    if (trace.retryKey !== undefined) reply.header('idempotency-key', trace.retryKey);
    if (result.replayed) reply.header('idempotent-replayed', 'true');
    await reply.code(result.status).send(result.body);
  }
}

async function run(
  sandbox: Sandbox,
  endpoint: StripeEndpoint,
  request: FastifyRequest,
  requestId: string,
  trace: Trace,
): Promise<Answer | Silence | Html> {
  const { stripe } = sandbox;
  const account = stripe.accountOf(secretKeyOf(request));
  account.origin = originOf(request);
  trace.channelId = account.id;
  const key = endpoint.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  if (key === undefined) return carryOut(sandbox, endpoint, request, { account, requestId, key }, trace);
  trace.retryKey = key;
  const claim = `${account.id}/${key}`;
  if (stripe.underWay.has(claim)) throw keyInUse(key);
  stripe.underWay.add(claim);
  try {
    return await carryOut(sandbox, endpoint, request, { account, requestId, key }, trace);
  } finally {
    stripe.underWay.delete(claim);
  }
}

type Asker = { account: StripeAccount; requestId: string; key: string | undefined };

async function carryOut(
  sandbox: Sandbox,
  endpoint: StripeEndpoint,
  request: FastifyRequest,
  { account, requestId, key }: Asker,
  trace: Trace,
): Promise<Answer | Silence | Html> {
  const { stripe, faults, stopping } = sandbox;
  const occasion = {
    channelId: account.id,
    method: endpoint.method,
    route: endpoint.path,
    // Faults that name no endpoint are LINE's.
    onlyIfNamed: true,
  };
  const strike = (kind: FaultKind) => {
    const fault = faults.strike(kind, occasion);
    if (fault !== undefined) trace.fault = kind;
    return fault;
  };
  if (strike('api429Rate')) throw tooManyRequests();
  if (strike('api500BeforeAcceptance')) throw internalError();
  const html = strike('apiHtmlBody');
  if (html && html.afterAcceptance !== true) return { html: HTML, status: html.status ?? 503 };
  const slow = strike('apiSlow');
  if (slow) await waitUnlessStopped(slow.ms ?? 1_000, stopping.signal);
  const reset = strike('apiConnectionReset');
  if (reset && reset.afterAcceptance !== true) return { silence: 'reset' };

  const desk = stripe.openDesk(account, { requestId, idempotencyKey: key ?? null });
  const result = execute(desk, endpoint, request, key, () => strike('api500AfterAcceptance') !== undefined);
  sandbox.store.touch();

  if (reset) return { silence: 'reset' };
  if (html) return { html: HTML, status: html.status ?? 503 };
  const timeout = strike('apiTimeoutAfterAcceptance');
  return timeout ? { silence: 'hold', ms: timeout.ms } : result;
}

/** @param breaks whether it fails at its very end: what it did is done, and the failure is what a retry is told */
function execute(
  desk: Desk,
  endpoint: StripeEndpoint,
  request: FastifyRequest,
  key: string | undefined,
  breaks: () => boolean,
): Answer {
  const body = typeof request.body === 'string' ? request.body : '';
  const query = request.url.split('?')[1] ?? '';
  const asked: Asked | undefined =
    key === undefined ? undefined : { key, method: request.method, path: request.url, body };
  const saved = asked && findSavedAnswer(desk, asked);
  if (saved !== undefined) return { ...saved, replayed: true };
  const given = readParameters(endpoint.parameters, parseForm(endpoint.method === 'GET' ? query : body));
  let result = perform(desk, endpoint, given, request);
  if (breaks()) result = refusal(internalError());
  if (asked !== undefined) saveAnswer(desk, asked, result);
  return result;
}

function perform(desk: Desk, endpoint: StripeEndpoint, given: unknown, request: FastifyRequest): Answer {
  const { id = '' } = request.params as { id?: string }; // fastify gives strings for the names in the path
  try {
    const object = endpoint.handle(desk, given, id);
    return { status: 200, body: expandAnswer(desk.account, object, expandOf(given)) };
  } catch (error) {
    return refusal(error);
  }
}

/** @throws what is no refusal */
function refusal(error: unknown): Answer {
  if (!(error instanceof StripeError)) throw error;
  return { status: error.status, body: error.body };
}

/** Every endpoint's parameters have it. */
function expandOf(given: unknown): readonly string[] {
  return (given as { expand: readonly string[] }).expand;
}

function secretKeyOf(request: FastifyRequest): string {
  const header = request.headers.authorization ?? '';
  const [, user] = /^Basic (.+)$/.exec(header) ?? [];
  if (user !== undefined) return Buffer.from(user, 'base64').toString().split(':')[0] ?? '';
  return /^Bearer (\S+)$/.exec(header)?.[1] ?? '';
}

function originOf(request: FastifyRequest): string {
  const protocol = headerOf(request, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
  return `${protocol}://${request.headers.host ?? '127.0.0.1'}`;
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
