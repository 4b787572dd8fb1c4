import { createMetrics, createServer, registerHealth, type Server, type ServerOptions } from '@tenohira/service-kit';
import { caseRoutes } from './api/case-routes.ts';
import { cityRoutes } from './api/city-routes.ts';
import { claimRoutes } from './api/claim-routes.ts';
import type { ConsoleTools } from './api/console-tools.ts';
import { departmentMemberRoutes } from './api/department-member-routes.ts';
import { homeRoutes } from './api/home-routes.ts';
import { messageRoutes } from './api/message-routes.ts';
import { describeApi } from './api/openapi.ts';
import { payoutRoutes } from './api/payout-routes.ts';
import { programRoutes } from './api/program-routes.ts';
import { replyTemplateRoutes } from './api/reply-template-routes.ts';
import { residentRoutes } from './api/resident-routes.ts';
import { registerRoute } from './api/route.ts';

/** A list of 200,000 people, see packages/benefits. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

export const routes = [
  ...homeRoutes,
  ...caseRoutes,
  ...replyTemplateRoutes,
  ...residentRoutes,
  ...messageRoutes,
  ...cityRoutes,
  ...departmentMemberRoutes,
  ...programRoutes,
  ...claimRoutes,
  ...payoutRoutes,
];

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
  const description = describeApi(routes);
  server.get('/api/v1/openapi.json', async () => description);
  return server;
}
