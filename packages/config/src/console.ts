import { z } from 'zod';
import { database, host, port } from './fields.ts';

export const consoleConfigSchema = z.object({
  CONSOLE_PORT: port(3001),
  CONSOLE_HOST: host,
  ...database,
});

export type ConsoleConfig = Readonly<z.infer<typeof consoleConfigSchema>>;
