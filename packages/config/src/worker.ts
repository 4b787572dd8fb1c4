import { z } from 'zod';
import {
  database,
  host,
  httpUrl,
  lineApi,
  mailSender,
  port,
  postgresUrl,
  redisUrl,
  smtpUrl,
  stripe,
  wantStripeWhole,
} from './fields.ts';

const variables = z.object({
  /** Health and metrics only. */
  WORKER_PORT: port(3003),
  WORKER_HOST: host,
  PUBLIC_BASE_URL: httpUrl.default('http://localhost:3000'),
  ...database,
  ...lineApi,
  /** Redis, if there is one: then it is the queue. */
  REDIS_URL: redisUrl.optional(),
  /** Logs in with the rights of `tenohira_queue`: the queue where there is no Redis. */
  QUEUE_DATABASE_URL: postgresUrl.optional(),
  /** The mail server; TLS is required but on this machine. */
  MAIL_URL: smtpUrl,
  /** From whom letters come. */
  MAIL_FROM: mailSender,
  // Issuers. A method whose issuer has no address waits and says so.
  AMAZON_INCENTIVES_URL: httpUrl.optional(),
  QUO_CARD_PAY_URL: httpUrl.optional(),
  E_MONEY_URL: httpUrl.optional(),
  ATM_CASH_URL: httpUrl.optional(),
  /** For fault tests: the process ends with SIGKILL when it comes to this place. Never set it in production. */
  FAIL_POINT: z.string().optional(),
  ...stripe,
});

export const workerConfigSchema = variables.superRefine(wantStripeWhole);

export type WorkerConfig = Readonly<z.infer<typeof workerConfigSchema>>;
