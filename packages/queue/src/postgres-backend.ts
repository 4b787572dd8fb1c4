import { createPostgresBackend as createBullPostgresBackend, type PgPool, withBackend } from 'bullmq';
import { Pool } from 'pg';
import { type Backend, type OnError, wireWorker } from './backend.ts';
import { queueSchema } from './migrate-queues.ts';

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createBullPostgresBackend);

export type PostgresBackendOptions = { postgresUrl: string; onError: OnError };

/**
 * BullMQ's tables in the schema `bullmq`, which {@link file://./migrate-queues.ts} makes: the services log in as roles
 * that may not. Connections: one small pool for everything that adds, and two and a LISTEN for each worker.
 */
export function createPostgresBackend({ postgresUrl, onError }: PostgresBackendOptions): Backend {
  const pool = new Pool({
    connectionString: postgresUrl,
    // A pool that the caller made has to carry the search_path itself (bullmq, PostgresConnectionOptions).
    options: `-c search_path="${queueSchema}"`,
    max: 4,
    connectionTimeoutMillis: 1_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'tenohira-queue',
  });
  pool.setMaxListeners(0); // each Queue adds one
  pool.on('error', onError);
  const bullPool = pool as unknown as PgPool; // the same but for `readonly` of the parameters

  return {
    kind: 'postgres',
    openQueue(name, onQueueError) {
      const queue = new PostgresQueue<unknown, void>(name, { connection: bullPool });
      queue.on('error', onQueueError);
      return queue;
    },
    openWorker(name, run, options, events) {
      const connection = {
        connectionString: postgresUrl,
        schema: queueSchema,
        max: 2,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      };
      return wireWorker(new PostgresWorker<unknown, void>(name, run, { ...options, connection }), events);
    },
    async whenUp() {}, // a pool has no state to wait for: connecting answers
    async ping() {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}
