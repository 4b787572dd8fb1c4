import { randomUUID } from 'node:crypto';
import { AppError } from '@tenohira/core';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { describeErrorForLog } from './describe-error-for-log.ts';

export type Server = FastifyInstance;

export type ServerOptions = {
  /** Of the process, on every line of its log. */
  name: string;
  /** `false` is silent, for tests. */
  log?: boolean | { stream: { write(line: string): void } };
  /** Bytes. */
  bodyLimit?: number;
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

/** A fastify instance that logs addresses without secrets and answers every error in one shape. */
export function createServer(options: ServerOptions): Server {
  const { name, log = true, bodyLimit = 1024 * 1024 } = options;
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
    // Not uuidv7: this runs for every webhook, and node:crypto keeps a stock of these.
    genReqId: () => randomUUID(),
    // A line for each webhook would say nothing that the metrics do not.
    logController: new LogController({ disableRequestLogging: true }),
    // Pino redacts anew for every child: a tenth of a webhook's time, for a line that is hardly ever written.
    childLoggerFactory: (parent) => parent,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  server.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const { statusCode, ...described } = describeError(error);
    logError(request, error, statusCode);
    return reply.code(statusCode).send({ error: { ...described, requestId: request.id } });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'ページが見つかりません。', requestId: request.id } }),
  );
  return server;
}

/** The path's pattern, never the path: it may hold a key or a token. */
function describeRequest(request: FastifyRequest) {
  return { method: request.method, route: request.routeOptions?.url ?? '' };
}

/** One thing to put right, where a form can mark it. */
type FieldProblem = { field: string; message: string };
type DescribedError = { statusCode: number; code: string; message: string; problems?: FieldProblem[] };

function describeError(error: FastifyError | AppError): DescribedError {
  if (error instanceof AppError) {
    const message = error.statusCode < 500 || error.retry === 'later' ? error.userMessage : GENERIC;
    const problems = fieldProblemsOf(error);
    return {
      ...{ statusCode: error.statusCode, code: error.code, message },
      ...(problems.length === 0 ? {} : { problems }),
    };
  }
  const statusCode = error.statusCode ?? 500;
  if (statusCode >= 500) return { statusCode: 500, code: 'INTERNAL', message: GENERIC };
  return { statusCode, code: error.code, message: statusCode === 413 ? TOO_LARGE : UNREADABLE };
}

/** Of an error's details nothing else is for whoever called. */
function fieldProblemsOf({ details: { problems } }: AppError): FieldProblem[] {
  if (!Array.isArray(problems)) return [];
  return problems.flatMap((problem: unknown) => {
    if (typeof problem !== 'object' || problem === null || !('field' in problem && 'message' in problem)) return [];
    const { field, message } = problem;
    return typeof field === 'string' && typeof message === 'string' ? [{ field, message }] : [];
  });
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
