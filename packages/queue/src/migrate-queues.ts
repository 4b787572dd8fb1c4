import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** BullMQ's own name for its schema. A queue name is unique within it. */
export const queueSchema = 'bullmq';

export type MigrateQueuesOptions = {
  /** A role that may create a schema in the database: the owner, never a service's own role. */
  postgresUrl: string;
  /** Roles of the services, which get the rows and no more. */
  grantTo?: readonly string[];
};

/**
 * Makes or updates the tables of the PostgreSQL backend, in one transaction under an advisory lock. To be called by
 * whatever migrates the database; safe to call again. Not needed where Redis is used.
 */
export async function migrateQueues({ postgresUrl, grantTo = [] }: MigrateQueuesOptions): Promise<void> {
  const client = new Client({ connectionString: postgresUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the query that was running rejects with it
  await client.connect();
  try {
    await runMigrations(client, queueSchema);
    // A queue's first job makes a sequence for its ids, in these two functions. The services may not make anything, and a
    // sequence that one of them owned could not be used by another: so the two run with the owner's rights. Both fix
    // their search_path, as such a function must (PostgreSQL, CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely).
    for (const routine of ['next_job_id(text)', 'add_jobs_bulk(text, jsonb)']) {
      await client.query(`alter function ${queueSchema}.${routine} security definer`);
      await client.query(`revoke execute on function ${queueSchema}.${routine} from public`);
    }
    for (const name of grantTo) {
      const role = client.escapeIdentifier(name);
      await client.query(`
        grant usage on schema ${queueSchema} to ${role};
        grant select, insert, update, delete on all tables in schema ${queueSchema} to ${role};
        grant usage, select on all sequences in schema ${queueSchema} to ${role};
        grant execute on all functions in schema ${queueSchema} to ${role}`);
    }
  } finally {
    await client.end();
  }
}
