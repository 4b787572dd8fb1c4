// Tells the platform's webhook what happened, as Stripe does: signed, any number of times, in no particular order.
// docs.stripe.com/webhooks
import type { Fault, Faults } from '../faults.ts';
import { createRingLog } from '../state/ring-log.ts';
import type { Store } from '../state/store.ts';
import type { VirtualClock } from '../state/virtual-clock.ts';
import type { StripeAccount, StripeEvent } from './model.ts';
import { signatureHeader } from './signature.ts';
import { viewEvent } from './views.ts';

export const STRIPE_SIGNATURES = ['valid', 'absent', 'wrong', 'truncated', 'old'] as const;
export type StripeSignature = (typeof STRIPE_SIGNATURES)[number];

export type StripeDelivery = {
  at: string;
  accountId: string;
  eventId: string;
  type: string;
  attempt: number;
  status: number | null;
};

/** Stripe tries again for three days, ever later; these are short, so that a demo shows it. */
const RETRY_DELAYS_MS = [1_000, 5_000, 15_000];
const RESPONSE_TIMEOUT_MS = 10_000;
/** Beyond the tolerance of five minutes. */
const OLD_S = 3_600;
const MAX_DELIVERIES = 10_000;

export function createStripeWebhooks({ store, clock, faults }: { store: Store; clock: VirtualClock; faults: Faults }) {
  const log = createRingLog<StripeDelivery>(MAX_DELIVERIES);
  const timers = new Set<NodeJS.Timeout>();
  const held = new Map<string, StripeEvent>();
  /** One event after another, unless a lever says otherwise. */
  const lines = new Map<string, Promise<unknown>>();

  const later = (ms: number, work: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work().catch((error: unknown) => console.error('sandbox: a Stripe event could not be sent', error));
    }, ms);
    timers.add(timer);
  };

  const post = async (
    account: StripeAccount,
    event: StripeEvent,
    attempt: number,
    kind: StripeSignature = 'valid',
  ): Promise<number | null> => {
    const { webhook } = account;
    if (webhook === undefined) return null;
    const body = JSON.stringify(viewEvent(event), null, 2);
    // Signatures are checked against the machine's time.
    const realNow = Math.floor((clock.nowMs() - store.world.clockOffsetMs) / 1_000);
    const signature = sign(kind, webhook.secret, realNow, body);
    const status = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        ...(signature === undefined ? {} : { 'stripe-signature': signature }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => null,
    );
    if (status !== null && status < 300) event.delivered = true;
    store.touch();
    const at = clock.now().toISOString();
    log.append({ at, accountId: account.id, eventId: event.id, type: event.type, attempt, status });
    return status;
  };

  const attempt = async (account: StripeAccount, event: StripeEvent, number: number): Promise<void> => {
    const status = await post(account, event, number);
    const delay = RETRY_DELAYS_MS[number - 1];
    if (account.webhook !== undefined && (status === null || status >= 300) && delay !== undefined) {
      later(delay, () => attempt(account, event, number + 1));
    }
  };

  const deliver = async (account: StripeAccount, event: StripeEvent): Promise<void> => {
    const strike = (kind: Fault['kind']) =>
      // Faults that name no endpoint are LINE's.
      faults.strike(kind, { channelId: account.id, method: 'POST', route: '/stripe/webhook', onlyIfNamed: true });
    if (strike('webhookDrop')) return later(RETRY_DELAYS_MS[0] ?? 0, () => attempt(account, event, 2));
    const delay = strike('webhookDelay');
    if (delay) return later(delay.ms ?? 0, () => attempt(account, event, 1));
    if (!held.has(account.id) && strike('webhookReorder')) {
      held.set(account.id, event);
      return;
    }
    await attempt(account, event, 1);
    const waiting = held.get(account.id);
    held.delete(account.id);
    if (waiting !== undefined) await attempt(account, waiting, 1);
    if (strike('webhookDuplicate')) await attempt(account, event, 1);
  };

  return {
    log,

    /** Sends an event in its turn. Resolves when the first attempt is over, or put off. */
    send: (account: StripeAccount, event: StripeEvent): Promise<void> => {
      const turn = (lines.get(account.id) ?? Promise.resolve()).then(() => deliver(account, event));
      lines.set(
        account.id,
        turn.catch((error: unknown) => console.error('sandbox: a Stripe event could not be sent', error)),
      );
      return turn;
    },

    /** Sends a recorded event now, once, under any signature, whatever else is waiting. */
    sendAgain: (account: StripeAccount, event: StripeEvent, signature: StripeSignature): Promise<number | null> =>
      post(account, event, 1, signature),

    /** When all that was to be sent has been tried once. */
    idle: async (): Promise<void> => {
      await Promise.all(lines.values());
    },

    forget: () => {
      log.clear();
      held.clear();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function sign(kind: StripeSignature, secret: string, now: number, body: string): string | undefined {
  switch (kind) {
    case 'absent':
      return undefined;
    case 'wrong':
      return signatureHeader(`${secret}x`, now, body);
    case 'truncated':
      return signatureHeader(secret, now, body).slice(0, -2);
    case 'old':
      return signatureHeader(secret, now - OLD_S, body);
    default:
      return signatureHeader(secret, now, body);
  }
}
