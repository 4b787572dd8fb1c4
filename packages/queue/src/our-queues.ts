// The queues by speed and risk, not by feature. A job names a row; the row says everything else.
import { z } from 'zod';
import { defineQueue, type QueueDefinition } from './define-queue.ts';

const rowOfTenant = z.object({ tenantId: z.uuid(), id: z.uuid() });

/** Sends one row of the outbox. One attempt: the row knows by itself whether and when it is tried again. */
export const linePush = defineQueue({ name: 'line-push', job: rowOfTenant, concurrency: 48, attempts: 1 });

/** Sends one letter. One attempt, as above. Mail servers are slow, and letters few. */
export const mailSend = defineQueue({ name: 'mail-send', job: rowOfTenant, concurrency: 4, attempts: 1 });

/** Runs one job that a feature scheduled. */
export const featureJob = defineQueue({ name: 'feature-job', job: rowOfTenant, concurrency: 4, attempts: 1 });

/** Takes up an event whose process died, with all that is pending for its resident. */
export const inboxEvent = defineQueue({
  name: 'inbox-event',
  job: z.object({ tenantId: z.uuid(), channelId: z.uuid(), webhookEventId: z.string() }),
  concurrency: 4,
  attempts: 1,
});

/** As many as fit into a payload of ids. */
export const PAYOUTS_A_JOB = 200;

/**
 * Submits, or asks about, payouts of one tenant; their steps are written together. The queue does not run a job again whose
 * process died: the rows know what was begun, and are claimed again.
 */
export const payoutSubmit = defineQueue({
  name: 'payout-submit',
  job: z.object({ tenantId: z.uuid(), ids: z.array(z.uuid()).min(1).max(PAYOUTS_A_JOB) }),
  concurrency: 2,
  moneySafe: true,
});

/** All that do work. Ticks have queues of their own, which only wake. */
export const OUR_QUEUES: readonly QueueDefinition[] = [linePush, mailSend, featureJob, inboxEvent, payoutSubmit];
