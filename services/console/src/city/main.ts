// `npm run city`: what staff can do today without a page. Every answer can be had as JSON with --json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cityCommandConfigSchema, loadConfig } from '@tenohira/config';
import { AppError } from '@tenohira/core';
import { createDatabase } from '@tenohira/db';
import { createTenantSecrets } from '@tenohira/secrets';
import { z } from 'zod';
import { commands, findCommand, usage } from './commands.ts';

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  MASTER_KEY: z.string(),
  CONSOLE_BASE_URL: z.string().default('http://localhost:3001'),
  PUBLIC_BASE_URL: z.string().default('http://localhost:3000'),
  LINE_API_BASE_URL: z.string().default('https://api.line.me'),
  LINE_DATA_API_BASE_URL: z.string().default('https://api-data.line.me'),
  STRIPE_API_BASE_URL: z.string().default('https://api.stripe.com'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  BILLING_GRACE_DAYS: z.number().default(30),
});

type Installation = z.infer<typeof runningSchema>;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false, // an option that nobody knows is answered with the usage, not with a trace
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const { json, help, ...unknown } = values;
  const found = help || Object.keys(unknown).length > 0 ? undefined : findCommand(positionals);
  if (!found) {
    process.stderr.write(`${usage(commands)}\n`);
    return help || process.argv.length === 2 ? 0 : 2;
  }
  const installation = findInstallation();
  const db = createDatabase({
    appUrl: installation.APP_DATABASE_URL,
    platformUrl: installation.PLATFORM_DATABASE_URL,
    maxConnections: 2,
  });
  const secrets = createTenantSecrets({
    masterKey: installation.MASTER_KEY,
    loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
  });
  try {
    const answer = await found.command.run({
      ...{ db, secrets, arguments: found.arguments },
      consoleBaseUrl: installation.CONSOLE_BASE_URL,
      publicBaseUrl: installation.PUBLIC_BASE_URL,
      lineApi: {
        apiBaseUrl: installation.LINE_API_BASE_URL,
        dataApiBaseUrl: installation.LINE_DATA_API_BASE_URL,
      },
      stripe: {
        apiBaseUrl: installation.STRIPE_API_BASE_URL,
        secretKey: installation.STRIPE_SECRET_KEY,
        webhookSecret: installation.STRIPE_WEBHOOK_SECRET,
        graceDays: installation.BILLING_GRACE_DAYS,
      },
    });
    process.stdout.write(json ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.text}\n`);
    return answer.exitCode ?? 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.userMessage}\n`);
    return 1;
  } finally {
    await db.close();
  }
}

/** The installation that `npm start` made, or the one that the environment names. */
function findInstallation(): Installation {
  const { DATA_DIR, ...named } = loadConfig(cityCommandConfigSchema);
  const complete = runningSchema.safeParse(named);
  return complete.success
    ? complete.data
    : runningSchema.parse(JSON.parse(readRunning(join(DATA_DIR, 'running.json'))));
}

function readRunning(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    process.stderr.write(
      `There is no installation at ${path}: run \`npm start\` in another window first, or set DATA_DIR to its folder.\n`,
    );
    process.exit(1);
  }
}

process.exitCode = await main();
