// `npm start`: the whole of Tenohira on this machine, with demo cities and a phone to tap on.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, type LocalConfig, loadConfig, localConfigSchema } from '@tenohira/config';
import { AppError } from '@tenohira/core';
import { ensureDatabase } from '@tenohira/db';
import { seedDemoCities } from '@tenohira/prisma/seed';
import { createQueues } from '@tenohira/queue';
import { loadLocalSecrets } from './local-secrets.ts';
import { assertPortsFree } from './ports.ts';
import { startPostgresServer } from './postgres-server.ts';
import { prepareDatabase } from './prepare-database.ts';
import { type ServiceProcess, startProcess, waitUntilReady } from './processes.ts';
import { describeStart } from './start-table.ts';

const SERVICES = join(import.meta.dirname, '../../../services');

type Stop = () => Promise<void>;

async function start(config: LocalConfig, stops: Stop[]): Promise<ServiceProcess[]> {
  const startedAt = performance.now();
  const { GATEWAY_PORT, CONSOLE_PORT, SANDBOX_PORT, WORKER_PORT, SANDBOX_SMTP_PORT } = config;
  await assertPortsFree({ GATEWAY_PORT, CONSOLE_PORT, SANDBOX_PORT, WORKER_PORT, SANDBOX_SMTP_PORT });
  const dataDir = resolve(config.DATA_DIR);
  const secrets = loadLocalSecrets(dataDir);

  if (config.REDIS_URL !== undefined) await assertRedisAnswers(config.REDIS_URL);

  say('PostgreSQL …');
  const ownerUrl = config.DATABASE_URL ?? (await startEmbedded(dataDir, secrets.databasePassword, stops));
  const { appUrl, platformUrl, queueUrl } = await prepareDatabase(ownerUrl, secrets.databasePassword);

  const addresses = {
    gateway: `http://localhost:${GATEWAY_PORT}`,
    console: `http://localhost:${CONSOLE_PORT}`,
    sandbox: `http://localhost:${SANDBOX_PORT}`,
    worker: `http://localhost:${WORKER_PORT}`,
  };
  const database = { APP_DATABASE_URL: appUrl, PLATFORM_DATABASE_URL: platformUrl, MASTER_KEY: secrets.masterKey };
  const outside = {
    LINE_API_BASE_URL: config.LINE_API_BASE_URL ?? addresses.sandbox,
    LINE_DATA_API_BASE_URL: config.LINE_DATA_API_BASE_URL ?? config.LINE_API_BASE_URL ?? addresses.sandbox,
    PUBLIC_BASE_URL: config.PUBLIC_BASE_URL ?? addresses.gateway,
  };
  const queue = config.REDIS_URL === undefined ? { QUEUE_DATABASE_URL: queueUrl } : { REDIS_URL: config.REDIS_URL };
  const identity = {
    IDENTITY_ISSUER: `${addresses.sandbox}/identity`,
    IDENTITY_CLIENT_ID: 'RP00000001',
    IDENTITY_PRIVATE_KEY: secrets.identityPrivateKey,
  };
  const issuers = {
    AMAZON_INCENTIVES_URL: `${addresses.sandbox}/issuers/amazon`,
    QUO_CARD_PAY_URL: `${addresses.sandbox}/issuers/quo-card-pay`,
    E_MONEY_URL: `${addresses.sandbox}/issuers/e-money`,
    ATM_CASH_URL: `${addresses.sandbox}/issuers/atm-cash`,
  };
  const mail = {
    MAIL_URL: `smtp://127.0.0.1:${SANDBOX_SMTP_PORT}`,
    MAIL_FROM: '手のひら市役所 <no-reply@tenohira.example>',
  };
  const stripe = {
    STRIPE_API_BASE_URL: addresses.sandbox,
    STRIPE_SECRET_KEY: secrets.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
  };
  const logFolder = join(dataDir, 'logs');
  const run = (name: string, env: Readonly<Record<string, string>>): ServiceProcess => {
    const service = startProcess({ name, main: join(SERVICES, name, 'src/main.ts'), env, logFolder });
    stops.push(service.stop);
    return service;
  };

  say('sandbox, gateway, worker, console …');
  const services = [
    run('sandbox', {
      SANDBOX_PORT: String(SANDBOX_PORT),
      SANDBOX_SMTP_PORT: String(SANDBOX_SMTP_PORT),
      DATA_DIR: dataDir,
    }),
    run('worker', {
      WORKER_PORT: String(WORKER_PORT),
      ...database,
      ...outside,
      ...queue,
      ...issuers,
      ...mail,
      ...stripe,
    }),
    run('console', {
      CONSOLE_PORT: String(CONSOLE_PORT),
      CONSOLE_BASE_URL: addresses.console,
      CONSOLE_SIGNING_KEY: secrets.consoleSigningKey,
      PWNED_PASSWORDS_BASE_URL: addresses.sandbox,
      ...database,
      ...outside,
      ...queue,
      ...stripe,
    }),
    run('gateway', { GATEWAY_PORT: String(GATEWAY_PORT), ...database, ...outside, ...identity }),
  ];
  await Promise.all(
    services.map((service) => waitUntilReady(service, `${addresses[service.name as keyof typeof addresses]}/readyz`)),
  ); // the names are those just given

  say('demo cities …');
  const cities = await seedDemoCities({
    ...database,
    gatewayUrl: addresses.gateway,
    sandboxUrl: addresses.sandbox,
    identity: {
      clientId: identity.IDENTITY_CLIENT_ID,
      privateKeyPem: identity.IDENTITY_PRIVATE_KEY,
      redirectUri: `${outside.PUBLIC_BASE_URL}/identity/callback`,
    },
    stripe: {
      secretKey: stripe.STRIPE_SECRET_KEY,
      webhookUrl: `${addresses.console}/webhooks/stripe`,
      webhookSecret: stripe.STRIPE_WEBHOOK_SECRET,
    },
  });
  // What `npm run city` and `npm run story` need in order to reach this installation.
  writeFileSync(
    join(dataDir, 'running.json'),
    `${JSON.stringify({ ...database, ...outside, ...stripe, CONSOLE_BASE_URL: addresses.console, addresses, cities: cities.map((city) => city.slug) }, null, 2)}\n`,
    { mode: 0o600 },
  );

  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(
    describeStart({
      addresses,
      cities,
      dataDir,
      seconds,
      redis: config.REDIS_URL !== undefined,
      embedded: config.DATABASE_URL === undefined,
    }),
  );
  return services;
}

async function assertRedisAnswers(redisUrl: string): Promise<void> {
  const ignore = () => {};
  const queues = createQueues({ redisUrl, logger: { info: ignore, warn: ignore, error: ignore } });
  try {
    await queues.ping();
  } catch (cause) {
    throw new Error('Redis at REDIS_URL cannot be reached: check the address, and that the server runs.', { cause });
  } finally {
    await queues.close(0);
  }
}

async function startEmbedded(dataDir: string, password: string, stops: Stop[]): Promise<string> {
  const server = await startPostgresServer({ folder: join(dataDir, 'postgres'), password });
  stops.push(server.stop);
  return ensureDatabase(server.adminUrl, 'tenohira');
}

/** In the opposite order of starting: who asks stops before who is asked. */
async function stopAll(stops: Stop[]): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

function say(text: string): void {
  process.stdout.write(`  ${text}\n`);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof AppError && error.code === 'DB_UNAVAILABLE') {
    return 'PostgreSQL at DATABASE_URL cannot be reached: check the address and the password, and that the server runs.';
  }
  return error instanceof Error ? error.message : String(error);
}

const stops: Stop[] = [];
let stopping = false;
const stopAndExit = async (code: number): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await stopAll(stops);
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) process.stdout.write('\n  stopping …\n');
    void stopAndExit(0);
  });
}

try {
  const services = await start(loadConfig(localConfigSchema), stops);
  const words = await Promise.race(services.map((service) => service.ended));
  if (!stopping) {
    process.stderr.write(`\nA service ended, so everything stops: ${words}\n`);
    await stopAndExit(1);
  }
} catch (error) {
  if (!stopping) {
    process.stderr.write(`\n${explain(error)}\n`);
    await stopAndExit(1);
  }
}
