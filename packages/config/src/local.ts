import { z } from 'zod';
import { httpUrl, port, postgresUrl, redisUrl } from './fields.ts';

/** What `npm start` can be told. Everything has a default. */
export const localConfigSchema = z.object({
  GATEWAY_PORT: port(3000),
  CONSOLE_PORT: port(3001),
  SANDBOX_PORT: port(3002),
  WORKER_PORT: port(3003),
  /** Where the sandbox takes letters. */
  SANDBOX_SMTP_PORT: port(3025),
  /** Where the embedded PostgreSQL, the sandbox and the local secrets keep what they know. */
  DATA_DIR: z.string().default('.tenohira'),
  /** A PostgreSQL of your own instead of the embedded one; logs in with the right to create roles and databases' tables. */
  DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  /** LINE itself instead of the sandbox. */
  LINE_API_BASE_URL: httpUrl.optional(),
  LINE_DATA_API_BASE_URL: httpUrl.optional(),
  /** Where phones reach the gateway, when it is not this machine. */
  PUBLIC_BASE_URL: httpUrl.optional(),
});

export type LocalConfig = Readonly<z.infer<typeof localConfigSchema>>;
