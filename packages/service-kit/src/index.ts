export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { type HealthOptions, registerHealth } from './health.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { runService } from './run-service.ts';
