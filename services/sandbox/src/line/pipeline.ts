// What every call of the LINE API goes through: token, rate limit, faults, retry key, endpoint, faults again, log.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import { keepSilent, type Silence, waitUnlessStopped } from '../silence.ts';
import type { Identified, LineAnswer, LineEndpoint } from './endpoint.ts';
import {
  LineError,
  monthlyLimitReached,
  rateLimitExceeded,
  refuse,
  tooManyConcurrentOperations,
} from './line-error.ts';
import { checkRetryKey, recordAcceptance } from './retry-keys.ts';
import { authenticate } from './tokens.ts';

type Html = { html: string; status: number };
type Result = LineAnswer | Silence | Html;

type Trace = { channelId?: string; retryKey?: string; recipients?: number; fault?: string };

export async function runEndpoint(
  sandbox: Sandbox,
  endpoint: LineEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const requestId = String(reply.getHeader('x-line-request-id'));
  const trace: Trace = {};
  const finish = (status: number | null) => {
    sandbox.metrics.countRequest(endpoint.method, endpoint.path, status);
    sandbox.requests.append({
      at: sandbox.clock.now().toISOString(),
      method: request.method,
      path: request.url,
      status,
      requestId,
      ...trace,
    });
  };

  try {
    const result = await run(sandbox, endpoint, request, requestId, trace);
    if ('silence' in result) {
      finish(null);
      await keepSilent(result, sandbox.stopping.signal, request, reply);
      return;
    }
    finish(result.status ?? 200);
    if ('html' in result) await reply.code(result.status).type('text/html; charset=utf-8').send(result.html);
    else await sendAnswer(reply, result);
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    finish(error.status);
    await reply.code(error.status).headers(error.headers).send(error.body);
  }
}

async function run(
  sandbox: Sandbox,
  endpoint: LineEndpoint,
  request: FastifyRequest,
  requestId: string,
  trace: Trace,
): Promise<Result> {
  const { store, clock, directory, faults, rateLimiter } = sandbox;
  const given = readRequest(request);
  const channel =
    endpoint.identify?.(sandbox, given) ??
    authenticate(store, clock, directory.findChannel, request.headers.authorization);
  trace.channelId = channel.channelId;
  const keyHeader = headerOf(request, 'x-line-retry-key');
  if (keyHeader !== undefined) trace.retryKey = keyHeader;

  const route = `${endpoint.method} ${endpoint.path}`;
  if (!rateLimiter.take(channel, route)) throw rateLimitExceeded();

  const occasion = {
    channelId: channel.channelId,
    method: endpoint.method,
    route: endpoint.path,
    onlyIfNamed: endpoint.identify !== undefined,
  };
  const strike = (kind: Fault['kind']) => {
    const fault = faults.strike(kind, occasion);
    if (fault !== undefined) trace.fault = kind;
    return fault;
  };
  if (strike('api429Rate')) throw rateLimitExceeded();
  if (strike('api429Concurrency')) throw tooManyConcurrentOperations();
  if (strike('api429Monthly')) throw monthlyLimitReached();
  if (strike('api500BeforeAcceptance')) throw refuse(500, 'Internal Server Error');
  const html = strike('apiHtmlBody');
  if (html) return { html: '<html><body><h1>Service Unavailable</h1></body></html>', status: html.status ?? 503 };
  const slow = strike('apiSlow');
  if (slow) await waitUnlessStopped(slow.ms ?? 1_000, sandbox.stopping.signal);
  const reset = strike('apiConnectionReset');
  if (reset && reset.afterAcceptance !== true) return { silence: 'reset' };

  const retryKey = checkRetryKey(store, clock, channel, keyHeader, endpoint.takesRetryKey === true);
  const call = {
    sandbox,
    channel,
    params: request.params as Record<string, string | undefined>, // fastify gives strings for the names in the path
    query: request.query as Record<string, string | undefined>, // a name that is given twice is refused by its reader
    ...given,
    ...(retryKey === undefined ? {} : { retryKey }),
  };
  const handled = endpoint.handle(call);
  const answer = handled instanceof Promise ? await handled : handled;
  if (answer.recipients !== undefined) trace.recipients = answer.recipients;
  if (retryKey !== undefined) {
    const { sentMessages } = answer;
    recordAcceptance(store, clock, channel, retryKey, {
      requestId,
      ...(sentMessages === undefined ? {} : { sentMessages }),
    });
  }

  if (reset) return { silence: 'reset' };
  if (strike('api500AfterAcceptance')) throw refuse(500, 'Internal Server Error');
  const timeout = strike('apiTimeoutAfterAcceptance');
  return timeout ? { silence: 'hold', ms: timeout.ms } : answer;
}

export function readRequest(request: FastifyRequest): Identified {
  return {
    contentType: request.headers['content-type'] ?? '',
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

async function sendAnswer(reply: FastifyReply, answer: LineAnswer): Promise<void> {
  reply.code(answer.status ?? 200);
  if (answer.file !== undefined) await reply.type(answer.file.contentType).send(answer.file.bytes);
  else await reply.send(answer.body ?? {});
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
