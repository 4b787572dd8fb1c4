// One service as a real process on a port of its own, that can be killed and started again there.
import { join } from 'node:path';
import { freePort, type ServiceProcess, startProcess, waitUntilReady } from '@tenohira/deploy-local';
import { waitUntil } from './wait-until.ts';

const SERVICES = join(import.meta.dirname, '../../services');

export type Service = {
  name: string;
  url: string;
  logFile: string;
  /** Starts it again after kill() or stop(), with these variables as well. Resolves when it is ready. */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Resolves when it is gone, whoever ended it, with the signal. */
  ended(): Promise<NodeJS.Signals | null>;
  /** SIGKILL: no last words. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it lives and does nothing. */
  freeze(): void;
  /** SIGCONT */
  thaw(): void;
  /** SIGTERM, and waits for the end. Returns how it ended. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resident memory in bytes, from its own metrics. */
  memory(): Promise<number>;
};

export async function startService(options: {
  name: string;
  /** Folder under services/. */
  service: 'gateway' | 'worker' | 'sandbox';
  env: Readonly<Record<string, string>>;
  logFolder: string;
}): Promise<Service> {
  const { name, service, env, logFolder } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const main = join(SERVICES, service, 'src/main.ts');
  let current: ServiceProcess;
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    current = startProcess({
      name,
      main,
      env: { ...env, [`${service.toUpperCase()}_PORT`]: String(port), ...more },
      logFolder,
    });
    await waitUntilReady(current, `${url}/readyz`);
  };
  await start();
  return {
    name,
    url,
    logFile: join(logFolder, `${name}.log`),
    start,
    kill: async () => {
      current.child.kill('SIGKILL');
      await current.ended;
    },
    ended: async () => {
      await current.ended;
      return current.child.signalCode;
    },
    freeze: () => void current.child.kill('SIGSTOP'),
    thaw: () => void current.child.kill('SIGCONT'),
    stop: async () => {
      await current.stop();
      await waitUntil('the exit', () => current.child.exitCode !== null || current.child.signalCode !== null);
      return { code: current.child.exitCode, signal: current.child.signalCode };
    },
    memory: async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes(?:\{.*\})? (\S+)$/m.exec(metrics)?.[1]);
    },
  };
}
