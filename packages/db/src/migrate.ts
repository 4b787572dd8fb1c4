// Applies prisma/migrations in order: one transaction each, under a lock, recorded in Prisma's own table, so that
// `prisma migrate deploy` continues from here wherever Prisma's schema engine can be had.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { errors, toDatabaseError } from './errors.ts';

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../prisma/migrations');
// Prisma takes the same lock (schema-engine, sql-schema-connector: ADVISORY_LOCK_KEY), so that the two never run at once.
const ADVISORY_LOCK_KEY = 72_707_369;

// As Prisma's schema engine creates it.
const CREATE_RECORDS = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0
)`;

export type MigrationResult = { applied: string[]; alreadyThere: number };

/**
 * Brings a database to the newest migration.
 *
 * @param ownerUrl logs in as the owner of the database, with the right to create roles
 * @param folder one folder a migration, each with a `migration.sql`; ours unless a test brings its own
 * @throws AppError DB_MIGRATION_CHANGED, DB_MIGRATION_UNFINISHED, DB_UNAVAILABLE
 */
export async function migrate(ownerUrl: string, folder: string = MIGRATIONS_FOLDER): Promise<MigrationResult> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect().catch(toDatabaseError);
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK_KEY]);
    await client.query(CREATE_RECORDS);
    const done = await readRecords(client);
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
      const record = done.get(migration.name);
      if (record === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (record !== migration.checksum) {
        throw errors.MIGRATION_CHANGED({ details: { migration: migration.name } });
      }
    }
    return { applied, alreadyThere: done.size };
  } finally {
    await client.end();
  }
}

type Migration = { name: string; sql: string; checksum: string };

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function readRecords(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished) throw errors.MIGRATION_UNFINISHED({ details: { migration: unfinished.name } });
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
