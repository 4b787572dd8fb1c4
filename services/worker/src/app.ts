import type { BillingDependencies } from '@tenohira/billing';
import { readCity } from '@tenohira/catalog';
import { type ConversationDependencies, forgetOldData, ignoreEvent, processResident } from '@tenohira/conversation';
import type { FailPoint } from '@tenohira/core';
import { forgetCalls } from '@tenohira/idempotency';
import { forgetMail, type Mailer, sendMail } from '@tenohira/mail';
import { SEND_FAIL_POINTS, sendOutboxMessage } from '@tenohira/messaging';
import { type ChannelDependencies, checkChannels } from '@tenohira/onboarding';
import { expireLapsed, PAYOUT_FAIL_POINTS, type PayoutDependencies, submitPayouts } from '@tenohira/payouts';
import { featureJob, inboxEvent, linePush, mailSend, payoutSubmit, type Queues } from '@tenohira/queue';
import { finishRichMenus } from '@tenohira/rich-menus';
import { runScheduledJob } from '@tenohira/scheduling';
import { createMetrics, createServer, registerHealth, type Server, type ServerOptions } from '@tenohira/service-kit';
import { forgetOldAccess } from '@tenohira/staff';
import { Counter, Gauge } from 'prom-client';
import { eachCity } from './each-city.ts';
import { startRelay } from './relay.ts';
import { remindOwners } from './remind-owners.ts';
import { tendBilling } from './tend-billing.ts';

/** A conversation that was left lying for a week is not taken up again. */
const SESSION_RETENTION_DAYS = 7;
/** That a letter went, and to whom (encrypted), is known this long: what it said is wiped when it goes. */
const MAIL_RETENTION_DAYS = 90;

/** Where a fault test may let it die. */
export const WORKER_FAIL_POINTS = [...PAYOUT_FAIL_POINTS, ...SEND_FAIL_POINTS] as const;
type WorkerFailPoint = (typeof WORKER_FAIL_POINTS)[number];

export type WorkerOptions = Omit<ConversationDependencies, 'log'> & {
  failPoint: FailPoint<WorkerFailPoint>;
  queues(logger: Server['log']): Queues;
  mailer: Mailer;
  lineApi: ChannelDependencies['lineApi'];
  /** Where providers are, and who follows what becomes of a payout. */
  payouts: Pick<PayoutDependencies, 'endpoints' | 'onChange' | 'onChanges' | 'timing'>;
  billing: BillingDependencies;
  log?: ServerOptions['log'];
};

export type Worker = {
  server: Server;
  /** Ends what is under way, within the deadline. */
  stop(deadlineMs: number): Promise<void>;
};

export function buildWorker(options: WorkerOptions): Worker {
  const { db, catalog, clock, lineClients, mailer, secrets, failPoint } = options;
  const server = createServer({ name: 'worker', ...(options.log === undefined ? {} : { log: options.log }) });
  const queues = options.queues(server.log);
  const metrics = createMetrics('worker');
  const outcomes = new Counter({
    name: 'outbox_sends_total',
    help: 'Sends by outcome',
    labelNames: ['status', 'code'],
    registers: [metrics],
  });
  const mailOutcomes = new Counter({
    name: 'mail_sends_total',
    help: 'Letters by outcome',
    labelNames: ['status', 'code'],
    registers: [metrics],
  });
  const jobs = new Counter({
    name: 'feature_jobs_total',
    help: 'Jobs by outcome',
    labelNames: ['status'],
    registers: [metrics],
  });
  const payoutOutcomes = new Counter({
    name: 'payout_outcomes_total',
    help: 'Payouts submitted or asked about, by status',
    labelNames: ['status', 'code'],
    registers: [metrics],
  });
  const channelChecks = new Counter({
    name: 'channel_checks_total',
    help: "Looks at cities' LINE channels, by what was found",
    labelNames: ['status'],
    registers: [metrics],
  });
  const backlog = new Gauge({
    name: 'backlog',
    help: 'Rows that wait, and the age of the oldest in seconds',
    labelNames: ['what'],
    registers: [metrics],
    collect: async () => {
      const waiting = await db.platform.readBacklog().catch(() => undefined);
      for (const [what, value] of Object.entries(waiting ?? {})) backlog.set({ what }, value);
    },
  });
  const deps: ConversationDependencies = {
    ...options,
    log: ({ level, code, ...fields }) =>
      server.log[level === 'warning' ? 'warn' : level]({ code, ...fields }, 'conversation'),
  };

  queues.worker(linePush, async ({ payload }) => {
    const report = await sendOutboxMessage({ db, lineClients, failPoint }, payload.tenantId, payload.id);
    outcomes.inc({ status: report.status, code: report.errorCode ?? '' });
    if (report.status === 'failed' || report.status === 'unknown')
      server.log.warn({ ...payload, ...report }, 'a message did not go out');
  });
  queues.worker(mailSend, async ({ payload }) => {
    const report = await sendMail({ db, secrets, mailer }, payload.tenantId, payload.id);
    mailOutcomes.inc({ status: report.status, code: report.errorCode ?? '' });
    if (report.status === 'failed' || report.status === 'later')
      server.log.warn({ ...payload, ...report }, 'a letter did not go out');
  });
  queues.worker(featureJob, async ({ payload }) => {
    const report = await runScheduledJob({ db, catalog, clock }, payload.tenantId, payload.id);
    jobs.inc({ status: report.status });
    if (report.status === 'failed' || report.status === 'later')
      server.log.warn({ ...payload, ...report }, 'a job failed');
  });
  const payoutDeps: PayoutDependencies = {
    ...options.payouts,
    failPoint,
    db,
    clock,
    secrets,
    methods: options.methods,
  };
  queues.worker(payoutSubmit, async ({ payload: { tenantId, ids } }) => {
    for (const report of await submitPayouts(payoutDeps, tenantId, ids)) {
      payoutOutcomes.inc({ status: report.status, code: report.errorCode ?? '' });
      if (report.needsPerson) server.log.error({ tenantId, ...report }, 'a payout needs a person');
      else if (report.errorCode !== undefined) server.log.warn({ tenantId, ...report }, 'a payout did not go through');
    }
  });
  queues.worker(inboxEvent, ({ payload }) => takeUpEvent(deps, payload));

  queues.everyTick('forget-old-data', { cron: '30 3 * * *' }, async ({ signal }) => {
    await eachCity({ cities: await db.platform.listAllTenants(), log: server.log, signal }, async (tenantId) => {
      const forgotten = await db.withTenant(tenantId, async (scope) => {
        await forgetOldAccess(scope);
        await forgetCalls(scope);
        const { settings } = await readCity(scope);
        const letters = await forgetMail(scope, MAIL_RETENTION_DAYS);
        const data = await forgetOldData(scope, {
          messageDays: settings.messageRetentionDays,
          sessionDays: SESSION_RETENTION_DAYS,
        });
        return { ...data, letters };
      });
      server.log.info({ tenantId, ...forgotten }, 'old data forgotten');
    });
  });

  queues.everyTick('expire-payouts', { cron: '20 * * * *' }, async ({ signal }) => {
    await eachCity({ cities: await db.platform.listTenants(), log: server.log, signal }, async (tenantId) => {
      const expired = await expireLapsed(payoutDeps, tenantId);
      if (expired > 0) server.log.info({ tenantId, expired }, 'lapsed codes were taken back');
    });
  });

  // After the transfers of the day before have come in, and before people are at their desks.
  queues.everyTick('tend-billing', { cron: '40 7 * * *' }, ({ signal }) =>
    tendBilling(options.billing, (scope, reminder) => remindOwners(scope, secrets, reminder), {
      log: server.log,
      signal,
    }),
  );
  queues.everyTick('check-channels', { cron: '*/15 * * * *' }, async ({ signal }) => {
    await checkChannels(options, {
      signal,
      onChecked: ({ tenantId, problems }) => {
        const isBroken = problems.some(({ severity }) => severity === 'must');
        channelChecks.inc({ status: isBroken ? 'broken' : 'ok' });
        if (isBroken)
          server.log.warn({ tenantId, problems: problems.map(({ code }) => code) }, 'a channel needs a person');
      },
      onError: (error, tenantId) => {
        channelChecks.inc({ status: 'not-checked' });
        server.log.warn({ err: error, tenantId }, 'a channel could not be checked');
      },
    });
  });
  queues.everyTick('finish-rich-menus', { cron: '*/10 * * * *' }, async ({ signal }) => {
    await eachCity({ cities: await db.platform.listTenants(), log: server.log, signal }, async (tenantId) => {
      const finished = await finishRichMenus({ db, catalog, lineClients }, tenantId);
      if (finished.published + finished.cleared > 0) server.log.info({ tenantId, ...finished }, 'rich menus');
    });
  });

  const relay = startRelay({
    db,
    linePush: queues.producer(linePush),
    mailSend: queues.producer(mailSend),
    featureJob: queues.producer(featureJob),
    payoutSubmit: queues.producer(payoutSubmit),
    inboxEvent: queues.producer(inboxEvent),
    onError: (error) => server.log.warn({ err: error }, 'the relay will try again'),
  });
  registerHealth(server, {
    metrics,
    ready: { postgres: () => db.ping(), queue: () => queues.ping().then(() => true) },
    moreMetrics: () => queues.prometheus(),
  });
  return {
    server,
    stop: async (deadlineMs) => {
      await relay.stop();
      await queues.close(deadlineMs);
    },
  };
}

async function takeUpEvent(
  deps: ConversationDependencies,
  event: { tenantId: string; channelId: string; webhookEventId: string },
): Promise<void> {
  const { tenantId, channelId, webhookEventId } = event;
  const [row] = await deps.db.readTenant(tenantId, ({ sql }) =>
    sql<{ lineUserId: string | null }>(
      'select line_user_id as "lineUserId" from inbox_event where channel_id = $1 and webhook_event_id = $2',
      [channelId, webhookEventId],
    ),
  );
  if (!row) return;
  if (row.lineUserId === null) await ignoreEvent(deps, tenantId, channelId, webhookEventId);
  else await processResident(deps, { tenantId, channelId, lineUserId: row.lineUserId });
}
