export * from './check.ts';
export * from './client.ts';
export * from './errors.ts';
export * from './outcome.ts';
export type { Fetch, Idempotency, LineAnswer } from './transport.ts';
export * from './verify-line-signature.ts';
export * from './webhook.ts';
export * from './webhook-event.ts';
