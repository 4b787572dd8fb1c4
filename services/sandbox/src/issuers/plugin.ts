// The issuers of gift codes, e-money and cash at an ATM: `/issuers/<name>/*`. Each call goes through: who asks → faults →
// the endpoint → faults → log.
import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultKind } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import { keepSilent, type Silence, waitUnlessStopped } from '../silence.ts';
import { amazon } from './amazon.ts';
import { atmCash } from './atm-cash.ts';
import { eMoney } from './e-money.ts';
import type { Issuer, IssuerAnswer, IssuerEndpoint } from './issuer-endpoint.ts';
import { quoCardPay } from './quo-card-pay.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const HTML = '<html><body><h1>Service Unavailable</h1></body></html>';

type Html = { html: string; status: number };

/** A fastify plugin; register it without `fastify-plugin`, since it reads bodies its own way. */
export async function issuersPlugin(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    async (_request: FastifyRequest, body: string) => body,
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    request.log.error(error);
    await reply.code(error.statusCode ?? 500).send({ message: `a defect of the sandbox: ${error.message}` });
  });
  for (const issuer of [amazon, quoCardPay, eMoney, atmCash]) {
    for (const endpoint of issuer.endpoints) {
      app.route({
        method: endpoint.method,
        url: `/issuers/${issuer.name}${endpoint.path}`,
        handler: (request, reply) => answer(sandbox, issuer, endpoint, request, reply),
      });
    }
  }
}

async function answer(
  sandbox: Sandbox,
  issuer: Issuer,
  endpoint: IssuerEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const trace: { channelId?: string; fault?: FaultKind } = {};
  const result = await run(sandbox, issuer, endpoint, request, trace);
  sandbox.requests.append({
    at: sandbox.clock.now().toISOString(),
    method: request.method,
    path: request.url,
    status: 'silence' in result ? null : result.status,
    requestId: randomUUID(),
    ...trace,
  });
  if ('silence' in result) await keepSilent(result, sandbox.stopping.signal, request, reply);
  else if ('html' in result) await reply.code(result.status).type('text/html; charset=utf-8').send(result.html);
  else await reply.code(result.status).send(result.body);
}

async function run(
  sandbox: Sandbox,
  issuer: Issuer,
  endpoint: IssuerEndpoint,
  request: FastifyRequest,
  trace: { channelId?: string; fault?: FaultKind },
): Promise<IssuerAnswer | Silence | Html> {
  const { clock, faults, store, stopping } = sandbox;
  const given = {
    method: request.method,
    path: request.url,
    headers: request.headers as Record<string, string | undefined>, // the headers that are read here come once
    text: typeof request.body === 'string' ? request.body : '',
    realNow: new Date(clock.nowMs() - store.world.clockOffsetMs),
  };
  const who = issuer.identify(given);
  if ('status' in who) return who;
  trace.channelId = who.accountId;

  const occasion = {
    channelId: who.accountId,
    method: endpoint.method,
    route: `/issuers/${issuer.name}${endpoint.path}`,
    // Faults that name no endpoint are LINE's.
    onlyIfNamed: true,
  };
  const strike = (kind: FaultKind) => {
    const fault = faults.strike(kind, occasion);
    if (fault !== undefined) trace.fault = kind;
    return fault;
  };
  if (strike('api429Rate')) return issuer.refusals.tooManyRequests;
  if (strike('api500BeforeAcceptance')) return issuer.refusals.internalError;
  if (strike('issuerMaintenance')) return issuer.refusals.maintenance;
  if (strike('issuerUnlistedCode')) return issuer.refusals.unlistedCode;
  if (endpoint.issues === true && strike('issuerOutOfFunds')) return issuer.refusals.outOfFunds;
  const html = strike('apiHtmlBody');
  if (html && html.afterAcceptance !== true) return { html: HTML, status: html.status ?? 503 };
  const slow = strike('apiSlow');
  if (slow) await waitUnlessStopped(slow.ms ?? 1_000, stopping.signal);
  const reset = strike('apiConnectionReset');
  if (reset && reset.afterAcceptance !== true) return { silence: 'reset' };

  const result = endpoint.handle({
    ...given,
    accountId: who.accountId,
    params: request.params as Record<string, string | undefined>, // fastify gives strings for the names in the path
    book: sandbox.issueBook,
    nowMs: clock.nowMs(),
  });

  if (reset) return { silence: 'reset' };
  if (html) return { html: HTML, status: html.status ?? 503 };
  if (strike('api500AfterAcceptance')) return issuer.refusals.internalError;
  const timeout = strike('apiTimeoutAfterAcceptance');
  return timeout ? { silence: 'hold', ms: timeout.ms } : result;
}
