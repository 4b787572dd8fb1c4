// The sandbox's parts, put together once and handed to every route.
import { type Clock, systemClock } from '@tenohira/core';
import { createFaults } from './faults.ts';
import { createIdentityProvider } from './identity-provider/identity-provider.ts';
import { createIssueBook } from './issuers/issue-book.ts';
import { createRateLimiter } from './line/rate-limits.ts';
import { createWebhooks } from './line/webhooks.ts';
import { createMailServer } from './mailbox/mail-server.ts';
import { createMailbox } from './mailbox/mailbox.ts';
import { createMetrics } from './metrics.ts';
import { createDirectory } from './state/directory.ts';
import { createEventBus } from './state/event-bus.ts';
import { createRingLog } from './state/ring-log.ts';
import { openStore } from './state/store.ts';
import { createTranscripts } from './state/transcripts.ts';
import { createVirtualClock } from './state/virtual-clock.ts';
import { createStripe } from './stripe/stripe.ts';

/** A call of the LINE API, as the log keeps it. */
export type LoggedRequest = {
  at: string;
  method: string;
  path: string;
  status: number | null;
  requestId: string;
  channelId?: string;
  retryKey?: string;
  /** How many user ids the request named. */
  recipients?: number;
  /** The fault that struck. */
  fault?: string;
};

export type SandboxOptions = {
  dataDir?: string;
  clock?: Clock;
  /** How long a bot server has to answer a webhook; LINE's two seconds where absent. */
  webhookTimeoutMs?: number;
};

const MAX_REQUESTS = 20_000;

export type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

export async function createSandbox(options: SandboxOptions) {
  const store = await openStore(options.dataDir);
  const clock = createVirtualClock(options.clock ?? systemClock, store);
  const bus = createEventBus();
  const faults = createFaults();
  const mailbox = createMailbox();
  const metrics = createMetrics();
  const stopping = new AbortController();
  const webhooks = createWebhooks(
    { store, clock, faults, onDelivery: metrics.countDelivery },
    options.webhookTimeoutMs === undefined ? {} : { responseTimeoutMs: options.webhookTimeoutMs },
  );
  return {
    store,
    clock,
    bus,
    faults,
    metrics,
    webhooks,
    rateLimiter: createRateLimiter(clock),
    issueBook: createIssueBook(store, clock),
    stripe: createStripe({ store, clock, faults }),
    directory: createDirectory(store, bus),
    transcripts: createTranscripts(store, clock, bus),
    mailbox,
    mailServer: createMailServer({ mailbox, faults, clock }),
    identity: createIdentityProvider({ store, clock, faults, stopping: stopping.signal }),
    requests: createRingLog<LoggedRequest>(MAX_REQUESTS),
    /** Aborted when the sandbox stops: ends what waits. */
    stopping,
  };
}
