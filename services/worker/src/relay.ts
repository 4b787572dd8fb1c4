// Moves what is due from PostgreSQL to the queue, fairly between tenants, and takes back what a crash left. Runs in
// every worker; rows are claimed under locks, so that several relays share the work.
import type { ClaimedRow, Database } from '@tenohira/db';
import { PAYOUTS_A_JOB, type Producer } from '@tenohira/queue';

export type RelayOptions = {
  db: Database;
  linePush: Producer<ClaimedRow>;
  mailSend: Producer<ClaimedRow>;
  featureJob: Producer<ClaimedRow>;
  payoutSubmit: Producer<{ tenantId: string; ids: string[] }>;
  inboxEvent: Producer<{ tenantId: string; channelId: string; webhookEventId: string }>;
  onError(error: unknown): void;
  /** Between two looks when there was nothing to do, in milliseconds. */
  idleMs?: number;
  /** How often crashed work is looked for, in milliseconds. */
  sweepMs?: number;
};

export type Relay = { stop(): Promise<void> };

// A tenant may have this many rows under way. LINE takes 2,000 pushes a second and channel, and one push takes some
// 50 ms: a hundred at a time is as fast as LINE lets a city be, and what others wait for behind it is short.
const OUTBOX_CLAIM = { perTenant: 100, limit: 400, leaseMs: 30_000 };
const MAIL_CLAIM = { perTenant: 20, limit: 100, leaseMs: 180_000 };
const JOB_CLAIM = { perTenant: 50, limit: 200, leaseMs: 60_000 };
// A turn that was lost with the queue comes again after the lease. One that only took long is taken twice, harmlessly.
// As many of a tenant as are paid between two looks, and no more than others would wait a second for.
const PAYOUT_CLAIM = { perTenant: 1_600, limit: 1_600, leaseMs: 30_000 };
const INBOX_SWEEP = 200;
/** Lost wake-ups and a full queue are made up for in this time at most. */
const AFTER_ERROR_MS = 1_000;

export function startRelay(options: RelayOptions): Relay {
  const {
    db,
    linePush,
    mailSend,
    featureJob,
    payoutSubmit,
    inboxEvent,
    onError,
    idleMs = 200,
    sweepMs = 3_000,
  } = options;

  const relayOutbox = passOn(
    () => db.platform.claimOutboxMessages(OUTBOX_CLAIM),
    (rows) => linePush.addBulk(rows.map((row) => ({ payload: row }))),
  );
  const relayMail = passOn(
    () => db.platform.claimDueMail(MAIL_CLAIM),
    (rows) => mailSend.addBulk(rows.map((row) => ({ payload: row }))),
  );
  const relayJobs = passOn(
    () => db.platform.claimScheduledJobs(JOB_CLAIM),
    (rows) => featureJob.addBulk(rows.map((row) => ({ payload: row }))),
  );
  const sweep = async (): Promise<number> => {
    await db.platform.releaseExpiredLeases();
    const events = await db.platform.listDueInboxEvents(INBOX_SWEEP);
    // An id that is under way already is not added again.
    await inboxEvent.addBulk(
      events.map((event) => ({ payload: event, jobId: `${event.channelId}.${event.webhookEventId}` })),
    );
    return 0;
  };

  const loops = [
    keepDoing(relayOutbox, idleMs, onError),
    keepDoing(relayMail, idleMs, onError),
    keepDoing(relayJobs, idleMs, onError),
    startPayoutRelay({ db, payoutSubmit, onError, idleMs }),
    keepDoing(sweep, sweepMs, onError),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** The part of the relay that gives payouts their turns. */
export function startPayoutRelay(options: Pick<RelayOptions, 'db' | 'payoutSubmit' | 'onError' | 'idleMs'>): Relay {
  const { db, payoutSubmit, onError, idleMs = 200 } = options;
  const relayPayouts = passOn(
    () => db.platform.claimDuePayouts(PAYOUT_CLAIM),
    (rows) => payoutSubmit.addBulk(groupByTenant(rows, PAYOUTS_A_JOB).map((payload) => ({ payload }))),
  );
  return keepDoing(relayPayouts, idleMs, onError);
}

/**
 * What the queue did not take is offered to it again before more is claimed: what has its turn would wait for the end of
 * its lease, and while the queue is away nobody's turn is used up.
 */
function passOn(
  claim: () => Promise<ClaimedRow[]>,
  add: (rows: ClaimedRow[]) => Promise<unknown>,
): () => Promise<number> {
  let inHand: ClaimedRow[] = [];
  return async () => {
    if (inHand.length === 0) inHand = await claim();
    await add(inHand);
    return inHand.splice(0).length;
  };
}

function groupByTenant(rows: readonly ClaimedRow[], size: number): { tenantId: string; ids: string[] }[] {
  return [...Map.groupBy(rows, ({ tenantId }) => tenantId)].flatMap(([tenantId, own]) =>
    Array.from({ length: Math.ceil(own.length / size) }, (_, index) => ({
      tenantId,
      ids: own.slice(index * size, (index + 1) * size).map(({ id }) => id),
    })),
  );
}

/** Does it again and again: at once while there is more, after a pause when there is not. */
function keepDoing(work: () => Promise<number>, pauseMs: number, onError: (error: unknown) => void): Relay {
  const stopping = Promise.withResolvers<void>();
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const waitMs = await work().then(
        (done) => (done > 0 ? 0 : pauseMs),
        (error) => {
          onError(error);
          return AFTER_ERROR_MS;
        },
      );
      await pause(waitMs, stopping.promise);
    }
  };
  const finished = run();
  return {
    stop: async () => {
      stopped = true;
      stopping.resolve();
      await finished;
    },
  };
}

async function pause(ms: number, until: Promise<void>): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const handle = setTimeout(timer.resolve, ms);
  await Promise.race([timer.promise, until]);
  clearTimeout(handle);
}
