// `npm run soak [-- --schedules 500 --seed 7]`: the simulators of payouts and of notices, through as many schedules of
// crashes as one has time for, on a PostgreSQL of its own. Ends with 1 if an invariant broke. See ../README.md.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, type Database, ensureDatabase } from '@tenohira/db';
import { type PostgresServer, prepareDatabase, startPostgresServer } from '@tenohira/deploy-local';
import { simulateSends } from '@tenohira/messaging/testing';
import { simulatePayouts } from '@tenohira/payouts/testing';

type Simulate = (options: { db: Database; seed: number; schedules: number }) => Promise<Record<string, number>>;
type Soak = { name: string; db: Database /** Schedules. */; done: number; failedSeeds: number[] };

const SIMULATORS: Readonly<Record<string, Simulate>> = { payouts: simulatePayouts, notices: simulateSends };

/** One seed's worth: as many as `npm test` tries, so that a failure is repeated in seconds. */
const SCHEDULES_A_SEED = 200;
const CONNECTIONS = 6;
/** On a machine that is busy with something else, a wait of some seconds is not a broken invariant. In milliseconds. */
const PATIENCE_MS = 120_000;
const PASSWORD = 'soak';
// Processes crash here, the machine does not: nothing has to survive a power cut.
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    only: { type: 'string' },
  },
});
const schedules = wholeNumber('schedules', values.schedules);
const seed = wholeNumber('seed', values.seed);
const names = Object.keys(SIMULATORS).filter((name) => values.only === undefined || values.only === name);
if (names.length === 0) throw new Error(`There is no simulator ${values.only}: ${Object.keys(SIMULATORS).join(', ')}`);

print(`from seed ${seed}`);
let stopped = false;
// The first Ctrl+C ends it after the seeds under way, with its report; the second at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopped = true;
    print('Stops after the seeds under way.');
  });

const folder = mkdtempSync(join(tmpdir(), 'tenohira-soak-'));
// PostgreSQL runs as another user when this runs as root.
chmodSync(folder, 0o711);
const server = await startPostgresServer({
  folder: join(folder, 'postgres'),
  password: PASSWORD,
  settings: SETTINGS,
});
try {
  const soaks: Soak[] = [];
  // One after another: the roles they make are the server's.
  for (const name of names) soaks.push({ name, db: await openDatabase(server, name), done: 0, failedSeeds: [] });
  await Promise.all(soaks.map(run));
  await Promise.all(soaks.map(({ db }) => db.close()));
  soaks.forEach(report);
  if (soaks.some(({ failedSeeds }) => failedSeeds.length > 0)) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The simulators do not share one: each gives turns to all the rows that it finds. */
async function openDatabase({ adminUrl }: PostgresServer, name: string): Promise<Database> {
  const urls = await prepareDatabase(await ensureDatabase(adminUrl, `soak_${name}`), PASSWORD);
  return createDatabase({
    ...urls,
    maxConnections: CONNECTIONS,
    connectTimeoutMs: PATIENCE_MS,
    statementTimeoutMs: PATIENCE_MS,
  });
}

async function run(soak: Soak): Promise<void> {
  const { name, db, failedSeeds } = soak;
  const simulate = SIMULATORS[name];
  const totals: Record<string, number> = {};
  const startedAt = performance.now();
  for (let part = seed; soak.done < schedules && !stopped; part += 1) {
    const count = Math.min(SCHEDULES_A_SEED, schedules - soak.done);
    const counts = await simulate?.({ db, seed: part, schedules: count }).catch((error: unknown) => {
      failedSeeds.push(part);
      print(`${name}, seed ${part}: BROKEN\n${describe(error)}`);
    });
    soak.done += count;
    for (const [key, value] of Object.entries(counts ?? {})) totals[key] = (totals[key] ?? 0) + value;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    print(`${name}: ${soak.done} of ${schedules} schedules in ${seconds} s ${JSON.stringify(totals)}`);
  }
}

function report({ name, done, failedSeeds }: Soak): void {
  if (failedSeeds.length === 0) print(`${name}: every invariant held, ${done} schedules from seed ${seed}`);
  for (const failed of failedSeeds)
    print(`${name}: broken; again: npm run soak -- --only ${name} --schedules ${SCHEDULES_A_SEED} --seed ${failed}`);
}

/** fast-check says the seed and the smallest schedule; what broke is the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number, not ${text}`);
  return number;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
