// What a log line says of an error. Our own messages are written for logs and hold nothing of a resident. Those of others
// may: PostgreSQL quotes the value that it could not take, and Prisma quotes the whole call. Of them only the kind, the
// code and the place are kept.
import { AppError } from '@tenohira/core';

export type LoggedError = {
  [key: string]: unknown;
  type: string;
  /** Empty where the message is not ours. */
  message: string;
  stack: string;
};

const MAX_CAUSES = 5;
const FRAME = /^\s+at .+:\d+:\d+\)?$/;

/** The serializer behind every `log.error({ err })`. */
export function describeErrorForLog(error: unknown): LoggedError {
  return describe(error, 0);
}

function describe(error: unknown, depth: number): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describe(error.cause, depth + 1) };
  const message = error instanceof AppError ? error.message : '';
  return { type: error.name, ...code, message, stack: framesOf(error), ...cause };
}

function framesOf(error: Error): string {
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  return lines.filter((line) => FRAME.test(line)).join('\n');
}
