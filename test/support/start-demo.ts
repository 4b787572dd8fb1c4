// `npm start` as a person runs it, but for the installing: its own process, free ports, an empty folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@tenohira/deploy-local';
import { createSandboxControl, type SandboxControl } from './sandbox-control.ts';
import { waitUntil } from './wait-until.ts';

const START = join(import.meta.dirname, '../../deploy/local/src/start.ts');
const READY = 'Ctrl-C stops everything.';

export type Demo = {
  sandboxUrl: string;
  gatewayUrl: string;
  consoleUrl: string;
  workerUrl: string;
  sandbox: SandboxControl;
  /** The folder in DATA_DIR. */
  dataDir: string;
  env: Readonly<Record<string, string>>;
  /** What it has printed. */
  output(): string;
  /** Presses Ctrl-C and returns the exit code. */
  interrupt(): Promise<number | null>;
};

/** An empty folder that PostgreSQL's own user may pass, and its removal. */
export function makeDataDir(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenohira-demo-'));
  chmodSync(dataDir, 0o711);
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** Starts it and waits for the table. */
export async function startDemo(dataDir: string, given: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const [gateway, console, sandbox, worker, smtp] = await Promise.all(Array.from({ length: 5 }, freePort));
  const env = {
    DATA_DIR: dataDir,
    GATEWAY_PORT: String(gateway),
    CONSOLE_PORT: String(console),
    SANDBOX_PORT: String(sandbox),
    WORKER_PORT: String(worker),
    SANDBOX_SMTP_PORT: String(smtp),
    ...given,
  };
  const started = runStart(env);
  await waitUntil(
    'npm start is ready',
    () => started.output().includes(READY) || started.child.exitCode !== null,
    90_000,
  );
  if (!started.output().includes(READY)) throw new Error(`npm start ended:\n${started.output()}`);
  const sandboxUrl = `http://127.0.0.1:${env.SANDBOX_PORT}`;
  return {
    sandboxUrl,
    gatewayUrl: `http://127.0.0.1:${env.GATEWAY_PORT}`,
    consoleUrl: `http://127.0.0.1:${env.CONSOLE_PORT}`,
    workerUrl: `http://127.0.0.1:${env.WORKER_PORT}`,
    sandbox: createSandboxControl(sandboxUrl),
    dataDir,
    env,
    output: started.output,
    interrupt: async () => {
      started.child.kill('SIGINT');
      return started.exited;
    },
  };
}

/** Runs it with that environment until it ends by itself: for what it says when it cannot start. */
export async function startRefused(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  const started = runStart(env);
  const code = await started.exited;
  return { code, output: started.output() };
}

function runStart(env: Readonly<Record<string, string>>): {
  child: ChildProcess;
  exited: Promise<number | null>;
  output(): string;
} {
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, exited, output: () => output };
}
