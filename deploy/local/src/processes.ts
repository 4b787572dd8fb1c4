// The services as child processes, each with its log file.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type ServiceProcess = {
  name: string;
  logFile: string;
  child: ChildProcess;
  /** Resolves with what it died of. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

export type ServiceProcessOptions = {
  name: string;
  /** The file that Node runs. */
  main: string;
  env: Readonly<Record<string, string>>;
  logFolder: string;
};

/** The shared variables that a service may see; no other of this shell's. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_OPTIONS'];
const STOP_DEADLINE_MS = 35_000;
/**
 * What Node made of the sources at an earlier start: half the processor time of the next one
 * (https://nodejs.org/api/module.html#module-compile-cache).
 */
const COMPILE_CACHE = join(import.meta.dirname, '../../../node_modules/.cache/node-compile-cache');

export function startProcess(options: ServiceProcessOptions): ServiceProcess {
  const { name, main, env, logFolder } = options;
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  const inherited = Object.fromEntries(
    PASSED_ON.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
  );
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...inherited, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let lastWords = '';
  child.stdout.pipe(log, { end: false });
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk}`.slice(-2_000);
    log.write(chunk);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(lastWords.trim() || `${name} ended with ${signal ?? `code ${code}`}; see ${logFile}`),
    );
  });
  return {
    name,
    logFile,
    child,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/**
 * Resolves when the address answers 200.
 * @throws Error with the process's last words if it ends first
 */
export async function waitUntilReady(service: ServiceProcess, url: string, deadlineMs = 60_000): Promise<void> {
  const until = performance.now() + deadlineMs;
  let ended: string | undefined;
  void service.ended.then((words) => {
    ended = words;
  });
  while (performance.now() < until) {
    if (ended !== undefined) throw new Error(`${service.name} did not start. ${ended}`);
    const ready = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${service.name} is not ready after ${deadlineMs / 1000} seconds; see ${service.logFile}.`);
}
