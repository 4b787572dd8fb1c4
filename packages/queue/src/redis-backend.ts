import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { type Backend, type OnError, wireWorker } from './backend.ts';
import { errors } from './errors.ts';

export type RedisBackendOptions = { redisUrl: string; prefix: string; onError: OnError };

/**
 * Two connections with opposite manners. The producers' one fails at once while Redis is away, because a webhook or a
 * request is waiting. The workers' one waits for Redis for ever, because a worker has nothing else to do.
 */
export function createRedisBackend({ redisUrl, prefix, onError }: RedisBackendOptions): Backend {
  const producers = new Redis(redisUrl, producerOptions);
  producers.on('error', onError);
  const down = watchDowntime(producers);
  let workers: Redis | undefined;

  return {
    kind: 'redis',
    redis: producers,
    openQueue(name, onQueueError) {
      // skipVersionCheck: the check is an INFO at the start, and one that fails leaves the Queue unusable for ever.
      const queue = new Queue<unknown, void>(name, { connection: producers, prefix, skipVersionCheck: true });
      queue.on('error', onQueueError);
      return queue;
    },
    openWorker(name, run, options, events) {
      if (workers === undefined) {
        workers = new Redis(redisUrl, workerOptions);
        workers.on('error', onError);
      }
      // BullMQ duplicates the connection for its blocking command, once a worker; the rest is shared.
      const worker = new Worker<unknown, void>(name, run, { ...options, connection: workers, prefix });
      return wireWorker(worker, events);
    },
    whenUp: (timeoutMs) => down.whenUp(timeoutMs),
    async ping() {
      await producers.ping();
    },
    async close() {
      producers.disconnect();
      workers?.disconnect();
    },
  };
}

const common = {
  connectTimeout: 5_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2_000),
  // After a failover the old primary answers READONLY until its name points to the new one: connect again.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

const producerOptions = {
  ...common,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  // A Redis that is stopped (not dead) keeps the socket open: without this, commands pile up behind it.
  socketTimeout: 5_000,
} satisfies RedisOptions;

const workerOptions = { ...common, maxRetriesPerRequest: null } satisfies RedisOptions;

/**
 * Callers share one allowance: the first ones of an outage wait for a reconnection, those who come when it has lasted
 * longer than their patience are refused at once. So an outage of 30 s does not hold every request for a second.
 */
function watchDowntime(client: Redis) {
  let downSince: number | undefined = performance.now();
  client.on('ready', () => {
    downSince = undefined;
  });
  client.on('close', () => {
    downSince ??= performance.now();
  });
  return {
    async whenUp(timeoutMs: number): Promise<void> {
      if (client.status === 'ready') {
        return;
      }
      const patienceMs = timeoutMs - (performance.now() - (downSince ?? performance.now()));
      if (patienceMs <= 0) {
        throw errors.UNAVAILABLE({ details: { downMs: Math.round(timeoutMs - patienceMs) } });
      }
      await new Promise<void>((resolve, reject) => {
        const onReady = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          client.off('ready', onReady);
          reject(errors.UNAVAILABLE());
        }, patienceMs);
        client.once('ready', onReady);
      });
    },
  };
}
