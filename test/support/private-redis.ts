// A Redis of the test's own, in memory only.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '@tenohira/deploy-local';
import { waitUntil } from './wait-until.ts';

export type PrivateRedis = {
  url: string;
  start(): Promise<void>;
  /** kill -9: with it goes all it knew. */
  kill(): Promise<void>;
  flushAll(): Promise<void>;
  /** A command without spaces in its words; its answer as it stands. */
  command(...words: string[]): Promise<string>;
};

export function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export async function startPrivateRedis(): Promise<PrivateRedis> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const redis: PrivateRedis = {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const memoryOnly = ['--save', '', '--appendonly', 'no'];
      server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...memoryOnly], {
        stdio: 'ignore',
      });
      await waitUntil('redis-server answers', () =>
        command(port, 'PING').then(
          (answer) => answer.startsWith('+PONG'),
          () => false,
        ),
      );
    },
    kill: async () => {
      if (!server) return;
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
      server = undefined;
    },
    flushAll: async () => {
      await command(port, 'FLUSHALL');
    },
    command: (...words) => command(port, words.join(' ')),
  };
  await redis.start();
  return redis;
}

/** One inline command: https://redis.io/docs/latest/develop/reference/protocol-spec/#inline-commands */
async function command(port: number, words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(`${words}\r\n`);
    const [answer] = await once(socket, 'data');
    return String(answer);
  } finally {
    socket.destroy();
  }
}
