import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A Redis of this test's own, in memory only, that can be killed and started again on the same port. */
export type PrivateRedis = {
  url: string;
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Stopped, not dead: the socket stays open and nothing answers. */
  freeze(): void;
  thaw(): void;
  command(...words: [string, ...string[]]): Promise<unknown>;
};

export function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Does not start it: a test may want Redis to be away first. */
export async function createPrivateRedis(): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  return {
    url,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      server = spawn('redis-server', args, { stdio: 'ignore' });
      await answers(url);
    },
    async kill() {
      if (server === undefined) {
        return;
      }
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
      server = undefined;
    },
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    async command(name, ...args) {
      const client = new Redis(url, { maxRetriesPerRequest: 1 });
      try {
        return await client.call(name, ...args);
      } finally {
        client.disconnect();
      }
    },
  };
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {}); // refused until it listens
  try {
    await Promise.race([
      client.ping(),
      sleep(10_000, undefined, { ref: false }).then(() => Promise.reject(new Error('redis-server did not start'))),
    ]);
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  return address.port;
}
