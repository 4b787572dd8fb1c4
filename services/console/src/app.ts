import { createMetrics, createServer, registerHealth, type Server, type ServerOptions } from '@tenohira/service-kit';
import { billingRoutes } from './api/billing-routes.ts';
import { cityRoutes } from './api/city-routes.ts';
import { claimRoutes } from './api/claim-routes.ts';
import type { ConsoleTools } from './api/console-tools.ts';
import { describeApi } from './api/openapi.ts';
import { payoutRoutes } from './api/payout-routes.ts';
import { programRoutes } from './api/program-routes.ts';
import { registerRoute } from './api/route.ts';
import { stripeWebhook } from './webhooks/stripe-webhook.ts';

/** A list of 200,000 people, see packages/benefits. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

export const routes = [...cityRoutes, ...programRoutes, ...claimRoutes, ...payoutRoutes, ...billingRoutes];

/** The staff API. There are no pages yet. */
export function buildConsole(options: ConsoleTools & { log?: ServerOptions['log'] }): Server {
  const { log, ...tools } = options;
  const server = createServer({ name: 'console', ...(log === undefined ? {} : { log }) });
  registerHealth(server, { metrics: createMetrics('console'), ready: { postgres: () => tools.db.ping() } });
  server.addContentTypeParser(
    ['text/csv', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES },
    (_request, body, done) => done(null, body),
  );
  for (const route of routes) registerRoute(server, tools, route);
  server.register(stripeWebhook, { billing: tools.billing });
  const description = describeApi(routes);
  server.get('/api/v1/openapi.json', async () => description);
  return server;
}
