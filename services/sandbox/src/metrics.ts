import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { Outcome } from './line/webhooks.ts';

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'sandbox_line_requests_total',
    help: 'Calls of the LINE API by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'sandbox_webhook_deliveries_total',
    help: 'Webhook attempts by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    registry,
    countRequest: (method: string, route: string, status: number | null) =>
      requests.inc({ method, route, status: status ?? 'none' }),
    countDelivery: (outcome: Outcome) => deliveries.inc({ outcome: outcome.reason ?? 'ok' }),
  };
}
