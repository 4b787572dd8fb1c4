import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrateQueues } from '../migrate-queues.ts';

export type QueueDatabase = {
  /** As a role with the rights of a service: rows only. */
  url: string;
  /** Ends the connections of the service, as a restart of the server does. */
  cutConnections(): Promise<void>;
  drop(): Promise<void>;
};

/** A database of this test's own, with BullMQ's tables made by the owner and used by a role that owns nothing. */
export async function createQueueDatabase(adminUrl: string): Promise<QueueDatabase> {
  const name = `queue_dev_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await asAdmin(adminUrl, [`create database ${name}`, `create role ${name} login password '${password}'`]);
  await migrateQueues({ postgresUrl: at(adminUrl, name), grantTo: [name] });
  const url = new URL(at(adminUrl, name));
  url.username = name;
  url.password = password;
  return {
    url: url.href,
    cutConnections: () =>
      asAdmin(adminUrl, [`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${name}'`]),
    drop: () => asAdmin(adminUrl, [`drop database ${name} with (force)`, `drop role ${name}`]),
  };
}

function at(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = database;
  return url.href;
}

async function asAdmin(adminUrl: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
