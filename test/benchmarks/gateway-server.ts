// The gateway as its main.ts builds it. `processing: 0` leaves every event in the inbox after its 200: the ingress alone.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { systemClock } from '@tenohira/core';
import { createDatabase } from '@tenohira/db';
import { buildGateway } from '@tenohira/gateway';
import { createLineClients } from '@tenohira/messaging';
import { createTenantSecrets } from '@tenohira/secrets';
import { features } from '../support/features-under-test.ts';
import { serve, setupOf } from './child.ts';

type Setup = {
  port: number;
  appUrl: string;
  platformUrl: string;
  masterKey: string;
  lineApiUrl: string;
  processing: number;
};

const { port, appUrl, platformUrl, masterKey, lineApiUrl, processing } = setupOf<Setup>();
const db = createDatabase({ appUrl, platformUrl, maxConnections: 16 });
const secrets = createTenantSecrets({ masterKey, loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId) });
const { server, drain } = await buildGateway({
  db,
  secrets,
  catalog: createCatalog(features, sharedBlocks),
  lineClients: createLineClients({ db, secrets, apiBaseUrl: lineApiUrl, dataApiBaseUrl: lineApiUrl }),
  methods: new Map(),
  clock: systemClock,
  publicBaseUrl: 'http://127.0.0.1',
  concurrency: processing,
  // It logs as it would; nobody reads it.
  log: { stream: { write: () => {} } },
});
await server.listen({ port, host: '127.0.0.1' });
serve(async (message) => {
  if (message === 'drain') await drain();
  return process.cpuUsage();
});
