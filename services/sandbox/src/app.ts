import type { Clock } from '@tenohira/core';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { controlPlugin } from './control/plugin.ts';
import { identityPlugin } from './identity-provider/plugin.ts';
import { issuersPlugin } from './issuers/plugin.ts';
import { linePlugin } from './line/plugin.ts';
import { mailboxPlugin } from './mailbox/plugin.ts';
import { phonePlugin } from './phone/plugin.ts';
import { pwnedPasswordsPlugin } from './pwned-passwords/plugin.ts';
import { createSandbox } from './sandbox.ts';
import { stripePlugin } from './stripe/plugin.ts';

export type BuildSandboxOptions = {
  /** Where the state is kept, in its folder `sandbox`; absent means in memory only. */
  dataDir?: string;
  logger?: boolean;
  clock?: Clock;
  /** How long a bot server has to answer a webhook; LINE's two seconds where absent. */
  webhookTimeoutMs?: number;
  /** Where the mail server listens; any free port of this machine where absent. */
  smtp?: { port: number; host: string };
};

/** The whole sandbox as one server that does not listen yet; its mail server begins when it is ready. `close()` writes what is not yet written. */
export async function buildSandbox(options: BuildSandboxOptions = {}): Promise<FastifyInstance> {
  const { logger = false, smtp = { port: 0, host: '127.0.0.1' }, ...sandboxOptions } = options;
  const sandbox = await createSandbox(sandboxOptions);
  // The calls are in the log of `GET /control/requests`; the console is for what goes wrong.
  const app = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false },
  });

  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) => {
    const text = await sandbox.metrics.registry.metrics();
    return reply.type(sandbox.metrics.registry.contentType).send(text);
  });
  await app.register(linePlugin, { sandbox });
  await app.register(issuersPlugin, { sandbox });
  await app.register(stripePlugin, { sandbox });
  await app.register(controlPlugin, { sandbox, prefix: '/control' });
  await app.register(identityPlugin, { sandbox, prefix: '/identity' });
  await app.register(mailboxPlugin, { sandbox });
  await app.register(pwnedPasswordsPlugin);
  await app.register(phonePlugin);

  app.addHook('onReady', () => sandbox.mailServer.listen(smtp.port, smtp.host));
  app.addHook('preClose', async () => sandbox.stopping.abort());
  app.addHook('onClose', async () => {
    sandbox.webhooks.forget();
    await sandbox.mailServer.close();
    sandbox.stripe.webhooks.forget();
    await sandbox.store.close();
  });
  return app;
}
