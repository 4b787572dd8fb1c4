import { z } from 'zod';

const sandboxConfigSchema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  /** Where the mail server listens; 0 is any free port, and `GET /control/mailbox` tells which. */
  SANDBOX_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3025),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  /** The state is kept in its folder `sandbox`. */
  DATA_DIR: z.string().default('.tenohira'),
});

export type SandboxConfig = { port: number; smtpPort: number; host: string; dataDir: string };

/** @throws Error that names every variable that is wrong. An empty string counts as missing. */
export function loadSandboxConfig(env: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = sandboxConfigSchema.safeParse(given);
  if (!result.success) throw new Error(`The sandbox's configuration is wrong:\n${z.prettifyError(result.error)}`);
  const { SANDBOX_PORT: port, SANDBOX_SMTP_PORT: smtpPort, SANDBOX_HOST: host, DATA_DIR: dataDir } = result.data;
  return Object.freeze({ port, smtpPort, host, dataDir });
}
