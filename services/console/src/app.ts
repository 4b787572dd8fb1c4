import type { Database } from '@tenohira/db';
import { createMetrics, createServer, registerHealth, type Server, type ServerOptions } from '@tenohira/service-kit';

/** Health and metrics: staff and operators have no pages yet, only the command line in `src/city`. */
export function buildConsole(options: { db: Database; log?: ServerOptions['log'] }): Server {
  const { db, log } = options;
  const server = createServer({ name: 'console', ...(log === undefined ? {} : { log }) });
  registerHealth(server, { metrics: createMetrics('console'), ready: { postgres: () => db.ping() } });
  return server;
}
