import { followPayouts } from '@tenohira/benefits';
import { createBilling } from '@tenohira/billing';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { loadConfig, type WorkerConfig, workerConfigSchema } from '@tenohira/config';
import { armFailPoint } from '@tenohira/core';
import { createDatabase, startDatabaseClock } from '@tenohira/db';
import { features } from '@tenohira/features';
import { createMailer } from '@tenohira/mail';
import { createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import { createQueues } from '@tenohira/queue';
import { createTenantSecrets } from '@tenohira/secrets';
import { runService } from '@tenohira/service-kit';
import { buildWorker, WORKER_FAIL_POINTS } from './app.ts';

/** Work under way gets this long to end, in milliseconds: longer than a call to LINE may take. */
const STOP_DEADLINE_MS = 20_000;

const config = loadConfig(workerConfigSchema);
const db = createDatabase({
  appUrl: config.APP_DATABASE_URL,
  platformUrl: config.PLATFORM_DATABASE_URL,
  maxConnections: 16,
});
const clock = await startDatabaseClock(db);
const secrets = createTenantSecrets({
  masterKey: config.MASTER_KEY,
  loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
});
const mailer = createMailer({ url: config.MAIL_URL, from: config.MAIL_FROM });
const methods = createPayoutMethods(payoutMethods);
const lineApi = { apiBaseUrl: config.LINE_API_BASE_URL, dataApiBaseUrl: config.LINE_DATA_API_BASE_URL };
const failPoint = armFailPoint(WORKER_FAIL_POINTS, config.FAIL_POINT, () => process.kill(process.pid, 'SIGKILL'));
const worker = buildWorker({
  db,
  secrets,
  catalog: createCatalog(features, sharedBlocks),
  lineApi,
  lineClients: createLineClients({ db, secrets, ...lineApi }),
  mailer,
  methods,
  payouts: {
    endpoints: endpointsIn(config),
    onChange: (scope, change) => followPayouts(scope, { secrets, methods }, [change]),
    onChanges: (scope, changes) => followPayouts(scope, { secrets, methods }, changes),
  },
  clock,
  failPoint,
  publicBaseUrl: config.PUBLIC_BASE_URL,
  billing: createBilling({
    db,
    clock,
    graceDays: config.BILLING_GRACE_DAYS,
    apiBaseUrl: config.STRIPE_API_BASE_URL,
    secretKey: config.STRIPE_SECRET_KEY,
    webhookSecret: config.STRIPE_WEBHOOK_SECRET,
  }),
  queues: (logger) =>
    createQueues({
      logger,
      ...(config.REDIS_URL === undefined ? {} : { redisUrl: config.REDIS_URL }),
      ...(config.QUEUE_DATABASE_URL === undefined ? {} : { postgresUrl: config.QUEUE_DATABASE_URL }),
    }),
});

if (config.FAIL_POINT !== undefined)
  worker.server.log.warn({ failPoint: config.FAIL_POINT }, 'this process ends itself at a fail point: for tests only');

await runService(worker.server, {
  port: config.WORKER_PORT,
  host: config.WORKER_HOST,
  portVariable: 'WORKER_PORT',
  stop: async () => {
    await worker.stop(STOP_DEADLINE_MS);
    mailer.close();
    await db.close();
  },
});

/** The addresses that are set. */
function endpointsIn({ AMAZON_INCENTIVES_URL, QUO_CARD_PAY_URL, E_MONEY_URL, ATM_CASH_URL }: WorkerConfig) {
  const addresses = { AMAZON_INCENTIVES_URL, QUO_CARD_PAY_URL, E_MONEY_URL, ATM_CASH_URL };
  return Object.fromEntries(
    Object.entries(addresses).flatMap(([name, url]) => (url === undefined ? [] : [[name, url]])),
  );
}
