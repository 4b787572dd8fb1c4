import { AppError, defineErrors } from '@tenohira/core';

const TRY_LATER = 'ただいま混み合っています。少し時間をおいて、もう一度お試しください。';
const OUR_FAULT = 'システムの不具合です。担当者が確認します。';

export const errors = defineErrors('DB', {
  UNAVAILABLE: { message: 'PostgreSQL cannot be reached', userMessage: TRY_LATER, statusCode: 503, retry: 'later' },
  CONFLICT: { message: 'another transaction was in the way', userMessage: TRY_LATER, statusCode: 503, retry: 'later' },
  NO_TENANT: { message: 'a query of tenant data outside withTenant()', userMessage: OUR_FAULT },
  TENANT_ID_INVALID: { message: 'a tenant id is a lower-case UUID', userMessage: OUR_FAULT },
  NESTED_SCOPE: { message: 'withTenant() inside withTenant()', userMessage: OUR_FAULT },
  SCOPE_CLOSED: { message: 'a query after its withTenant() had ended: an await is missing', userMessage: OUR_FAULT },
  ROLLED_BACK: { message: 'the transaction was rolled back: a failed statement was swallowed', userMessage: OUR_FAULT },
  TEXT_INVALID: { message: 'a text that must be one line is not', userMessage: OUR_FAULT },
  MIGRATION_CHANGED: { message: 'a migration was edited after it ran', userMessage: OUR_FAULT },
  MIGRATION_UNFINISHED: { message: 'a migration failed earlier and needs a person', userMessage: OUR_FAULT },
});

// PostgreSQL's error classes: 08 connection, 53 resources, 57P0x shutdown; 40001/40P01 serialization, deadlock; 55P03 lock.
const UNAVAILABLE = /^(08|53|57P0)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
const CONFLICT = /^(40001|40P01|55P03)$/;
const UNAVAILABLE_MESSAGE =
  /connection (terminated|timeout)|timeout exceeded when trying to connect|query read timeout|not queryable/i;

/** Rethrows what a driver threw as an AppError where it means "not now"; anything else as it is. */
export function toDatabaseError(error: unknown): never {
  if (error instanceof AppError) throw error;
  const code = errorCode(error);
  if (CONFLICT.test(code)) throw errors.CONFLICT({ cause: error });
  if (UNAVAILABLE.test(code) || UNAVAILABLE_MESSAGE.test(String(error))) throw errors.UNAVAILABLE({ cause: error });
  throw error;
}

/** The driver's code, also from inside Prisma's wrapping of it. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('originalCode' in error && typeof error.originalCode === 'string') return error.originalCode;
  if ('code' in error && typeof error.code === 'string' && !/^P\d/.test(error.code)) return error.code;
  return 'cause' in error ? errorCode(error.cause) : '';
}
