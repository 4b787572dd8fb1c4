import client from 'prom-client';

export type Metrics = client.Registry;

/** A registry of the process's own, with Node's and the process's default metrics. */
export function createMetrics(service: string): Metrics {
  const registry = new client.Registry();
  registry.setDefaultLabels({ service });
  client.collectDefaultMetrics({ register: registry });
  return registry;
}
