// The job, as everybody may know it: its name, what it is given, and when it runs. What it does is in the handler.
import type { JobIntent } from '@tenohira/feature-kit';
import { z } from 'zod';
import type { Reminder } from '../ports.ts';
import { nextRun } from '../reminder-times.ts';

export const SEND_REMINDER = 'garbage-guide.send-reminder';
export const sendReminderPayload = z.strictObject({ residentId: z.uuid() });

/** One job a resident: scheduling again moves it. */
export function reminderKey(residentId: string): string {
  return `reminder:${residentId}`;
}

export function reminderJob(residentId: string, reminder: Reminder, now: Date): JobIntent {
  return {
    name: SEND_REMINDER,
    runAt: nextRun(reminder, now),
    dedupeKey: reminderKey(residentId),
    payload: { residentId },
  };
}
