import { z } from 'zod';
import { httpUrl, key32, postgresUrl, stripe, wantStripeWhole } from './fields.ts';

/** What `npm run city` can be told. Without the addresses it takes those of the installation in DATA_DIR. */
export const cityCommandConfigSchema = z
  .object({
    DATA_DIR: z.string().default('.tenohira'),
    APP_DATABASE_URL: postgresUrl.optional(),
    PLATFORM_DATABASE_URL: postgresUrl.optional(),
    MASTER_KEY: key32.optional(),
    CONSOLE_BASE_URL: httpUrl.optional(),
    PUBLIC_BASE_URL: httpUrl.optional(),
    LINE_API_BASE_URL: httpUrl.optional(),
    LINE_DATA_API_BASE_URL: httpUrl.optional(),
    ...stripe,
  })
  .superRefine(wantStripeWhole);
