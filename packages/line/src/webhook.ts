// https://developers.line.biz/en/reference/messaging-api/#request-body

import { z } from 'zod';
import { lineErrors } from './errors.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** What every event has; everything else passes through as it came. */
export const commonEventSchema = z.looseObject({
  type: z.string().min(1),
  webhookEventId: z.string().min(1),
  timestamp: z.number().int().nonnegative(),
  mode: z.string(),
  deliveryContext: z.looseObject({ isRedelivery: z.boolean() }),
  source: z.looseObject({ type: z.string(), userId: z.string().optional() }).optional(),
});

export const webhookBodySchema = z.looseObject({
  destination: z.string().min(1),
  events: z.array(commonEventSchema),
});

export type WebhookBody = {
  /** The bot's own user id, as `getBotInfo` gives it: it must be the channel's whose secret signed the body. */
  destination: string;
  /** Empty when LINE tests the connection. May hold events of several people. */
  events: WebhookEvent[];
};

/**
 * Reads a webhook body whose signature has been verified. Types and properties that LINE added since pass through.
 *
 * @throws LINE_WEBHOOK_MALFORMED if it is not JSON, or an event lacks what LINE says every event has
 */
export function parseWebhookBody(rawBody: Buffer): WebhookBody {
  const parsed = webhookBodySchema.safeParse(parseJson(rawBody));
  if (!parsed.success) {
    // Paths and codes only: the values are what residents wrote.
    const issues = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
    throw lineErrors.WEBHOOK_MALFORMED({ details: { issues } });
  }
  return { destination: parsed.data.destination, events: parsed.data.events };
}

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    // No cause: the message of a SyntaxError quotes the body.
    throw lineErrors.WEBHOOK_MALFORMED({ details: { issues: ['not JSON'] } });
  }
}
