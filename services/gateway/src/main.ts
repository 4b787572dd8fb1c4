import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { gatewayConfigSchema, loadConfig } from '@tenohira/config';
import { createDatabase, startDatabaseClock } from '@tenohira/db';
import { features } from '@tenohira/features';
import { createIdentityProvider, identityRedirectUri } from '@tenohira/identity';
import { createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import { createTenantSecrets } from '@tenohira/secrets';
import { runService } from '@tenohira/service-kit';
import { buildGateway } from './app.ts';

const config = loadConfig(gatewayConfigSchema);
const db = createDatabase({
  appUrl: config.APP_DATABASE_URL,
  platformUrl: config.PLATFORM_DATABASE_URL,
  maxConnections: 16,
  // LINE hangs up on a webhook after two seconds. What comes after its 200 waits for its turn.
  platformConnectTimeoutMs: 1_000,
});
const clock = await startDatabaseClock(db);
const secrets = createTenantSecrets({
  masterKey: config.MASTER_KEY,
  loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
});
const { IDENTITY_ISSUER: issuer, IDENTITY_CLIENT_ID: clientId, IDENTITY_PRIVATE_KEY: privateKey } = config;
const redirectUri = identityRedirectUri(config.PUBLIC_BASE_URL);
const gateway = await buildGateway({
  db,
  secrets,
  catalog: createCatalog(features, sharedBlocks),
  lineClients: createLineClients({
    db,
    secrets,
    apiBaseUrl: config.LINE_API_BASE_URL,
    dataApiBaseUrl: config.LINE_DATA_API_BASE_URL,
  }),
  methods: createPayoutMethods(payoutMethods),
  clock,
  publicBaseUrl: config.PUBLIC_BASE_URL,
  trustProxy: config.TRUST_PROXY,
  // The three come together or not at all; the configuration's schema sees to it.
  ...(issuer && clientId && privateKey
    ? { identity: createIdentityProvider({ issuer, clientId, privateKey, redirectUri }) }
    : {}),
});

await runService(gateway.server, {
  port: config.GATEWAY_PORT,
  host: config.GATEWAY_HOST,
  portVariable: 'GATEWAY_PORT',
  stop: async () => {
    await gateway.drain();
    await db.close();
  },
});
