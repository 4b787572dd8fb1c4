import { followPayouts } from '@tenohira/benefits';
import { createBilling } from '@tenohira/billing';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { consoleConfigSchema, loadConfig } from '@tenohira/config';
import { createDatabase, startDatabaseClock } from '@tenohira/db';
import { features } from '@tenohira/features';
import { createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import { createQueues } from '@tenohira/queue';
import { createTenantSecrets } from '@tenohira/secrets';
import { runService } from '@tenohira/service-kit';
import { createBreachedPasswords, relyingPartyOf } from '@tenohira/staff';
import { createLimits } from './access/limits.ts';
import { buildConsole } from './app.ts';
import { onboardingPorts } from './onboarding/ports.ts';

const config = loadConfig(consoleConfigSchema);
const db = createDatabase({ appUrl: config.APP_DATABASE_URL, platformUrl: config.PLATFORM_DATABASE_URL });
const clock = await startDatabaseClock(db);
const secrets = createTenantSecrets({
  masterKey: config.MASTER_KEY,
  loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
});
const methods = createPayoutMethods(payoutMethods);
const catalog = createCatalog(features, sharedBlocks);
const lineApi = { apiBaseUrl: config.LINE_API_BASE_URL, dataApiBaseUrl: config.LINE_DATA_API_BASE_URL };
const lineClients = createLineClients({ db, secrets, ...lineApi });
const party = relyingPartyOf(config.CONSOLE_BASE_URL);
const publicBaseUrl = config.PUBLIC_BASE_URL;
const billing = createBilling({
  db,
  clock,
  graceDays: config.BILLING_GRACE_DAYS,
  apiBaseUrl: config.STRIPE_API_BASE_URL,
  secretKey: config.STRIPE_SECRET_KEY,
  webhookSecret: config.STRIPE_WEBHOOK_SECRET,
});
const queueAddress = {
  ...(config.REDIS_URL === undefined ? {} : { redisUrl: config.REDIS_URL }),
  ...(config.QUEUE_DATABASE_URL === undefined ? {} : { postgresUrl: config.QUEUE_DATABASE_URL }),
};
const hasQueues = Object.keys(queueAddress).length > 0;
const server = await buildConsole({
  db,
  secrets,
  clock,
  methods,
  catalog,
  lineClients,
  payouts: {
    db,
    secrets,
    methods,
    // It hands out files and records what people say; calling providers is the worker's.
    endpoints: {},
    clock,
    onChange: (scope, change) => followPayouts(scope, { secrets, methods }, [change]),
    onChanges: (scope, changes) => followPayouts(scope, { secrets, methods }, changes),
  },
  publicBaseUrl,
  party,
  onboarding: {
    ...{ db, secrets, clock, catalog, lineApi, lineClients, publicBaseUrl },
    ports: onboardingPorts({ db, secrets, party, methods, catalog, lineClients, billing }),
  },
  limits: (queues) => createLimits({ redis: queues?.redis }),
  signingKey: config.CONSOLE_SIGNING_KEY,
  trustProxy: config.TRUST_PROXY,
  billing,
  breached: (onUnreachable) => createBreachedPasswords({ baseUrl: config.PWNED_PASSWORDS_BASE_URL, onUnreachable }),
  queues: hasQueues ? (logger) => createQueues({ logger, ...queueAddress }) : undefined,
});

await runService(server, {
  port: config.CONSOLE_PORT,
  host: config.CONSOLE_HOST,
  portVariable: 'CONSOLE_PORT',
  stop: () => db.close(),
});
