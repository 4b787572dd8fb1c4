export { type CreateQueuesOptions, createQueues, type Queues } from './create-queues.ts';
export { type Backoff, defineQueue, type QueueDefinition, type QueueOptions, type Retention } from './define-queue.ts';
export type { QueueLogger } from './logger.ts';
export { type MigrateQueuesOptions, migrateQueues } from './migrate-queues.ts';
export {
  featureJob,
  inboxEvent,
  linePush,
  mailSend,
  OUR_QUEUES,
  PAYOUTS_A_JOB,
  payoutSubmit,
} from './our-queues.ts';
export type { AddOptions, Producer } from './producer.ts';
export type { QueueCounts } from './prometheus.ts';
export type { TickHandler, TickSchedule } from './tick.ts';
export type { GaveUpJob, JobContext, JobHandler, WorkerOptions } from './worker.ts';
