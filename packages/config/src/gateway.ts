import { z } from 'zod';
import { database, host, httpUrl, lineApi, port } from './fields.ts';

export const gatewayConfigSchema = z.object({
  GATEWAY_PORT: port(3000),
  GATEWAY_HOST: host,
  /** Where residents' phones reach the gateway. */
  PUBLIC_BASE_URL: httpUrl.default('http://localhost:3000'),
  ...database,
  ...lineApi,
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfigSchema>>;
