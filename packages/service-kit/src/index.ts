export { type AddressLimit, createAddressLimit, networkOf } from './address-limit.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { type HealthOptions, registerHealth } from './health.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { POLICY_REPORTS, policyReports } from './policy-reports.ts';
export { runService } from './run-service.ts';
