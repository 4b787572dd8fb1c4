import { randomBytes } from 'node:crypto';
import { createDatabase, type Database, migrate, openServiceLogins, type ServiceUrls } from '@tenohira/db';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

const TEMPLATE = 'tenohira_template';

/** Makes the migrated database that all others are copied from. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, `create database ${TEMPLATE}`);
  await migrate(withDatabase(adminUrl, TEMPLATE));
}

export type TestDatabase = {
  db: Database;
  /** Logs in as superuser: for looking behind row level security in a test, never for the code under test. */
  adminUrl: string;
  urls: ServiceUrls;
  drop(): Promise<void>;
};

/** A migrated, empty database of one's own, on the run's server; copying takes some tens of milliseconds. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const provided = { adminDatabaseUrl: inject('adminDatabaseUrl'), servicePassword: inject('servicePassword') };
  const name = `test_${randomBytes(6).toString('hex')}`;
  await copyTemplate(provided.adminDatabaseUrl, name);
  const adminUrl = withDatabase(provided.adminDatabaseUrl, name);
  const urls = await openServiceLogins(adminUrl, provided.servicePassword);
  const db = createDatabase({ appUrl: urls.appUrl, platformUrl: urls.platformUrl, maxConnections: 4 });
  return {
    db,
    adminUrl,
    urls,
    drop: async () => {
      await db.close();
      await asAdmin(provided.adminDatabaseUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** For the tests of a file: opened before them, dropped after them. */
export function withTestDatabase(): Omit<TestDatabase, 'drop'> {
  let opened: TestDatabase | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened?.drop());
  const database = (): TestDatabase => {
    if (!opened) throw new Error('the database is there within tests and hooks');
    return opened;
  };
  return {
    get db() {
      return database().db;
    },
    get adminUrl() {
      return database().adminUrl;
    },
    get urls() {
      return database().urls;
    },
  };
}

/** PostgreSQL copies a template only while nobody is connected to it, and two copies at once disturb each other. */
async function copyTemplate(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(72707371)');
    await client.query(`create database ${name} template ${TEMPLATE}`);
  } finally {
    await client.end();
  }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}
