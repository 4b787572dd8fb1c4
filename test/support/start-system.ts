// The whole of Tenohira as real processes, on free ports, with a database of its own. The services' main.ts run as they
// are; only the catalog holds the probe feature in place of the city's features (unless a test asks for those).
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { createDatabase, type Database, ensureDatabase } from '@tenohira/db';
import { freePort, prepareDatabase, startPostgresServer } from '@tenohira/deploy-local';
import type { AnyFeature } from '@tenohira/feature-kit';
import { createTenantSecrets, type TenantSecrets } from '@tenohira/secrets';
import pg from 'pg';
import { inject } from 'vitest';
import { addCity, type City } from './city.ts';
import { features as featuresUnderTest } from './features-under-test.ts';
import { type PrivateRedis, startPrivateRedis } from './private-redis.ts';
import { createSandboxControl, type SandboxControl } from './sandbox-control.ts';
import { type Service, startService } from './service.ts';
import { waitUntil } from './wait-until.ts';

export type SystemOptions = {
  gateways?: number;
  workers?: number;
  /** One worker for each, on a machine whose clock is that much ahead; instead of `workers`. */
  workerClocksAheadMs?: readonly number[];
  /** The queue in a Redis of its own instead of in PostgreSQL. */
  redis?: boolean;
  /** A PostgreSQL server of its own, with its ordinary durability, that can be stopped and started. */
  ownPostgres?: boolean;
  /** What `@tenohira/features` exports, in place of the probe feature. */
  features?: readonly AnyFeature[];
};

export type System = {
  sandbox: SandboxControl;
  gateway: Service;
  gateways: Service[];
  workers: Service[];
  /** As the services see it. */
  db: Database;
  /** Behind row level security, as superuser: for looking only. */
  admin: pg.Pool;
  redis: PrivateRedis | undefined;
  /** Those of the services. */
  secrets: TenantSecrets;
  /** Only with `ownPostgres`. */
  postgres: ControlledPostgres;
  /** A tenant of the test's own, with the probe feature unless it names others. */
  addCity(features?: readonly { key: string; settings: unknown }[]): Promise<City>;
  /** What `npm run city` needs in order to work on it, and to be reached by LINE. */
  installation: Readonly<Record<string, string>>;
  /** All that the services have written to their logs. */
  logs(): string;
  /** Ends every process. */
  stop(): Promise<void>;
};

export type ControlledPostgres = {
  /** The connections end with a word of farewell. */
  stop(): Promise<void>;
  /** "Immediate shutdown": without a checkpoint; the next start recovers from the log. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** SIGSTOP: the connections stay open and nobody answers. */
  freeze(): void;
  thaw(): void;
};

const REPLACE_FEATURES = `--import=${join(import.meta.dirname, 'replace-features.ts')}`;
const SKEW_CLOCK = new URL('skew-clock.ts', import.meta.url).href;

type Stop = () => Promise<unknown>;

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const stops: Stop[] = [];
  try {
    return await start(options, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function start(options: SystemOptions, stops: Stop[]): Promise<System> {
  const { gateways: gatewayCount = 1, workers: workerCount = 1, redis: wantsRedis = false } = options;
  const clocksAheadMs = options.workerClocksAheadMs ?? Array.from({ length: workerCount }, () => 0);
  const folder = mkdtempSync(join(tmpdir(), 'tenohira-system-'));
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(folder, 0o711);
  stops.push(async () => rmSync(folder, { recursive: true, force: true }));

  const postgres = options.ownPostgres
    ? await startOwnPostgres(folder, stops)
    : { ownerUrl: await makeDatabase(stops), server: refuseToStopSharedPostgres };
  const { appUrl, platformUrl, queueUrl } = await prepareDatabase(postgres.ownerUrl, inject('servicePassword'));
  const masterKey = randomBytes(32).toString('base64');
  const db = createDatabase({ appUrl, platformUrl, maxConnections: 4 });
  const admin = new pg.Pool({ connectionString: postgres.ownerUrl, max: 4 });
  admin.on('error', () => {});
  stops.push(
    () => db.close(),
    () => admin.end(),
  );
  const redis = wantsRedis ? await startPrivateRedis() : undefined;
  if (redis) stops.push(() => redis.kill());

  const logFolder = join(folder, 'logs');
  const run = async (service: 'gateway' | 'worker' | 'sandbox', number: number, env: Record<string, string>) => {
    const started = await startService({ name: `${service}-${number}`, service, env, logFolder });
    stops.push(() => endSurely(started));
    return started;
  };
  const sandboxService = await run('sandbox', 1, { DATA_DIR: folder, SANDBOX_SMTP_PORT: '0' });
  const sandbox = createSandboxControl(sandboxService.url);
  const installation = {
    APP_DATABASE_URL: appUrl,
    PLATFORM_DATABASE_URL: platformUrl,
    MASTER_KEY: masterKey,
    LINE_API_BASE_URL: sandboxService.url,
    LINE_DATA_API_BASE_URL: sandboxService.url,
  };
  const env = {
    ...installation,
    PUBLIC_BASE_URL: 'http://127.0.0.1',
    NODE_OPTIONS: options.features ? '' : REPLACE_FEATURES,
  };
  const clockAhead = (ms: number) =>
    ms === 0 ? {} : { NODE_OPTIONS: `${env.NODE_OPTIONS} --import=${SKEW_CLOCK}?ms=${ms}`.trim() };
  const issuers = {
    AMAZON_INCENTIVES_URL: `${sandboxService.url}/issuers/amazon`,
    QUO_CARD_PAY_URL: `${sandboxService.url}/issuers/quo-card-pay`,
    E_MONEY_URL: `${sandboxService.url}/issuers/e-money`,
    ATM_CASH_URL: `${sandboxService.url}/issuers/atm-cash`,
  };
  const mail = {
    MAIL_URL: `smtp://127.0.0.1:${await sandbox.smtpPort()}`,
    MAIL_FROM: '手のひら市役所 <no-reply@tenohira.example>',
  };
  const queue: Record<string, string> = redis ? { REDIS_URL: redis.url } : { QUEUE_DATABASE_URL: queueUrl };
  const [gateways, workers] = await Promise.all([
    Promise.all(numbers(gatewayCount).map((number) => run('gateway', number, env))),
    Promise.all(
      clocksAheadMs.map((ms, index) =>
        run('worker', index + 1, { ...env, ...queue, ...issuers, ...mail, ...clockAhead(ms) }),
      ),
    ),
  ]);
  const [gateway] = gateways;
  if (!gateway) throw new Error('a system has at least one gateway');

  const secrets = createTenantSecrets({ masterKey, loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId) });
  const catalog = createCatalog(options.features ?? featuresUnderTest, sharedBlocks);
  return {
    sandbox,
    gateway,
    gateways,
    workers,
    db,
    admin,
    redis,
    secrets,
    postgres: postgres.server,
    installation: { ...installation, PUBLIC_BASE_URL: gateway.url },
    addCity: (features) => addCity({ db, admin, secrets, catalog, sandbox, gatewayUrl: gateway.url }, features),
    logs: () =>
      readdirSync(logFolder)
        .filter((name) => !name.startsWith('sandbox'))
        .map((name) => readFileSync(join(logFolder, name), 'utf8'))
        .join(''),
    stop: () => stopAll(stops),
  };
}

/** One of the run's PostgreSQL server. */
async function makeDatabase(stops: Stop[]): Promise<string> {
  const adminUrl = inject('adminDatabaseUrl');
  const name = `system_${randomBytes(6).toString('hex')}`;
  const ownerUrl = await ensureDatabase(adminUrl, name);
  stops.push(async () => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  });
  return ownerUrl;
}

const refuse = (): never => {
  throw new Error('other tests use this PostgreSQL: ask for ownPostgres');
};
const refuseToStopSharedPostgres: ControlledPostgres = {
  stop: refuse,
  crash: refuse,
  start: refuse,
  freeze: refuse,
  thaw: refuse,
};

async function startOwnPostgres(
  folder: string,
  stops: Stop[],
): Promise<{ ownerUrl: string; server: ControlledPostgres }> {
  const password = inject('servicePassword');
  const port = await freePort();
  const dataFolder = join(folder, 'postgres');
  const pidFile = join(dataFolder, 'postmaster.pid');
  const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const open = () => startPostgresServer({ folder: dataFolder, password, port });
  let server = await open();
  stops.push(() => server.stop());
  return {
    ownerUrl: await ensureDatabase(server.adminUrl, 'tenohira'),
    server: {
      stop: () => server.stop(),
      crash: async () => {
        // https://www.postgresql.org/docs/18/server-shutdown.html
        process.kill(postmaster(), 'SIGQUIT');
        await waitUntil('PostgreSQL is gone', () => !existsSync(pidFile));
      },
      start: async () => {
        server = await open();
      },
      freeze: () => signalFamily(postmaster(), 'SIGSTOP'),
      thaw: () => signalFamily(postmaster(), 'SIGCONT'),
    },
  };
}

/** A process and its children. */
function signalFamily(parent: number, signal: NodeJS.Signals): void {
  const children = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
  for (const pid of [parent, ...children]) process.kill(pid, signal);
}

/** A frozen process hears SIGTERM only when it is thawed. */
async function endSurely(service: Service): Promise<void> {
  service.thaw();
  await service.stop();
}

/** In the opposite order of starting: who asks stops before who is asked. */
async function stopAll(stops: Stop[]): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
