export type { TenantDb } from '@tenohira/db';
export type { Message } from '@tenohira/line';
export * from './block.ts';
export * from './feature.ts';
export * from './flow.ts';
export * from './message-parts.ts';
export * from './platform-effects.ts';
export * from './resident-event.ts';
