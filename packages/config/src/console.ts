import { z } from 'zod';
import {
  database,
  ed25519Key,
  host,
  httpUrl,
  lineApi,
  networks,
  port,
  postgresUrl,
  redisUrl,
  stripe,
  wantStripeWhole,
} from './fields.ts';

export const consoleConfigSchema = z
  .object({
    CONSOLE_PORT: port(3001),
    CONSOLE_HOST: host,
    /** Where browsers reach the console: what passkeys are bound to and what requests must come from. */
    CONSOLE_BASE_URL: httpUrl.default('http://localhost:3001'),
    /** Signs access tokens. */
    CONSOLE_SIGNING_KEY: ed25519Key,
    /** Proxies in front, whose word about a caller's address is taken: `10.0.0.0/8, 192.0.2.1`. */
    TRUST_PROXY: networks.default([]),
    /** Where residents' phones reach the gateway: for the addresses in letters. */
    PUBLIC_BASE_URL: httpUrl.default('http://localhost:3000'),
    /** As the worker has them: operators look at its queues. Without either there is nothing to look at. */
    REDIS_URL: redisUrl.optional(),
    QUEUE_DATABASE_URL: postgresUrl.optional(),
    /** Who knows which passwords have leaked; asked by five digits of a hash. */
    PWNED_PASSWORDS_BASE_URL: httpUrl.default('https://api.pwnedpasswords.com'),
    ...lineApi,
    ...database,
    ...stripe,
  })
  .superRefine(wantStripeWhole);

export type ConsoleConfig = Readonly<z.infer<typeof consoleConfigSchema>>;
