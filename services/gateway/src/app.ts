import { type ConversationDependencies, ignoreEvent, processResident } from '@tenohira/conversation';
import type { IdentityProvider } from '@tenohira/identity';
import {
  createAddressLimit,
  createMetrics,
  createServer,
  policyReports,
  registerHealth,
  type Server,
  type ServerOptions,
} from '@tenohira/service-kit';
import { Counter, Histogram } from 'prom-client';
import { benefitRoutes } from './benefits/benefit-routes.ts';
import { formRoutes } from './forms/form-routes.ts';
import { identityRoutes } from './identity/identity-routes.ts';
import { preparePages } from './pages/plugin.ts';
import { createChannelDirectory } from './webhook/channel-directory.ts';
import { createInboxWriter } from './webhook/inbox-writer.ts';
import { createResidentRunner } from './webhook/resident-runner.ts';
import { webhookRoute } from './webhook/webhook-route.ts';

/** Of one address. */
const REPORTS_PER_MINUTE = 30;

export type GatewayOptions = Omit<ConversationDependencies, 'log'> & {
  log?: ServerOptions['log'];
  /** Proxies whose word about the caller's address is taken. */
  trustProxy?: readonly string[];
  /** Residents worked on at a time. Most of that time they wait for LINE, so there are more than database connections. */
  concurrency?: number;
  /** Without it the pages of residents' identity say that there is none yet. */
  identity?: IdentityProvider;
};

export type Gateway = {
  server: Server;
  /** Resolves when all that was accepted has been processed or left to the worker. */
  drain(): Promise<void>;
};

export async function buildGateway(options: GatewayOptions): Promise<Gateway> {
  const { db, secrets, concurrency = 64, trustProxy = [] } = options;
  const server = createServer({
    ...{ name: 'gateway', trustProxy },
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const metrics = createMetrics('gateway');
  const webhooks = new Counter({
    name: 'line_webhooks_total',
    help: 'Webhook requests by result',
    labelNames: ['result'],
    registers: [metrics],
  });
  const webhooksBy = {
    accepted: webhooks.labels('accepted'),
    refused: webhooks.labels('refused'),
    malformed: webhooks.labels('malformed'),
  };
  const events = new Counter({ name: 'line_webhook_events_total', help: 'Events accepted', registers: [metrics] });
  const batches = new Histogram({
    name: 'inbox_batch_events',
    help: 'Events of one insert',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    registers: [metrics],
  });

  const deps: ConversationDependencies = {
    ...options,
    log: ({ level, code, ...fields }) =>
      server.log[level === 'warning' ? 'warn' : level]({ code, ...fields }, 'conversation'),
  };
  const onError = (error: unknown) => server.log.warn({ err: error }, 'left to the worker');
  const inbox = createInboxWriter({
    insert: (rows) => db.platform.insertInboxEvents(rows),
    onBatch: (size) => batches.observe(size),
  });
  const runner = createResidentRunner({
    process: (key) => processResident(deps, key),
    concurrency,
    maxWaiting: 10_000,
    onError,
  });

  registerHealth(server, { metrics, ready: { postgres: () => db.ping() } });
  await server.register(webhookRoute, {
    channels: createChannelDirectory(db, secrets),
    inbox,
    wake: runner.wake,
    ignore: (channel, webhookEventId) => {
      ignoreEvent(deps, channel.tenantId, channel.channelId, webhookEventId).catch(onError);
    },
    count: (result, accepted) => {
      webhooksBy[result].inc();
      events.inc(accepted);
    },
  });
  await server.register(policyReports, { assertReport: createAddressLimit(REPORTS_PER_MINUTE) });
  await server.register(async (pages) => {
    await preparePages(pages, options.identity ? [options.identity.origin] : []);
    await pages.register(formRoutes, { ...deps, wake: runner.wake });
    await pages.register(benefitRoutes, deps);
    await pages.register(identityRoutes, options);
  });

  return {
    server,
    drain: async () => {
      await inbox.drain();
      await runner.drain();
    },
  };
}
