// Sends webhooks to the bot server, as LINE does: signed, two seconds to answer, redelivered where that is switched on.
// developers.line.biz/en/docs/messaging-api/receiving-messages/
import type { Faults } from '../faults.ts';
import type { Channel } from '../state/model.ts';
import { createRingLog } from '../state/ring-log.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import { markDelivered } from './reply-tokens.ts';
import { signBody } from './signature.ts';
import { type WebhookEvent, webhookBody } from './webhook-events.ts';

/** LINE's words for a delivery that failed, and the sandbox's for one that it did not try (yet). */
export type DeliveryReason =
  | 'request_timeout'
  | 'could_not_connect'
  | 'error_status_code'
  | 'unclassified'
  | 'webhook_inactive'
  | 'held'
  | 'delayed'
  | 'dropped';

export type Outcome = { status: number | null; reason?: DeliveryReason };

export type Delivery = Outcome & {
  at: string;
  channelId: string;
  url?: string;
  attempt: number;
  isRedelivery: boolean;
  durationMs: number;
  events: { type: string; webhookEventId: string }[];
  /** The exact bytes, for a look at what was sent. */
  body: string;
};

type Held = { channel: Channel; events: WebhookEvent[] };

const RESPONSE_TIMEOUT_MS = 2_000;
const MAX_DELIVERIES = 10_000;

export function createWebhooks(
  deps: { store: Store; clock: VirtualClock; faults: Faults; onDelivery: (outcome: Outcome) => void },
  options: { responseTimeoutMs?: number } = {},
) {
  const { store, clock, faults, onDelivery } = deps;
  const timeoutMs = options.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS;
  const log = createRingLog<Delivery>(MAX_DELIVERIES);
  const timers = new Set<NodeJS.Timeout>();
  const held = new Map<string, Held>();

  const later = (ms: number, work: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work().catch((error: unknown) => console.error('sandbox: a webhook could not be sent', error));
    }, ms);
    timers.add(timer);
  };

  const record = (
    channel: Channel,
    events: readonly WebhookEvent[],
    body: string,
    outcome: Outcome,
    attempt: number,
    startedMs: number,
  ) => {
    onDelivery(outcome);
    return log.append({
      at: clock.now().toISOString(),
      channelId: channel.channelId,
      ...(channel.webhookUrl === undefined ? {} : { url: channel.webhookUrl }),
      attempt,
      isRedelivery: attempt > 1,
      ...outcome,
      durationMs: Math.round(performance.now() - startedMs),
      events: events.map(({ type, webhookEventId }) => ({ type, webhookEventId })),
      body,
    });
  };

  const attemptDelivery = async (
    channel: Channel,
    events: readonly WebhookEvent[],
    attempt: number,
  ): Promise<Outcome> => {
    const startedMs = performance.now();
    const isRedelivery = attempt > 1;
    const sent = isRedelivery ? events.map((event) => ({ ...event, deliveryContext: { isRedelivery } })) : events;
    const body = webhookBody(channel, sent);
    if (channel.webhookUrl === undefined || !channel.webhookActive) {
      const outcome: Outcome = { status: null, reason: 'webhook_inactive' };
      record(channel, events, body, outcome, attempt, startedMs);
      return outcome;
    }
    for (const event of events) {
      if (typeof event.replyToken === 'string') markDelivered(store, clock, event.replyToken, isRedelivery);
    }
    const outcome = await postWebhook(channel.webhookUrl, body, signBody(channel.channelSecret, body), timeoutMs);
    record(channel, events, body, outcome, attempt, startedMs);
    if (outcome.reason !== undefined) planRedelivery(channel, events, attempt);
    return outcome;
  };

  const planRedelivery = (channel: Channel, events: readonly WebhookEvent[], attempt: number) => {
    const delayMs = channel.redelivery.delaysMs[attempt - 1];
    if (!channel.redelivery.enabled || delayMs === undefined) return;
    later(delayMs, () => attemptDelivery(channel, events, attempt + 1));
  };

  const releaseHeld = async (channel: Channel) => {
    const waiting = held.get(channel.channelId);
    held.delete(channel.channelId);
    if (waiting !== undefined) await attemptDelivery(waiting.channel, waiting.events, 1);
  };

  return {
    log,

    /** Sends events and tells how the first attempt went. What a fault holds back is sent later, by itself. */
    send: async (channel: Channel, events: WebhookEvent[]): Promise<Outcome> => {
      const occasion = { channelId: channel.channelId };
      if (faults.strike('webhookDrop', occasion) !== undefined) {
        const outcome: Outcome = { status: null, reason: 'dropped' };
        record(channel, events, webhookBody(channel, events), outcome, 1, performance.now());
        // LINE's own trouble: redelivered whatever the switch says, since the bot server never saw it.
        later(channel.redelivery.delaysMs[0] ?? 0, () => attemptDelivery(channel, events, 2));
        return outcome;
      }
      const delay = faults.strike('webhookDelay', occasion);
      if (delay !== undefined) {
        later(delay.ms ?? 0, () => attemptDelivery(channel, events, 1));
        return { status: null, reason: 'delayed' };
      }
      if (!held.has(channel.channelId) && faults.strike('webhookReorder', occasion) !== undefined) {
        held.set(channel.channelId, { channel, events });
        return { status: null, reason: 'held' };
      }
      const outcome = await attemptDelivery(channel, events, 1);
      await releaseHeld(channel);
      // "The same webhook may be sent more than once": not marked as a redelivery.
      if (faults.strike('webhookDuplicate', occasion) !== undefined) await attemptDelivery(channel, events, 1);
      return outcome;
    },

    /** Any bytes under any signature: forged, absent, truncated, another tenant's. Never redelivered. */
    sendRaw: async (channel: Channel, url: string, body: string, signature: string | undefined): Promise<Outcome> => {
      const startedMs = performance.now();
      const outcome = await postWebhook(url, body, signature, timeoutMs);
      record({ ...channel, webhookUrl: url }, [], body, outcome, 1, startedMs);
      return outcome;
    },

    /** Sends a recorded delivery's events once more, marked as a redelivery. */
    redeliver: (channel: Channel, events: WebhookEvent[]): Promise<Outcome> => attemptDelivery(channel, events, 2),

    forget: () => {
      log.clear();
      held.clear();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

async function postWebhook(
  url: string,
  body: string,
  signature: string | undefined,
  timeoutMs: number,
): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'LineBotWebhook/2.0',
        ...(signature === undefined ? {} : { 'x-line-signature': signature }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.ok ? { status: response.status } : { status: response.status, reason: 'error_status_code' };
  } catch (error) {
    return { status: null, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): DeliveryReason {
  if (error instanceof Error && error.name === 'TimeoutError') return 'request_timeout';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
    ? 'could_not_connect'
    : 'unclassified';
}
