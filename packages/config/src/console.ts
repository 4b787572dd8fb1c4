import { z } from 'zod';
import { database, host, httpUrl, lineApi, port, stripe, wantStripeWhole } from './fields.ts';

export const consoleConfigSchema = z
  .object({
    CONSOLE_PORT: port(3001),
    CONSOLE_HOST: host,
    /** Where residents' phones reach the gateway: for the addresses in letters. */
    PUBLIC_BASE_URL: httpUrl.default('http://localhost:3000'),
    /** Where staff reach the console: for the way back from Stripe's portal. */
    CONSOLE_BASE_URL: httpUrl.default('http://localhost:3001'),
    ...lineApi,
    ...database,
    ...stripe,
  })
  .superRefine(wantStripeWhole);

export type ConsoleConfig = Readonly<z.infer<typeof consoleConfigSchema>>;
