export { errors as idempotencyErrors } from './errors.ts';
export { forgetCalls, type RepeatableCall, runOnce } from './run-once.ts';
