// The Prisma schema and the migrations say the same, by the database's own catalogue. What the schema language has no
// words for is in the migrations alone and left out here: row level security, policies, partial indexes, checks.
import { randomBytes } from 'node:crypto';
import { ensureDatabase, migrate } from '@tenohira/db';
import { schemaAsSql } from '@tenohira/db/schema-engine';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const ASPECTS = {
  columns: `
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || case when a.attnotnull then ' not null' else '' end
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  'primary and foreign keys': `
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'f')`,
  indexes: `
    select pg_get_indexdef(indexrelid) as line from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and indpred is null`,
} as const;

const adminUrl = inject('adminDatabaseUrl');
const names = ['schema', 'migrations'].map((side) => `${side}_${randomBytes(6).toString('hex')}`);
let bySchema: pg.Client;
let byMigrations: pg.Client;

beforeAll(async () => {
  const [schemaUrl = '', migrationsUrl = ''] = await Promise.all(names.map((name) => ensureDatabase(adminUrl, name)));
  await migrate(migrationsUrl);
  byMigrations = await connect(migrationsUrl);
  bySchema = await connect(schemaUrl);
  // The schema's defaults call them; the migrations make them.
  const { rows } = await byMigrations.query<{ definition: string }>(
    "select pg_get_functiondef(name::regproc) as definition from unnest(array['current_tenant_id', 'new_resident_number']) name",
  );
  for (const { definition } of rows) await bySchema.query(definition);
  await bySchema.query(await schemaAsSql(schemaUrl));
});
afterAll(async () => {
  await Promise.all([bySchema.end(), byMigrations.end()]);
  const admin = await connect(adminUrl);
  for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function linesOf(client: pg.Client, text: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(text);
  return rows
    .map(({ line }) => line)
    .filter((line) => !line.includes('_prisma_migrations'))
    .sort();
}

describe('the schema and the migrations', () => {
  it.each(Object.entries(ASPECTS))('have the same %s', async (_aspect, text) => {
    const expected = await linesOf(bySchema, text);
    expect(expected.length).toBeGreaterThan(10);
    expect(await linesOf(byMigrations, text)).toEqual(expected);
  });
});
