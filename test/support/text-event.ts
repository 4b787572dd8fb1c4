import { randomBytes } from 'node:crypto';
import type { WebhookEventFields } from './sandbox-control.ts';

/** A text message of that user, for a webhook of the test's own. The sandbox fills in ids, time and reply token. */
export function textEvent(userId: string, text: string, more: Partial<WebhookEventFields> = {}): WebhookEventFields {
  const id = String(BigInt(`0x${randomBytes(7).toString('hex')}`));
  return { type: 'message', source: { type: 'user', userId }, message: { type: 'text', id, text }, ...more };
}
