import { randomUUID } from 'node:crypto';
import { AppError } from '@tenohira/core';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { z } from 'zod';
import { describeErrorForLog } from './describe-error-for-log.ts';

export type Server = FastifyInstance;

export type ServerOptions = {
  /** Of the process, on every line of its log. */
  name: string;
  /** `false` is silent, for tests. */
  log?: boolean | { stream: { write(line: string): void } };
  /** Bytes. */
  bodyLimit?: number;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  trustProxy?: readonly string[];
};

// Nothing of a resident belongs into a log; these are the places where it could slip in by accident.
const REDACT = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-line-signature"]',
  '*.replyToken',
  '*.text',
  '*.payload',
  '*.lineUserId',
  '*.userId',
];

const TOO_LARGE = '送られたデータが大きすぎます。小さくして、もう一度お試しください。';
const UNREADABLE = '送られた内容を読み取れませんでした。もう一度お試しください。';
const GENERIC = 'システムの不具合が起きました。時間をおいて、もう一度お試しください。';

/**
 * What every error is answered with: problem details (RFC 9457). `title` is what the person reads, in Japanese; `code` is
 * what a program compares.
 */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  requestId: string;
  /** What is wrong with which field, where a form has to show it. */
  problems?: readonly { field: string; message: string }[];
};

/** Of an answer that no hook of a service has passed. */
const BARE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A fastify instance that logs addresses without secrets and answers every error in one shape. */
export function createServer(options: ServerOptions): Server {
  const { name, log = true, bodyLimit = 1024 * 1024, trustProxy = [] } = options;
  const logger: NonNullable<FastifyServerOptions['logger']> =
    log === false
      ? false
      : {
          level: 'info',
          name,
          redact: REDACT,
          serializers: { req: describeRequest, err: describeErrorForLog },
          ...(log === true ? {} : log),
        };
  const server: Server = fastify({
    logger,
    bodyLimit,
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    // Not uuidv7: this runs for every webhook, and node:crypto keeps a stock of these.
    genReqId: () => randomUUID(),
    // A line for each webhook would say nothing that the metrics do not.
    logController: new LogController({ disableRequestLogging: true }),
    // Pino redacts anew for every child: a tenth of a webhook's time, for a line that is hardly ever written.
    childLoggerFactory: (parent) => parent,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // An address that cannot be read passes no hook and no handler, so its answer brings along what every answer has.
    frameworkErrors: answerUnreadable,
  });
  server.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const { statusCode, code, message } = describeError(error);
    logError(request, error, statusCode);
    const retryAfter = retryAfterSeconds(error);
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    return reply
      .code(statusCode)
      .type(PROBLEM_TYPE)
      .send({ ...problemOf(request, statusCode, code, message), ...fieldProblems(error) });
  });
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type(PROBLEM_TYPE)
      .send(problemOf(request, 404, 'NOT_FOUND', 'ページが見つかりません。')),
  );
  return server;
}

function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode, code, message } = describeError(error);
  return reply
    .code(statusCode)
    .headers(BARE_HEADERS)
    .type(PROBLEM_TYPE)
    .send(problemOf(request, statusCode, code, message));
}

function problemOf(request: FastifyRequest, status: number, code: string, title: string): Problem {
  return { type: `urn:tenohira:problem:${code}`, title, status, code, requestId: request.id };
}

const fieldProblemSchema = z.object({ field: z.string(), message: z.string() });

/** Of an error's details nothing else is for whoever called. */
function fieldProblems(error: unknown): Pick<Problem, 'problems'> {
  const given = error instanceof AppError ? error.details.problems : undefined;
  const problems = (Array.isArray(given) ? given : []).flatMap((each) => fieldProblemSchema.safeParse(each).data ?? []);
  return problems.length > 0 ? { problems } : {};
}

function retryAfterSeconds(error: unknown): number | undefined {
  const ms = error instanceof AppError ? error.details.retryAfterMs : undefined;
  return typeof ms === 'number' ? Math.ceil(ms / 1000) : undefined;
}

/** The path's pattern, never the path: it may hold a key or a token. */
function describeRequest(request: FastifyRequest) {
  return { method: request.method, route: request.routeOptions?.url ?? '' };
}

function describeError(error: FastifyError | AppError): { statusCode: number; code: string; message: string } {
  if (error instanceof AppError) {
    const message = error.statusCode < 500 || error.retry === 'later' ? error.userMessage : GENERIC;
    return { statusCode: error.statusCode, code: error.code, message };
  }
  const statusCode = error.statusCode ?? 500;
  if (statusCode >= 500) return { statusCode: 500, code: 'INTERNAL', message: GENERIC };
  return { statusCode, code: error.code, message: statusCode === 413 ? TOO_LARGE : UNREADABLE };
}

function logError({ log, id: reqId }: FastifyRequest, error: FastifyError | AppError, statusCode: number): void {
  if (error instanceof AppError && error.retry === 'later') {
    log.warn({ reqId, err: error }, 'try later');
  } else if (statusCode >= 500) {
    log.error({ reqId, err: error }, 'request failed');
  } else {
    log.info({ reqId, code: error.code, statusCode }, 'request refused');
  }
}
