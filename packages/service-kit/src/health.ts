import type { Server } from './create-server.ts';
import type { Metrics } from './metrics.ts';

export type HealthOptions = {
  metrics: Metrics;
  /** What this process needs in order to serve, by name. A check that throws counts as false. */
  ready: Readonly<Record<string, () => Promise<boolean>>>;
  /** Prometheus text from elsewhere, put behind the registry's own. */
  moreMetrics?: () => Promise<string>;
};

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: Prometheus. */
export function registerHealth(server: Server, options: HealthOptions): void {
  const { metrics, ready, moreMetrics } = options;
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const checks = await Promise.all(
      Object.entries(ready).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    );
    const isReady = !closing && checks.every(([, ok]) => ok);
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not-ready', checks: Object.fromEntries(checks) });
  });
  server.get('/metrics', async (_request, reply) => {
    const own = await metrics.metrics();
    const more = moreMetrics ? await moreMetrics() : '';
    return reply.type(metrics.contentType).send(`${own}${more}`);
  });
}
