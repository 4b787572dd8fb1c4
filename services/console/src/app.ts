import cookie from '@fastify/cookie';
import type { QueueLogger, Queues } from '@tenohira/queue';
import {
  createMetrics,
  createServer,
  policyReports,
  registerHealth,
  type Server,
  type ServerOptions,
} from '@tenohira/service-kit';
import type { BreachedPasswords } from '@tenohira/staff';
import { Counter } from 'prom-client';
import { registerAccessTokens } from './access/access-token.ts';
import { cookiesOf } from './access/browser.ts';
import type { Limits } from './access/limits.ts';
import { claimRoutes } from './api/benefits/claim-routes.ts';
import { programRoutes } from './api/benefits/program-routes.ts';
import { billingRoutes } from './api/billing/billing-routes.ts';
import { caseRoutes } from './api/cases/case-routes.ts';
import { replyTemplateRoutes } from './api/cases/reply-template-routes.ts';
import { channelRoutes } from './api/city/channel-routes.ts';
import { cityRoutes } from './api/city/city-routes.ts';
import { settingsRoutes } from './api/city/settings-routes.ts';
import type { ConsoleTools } from './api/console-tools.ts';
import { featureRoutes } from './api/features/feature-routes.ts';
import { garbageRoutes } from './api/features/garbage-routes.ts';
import { richMenuRoutes } from './api/features/rich-menu-routes.ts';
import { homeRoutes } from './api/home/home-routes.ts';
import { describeApi } from './api/openapi.ts';
import { catalogRoutes } from './api/operator/catalog-routes.ts';
import { operatorRoutes } from './api/operator/operator-routes.ts';
import { queueRoutes } from './api/operator/queue-routes.ts';
import { bankRoutes } from './api/payouts/bank-routes.ts';
import { payoutRoutes } from './api/payouts/payout-routes.ts';
import { messageRoutes } from './api/residents/message-routes.ts';
import { residentRoutes } from './api/residents/resident-routes.ts';
import { registerRoute } from './api/route.ts';
import { accountRoutes } from './api/sign-in/account-routes.ts';
import { signInRoutes } from './api/sign-in/sign-in-routes.ts';
import { departmentMemberRoutes } from './api/staff/department-member-routes.ts';
import { staffRoutes } from './api/staff/staff-routes.ts';
import { registerApiDocs } from './api-docs/api-docs.ts';
import { registerQueueBoard } from './queue-board/queue-board.ts';
import { registerSecurityHeaders } from './web/security-headers.ts';
import { registerWebApplication } from './web/web-application.ts';
import { stripeWebhook } from './webhooks/stripe-webhook.ts';

/** A list of 200,000 people, see packages/benefits. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

export const routes = [
  ...signInRoutes,
  ...accountRoutes,
  ...staffRoutes,
  ...departmentMemberRoutes,
  ...homeRoutes,
  ...caseRoutes,
  ...replyTemplateRoutes,
  ...residentRoutes,
  ...messageRoutes,
  ...cityRoutes,
  ...settingsRoutes,
  ...channelRoutes,
  ...featureRoutes,
  ...garbageRoutes,
  ...richMenuRoutes,
  ...programRoutes,
  ...claimRoutes,
  ...payoutRoutes,
  ...bankRoutes,
  ...billingRoutes,
  ...operatorRoutes,
  ...catalogRoutes,
  ...queueRoutes,
] as const;

export type ConsoleOptions = Omit<ConsoleTools, 'queues' | 'breached' | 'limits'> & {
  /** `queues`: those that were opened. */
  limits: (queues: Queues | undefined) => Limits;
  /** `onUnreachable` is told of each password that went by without having been looked up. */
  breached: (onUnreachable: (error: unknown) => void) => BreachedPasswords;
  /** The worker's queues, where operators may look at them. */
  queues?: ((logger: QueueLogger) => Queues) | undefined;
  /** Ed25519, PKCS #8 in PEM: signs access tokens. */
  signingKey: string;
  /** Proxies whose word about the caller's address is taken. */
  trustProxy?: readonly string[];
  log?: ServerOptions['log'];
};

/** The staff API, and the web application that uses it. */
export async function buildConsole(options: ConsoleOptions): Promise<Server> {
  const { log, signingKey, trustProxy = [], ...rest } = options;
  const { queues: openQueues, breached: openBreached, limits: openLimits, ...given } = rest;
  const server = createServer({ name: 'console', trustProxy, ...(log === undefined ? {} : { log }) });
  const queues = openQueues?.(server.log);
  const metrics = createMetrics('console');
  const unchecked = new Counter({
    name: 'staff_passwords_unchecked_total',
    help: 'New passwords that were not looked up among breached ones',
    registers: [metrics],
  });
  const breached = openBreached((err) => {
    unchecked.inc();
    server.log.warn({ err }, 'a new password was not looked up among breached ones');
  });
  const tools: ConsoleTools = { ...given, queues, breached, limits: openLimits(queues) };
  server.addHook('onClose', async () => {
    await queues?.close(0);
  });
  await registerSecurityHeaders(server);
  await server.register(cookie);
  await registerAccessTokens(server, signingKey, cookiesOf(tools.party).access.name);
  registerHealth(server, { metrics, ready: { postgres: () => tools.db.ping() } });
  // Fastify's own, of which a form of another site could send one without asking first.
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser(
    ['text/csv', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES },
    (_request, body, done) => done(null, body),
  );
  for (const route of routes) registerRoute(server, tools, route);
  server.register(stripeWebhook, { billing: tools.billing });
  server.register(policyReports, { assertReport: tools.limits.assertReport });
  const description = describeApi(routes);
  server.get('/api/v1/openapi.json', async () => description);
  await registerApiDocs(server);
  if (queues !== undefined) await registerQueueBoard(server, tools, queues);
  await registerWebApplication(server);
  return server;
}
