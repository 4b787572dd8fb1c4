export { errors as idempotencyErrors } from './errors.ts';
export { forgetCalls, type RepeatableCall, runOnce, type Work } from './run-once.ts';
