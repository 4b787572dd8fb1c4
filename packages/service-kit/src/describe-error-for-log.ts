// What a log line says of an error. Our own messages are written for logs and hold nothing of a resident. Those of others
// may: PostgreSQL quotes the value that it could not take, and Prisma quotes the whole call. Of them only the kind, the
// code and the place are kept.
import { AppError } from '@tenohira/core';

export type LoggedError = { name: string; code?: string; message?: string; stack: string; cause?: LoggedError };

const MAX_CAUSES = 5;
const FRAME = /^\s+at .+:\d+:\d+\)?$/;

/** The serializer behind every `log.error({ err })`. */
export function describeErrorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, stack: '' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeErrorForLog(error.cause, depth + 1) };
  const message = error instanceof AppError ? { message: error.message } : {};
  return { name: error.name, ...code, ...message, stack: framesOf(error), ...cause };
}

function framesOf(error: Error): string {
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  return lines.filter((line) => FRAME.test(line)).join('\n');
}
