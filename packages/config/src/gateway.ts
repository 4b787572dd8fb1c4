import { z } from 'zod';
import { database, host, httpUrl, lineApi, networks, port } from './fields.ts';

/** One is of no use without the others. */
const IDENTITY = ['IDENTITY_ISSUER', 'IDENTITY_CLIENT_ID', 'IDENTITY_PRIVATE_KEY'] as const;

const variables = z.object({
  GATEWAY_PORT: port(3000),
  GATEWAY_HOST: host,
  /** Where residents' phones reach the gateway. */
  PUBLIC_BASE_URL: httpUrl.default('http://localhost:3000'),
  /** Proxies in front, whose word about a caller's address is taken: `10.0.0.0/8, 192.0.2.1`. */
  TRUST_PROXY: networks.default([]),
  ...database,
  ...lineApi,
  /** The identity provider (デジタル認証アプリ), exactly as its ID tokens name it. Without it nobody can register. */
  IDENTITY_ISSUER: httpUrl.optional(),
  IDENTITY_CLIENT_ID: z
    .string()
    .regex(/^[0-9a-zA-Z]{1,255}$/, 'must be letters and digits')
    .optional(),
  /** A PEM (line ends may be written `\n`) or a JWK: RSA, or EC on P-256. */
  IDENTITY_PRIVATE_KEY: z.string().optional(),
});

export const gatewayConfigSchema = variables.superRefine((config, context) => {
  const missing = IDENTITY.filter((name) => config[name] === undefined);
  if (missing.length === IDENTITY.length) return;
  for (const name of missing) context.addIssue({ code: 'custom', path: [name], message: 'is missing' });
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfigSchema>>;
