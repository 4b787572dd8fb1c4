import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '@tenohira/core';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { ensureDatabase } from './logins.ts';
import { migrate } from './migrate.ts';

const OURS = join(import.meta.dirname, '../../../prisma/migrations');

const adminUrl = inject('adminDatabaseUrl');
const made: string[] = [];
let url: string;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenohira-migrations-'));
});
beforeEach(async () => {
  const name = `migrate_${uuidv7().replaceAll('-', '')}`;
  made.push(name);
  url = await ensureDatabase(adminUrl, name);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of made) await query(adminUrl, `drop database if exists ${name} with (force)`);
});

async function query(at: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const tables = async () =>
  (await query(url, "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"))
    .length;

/** A folder of our migrations and these. */
function withMore(more: Record<string, string>): string {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(OURS, copy, { recursive: true });
  for (const [name, sql] of Object.entries(more)) {
    mkdirSync(join(copy, name));
    writeFileSync(join(copy, name, 'migration.sql'), sql);
  }
  return copy;
}

it('does nothing the second time', async () => {
  const first = await migrate(url);
  expect(first.applied.length).toBeGreaterThan(0);
  expect(first.alreadyThere).toBe(0);
  const count = await tables();
  expect(await migrate(url)).toEqual({ applied: [], alreadyThere: first.applied.length });
  expect(await tables()).toBe(count);
});

it('is safe to run by two at once: one applies, the other waits and finds it done', async () => {
  const results = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(results.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});

it('applies what is new, in the order of the names', async () => {
  await migrate(url);
  const more = withMore({
    '20990102000000_then': 'insert into later values (2);',
    '20990101000000_first': 'create table later (n int); insert into later values (1);',
  });
  expect((await migrate(url, more)).applied).toEqual(['20990101000000_first', '20990102000000_then']);
  expect(await query(url, 'select n from later order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

it('refuses a migration that was edited after it ran, and applies nothing behind it', async () => {
  const { applied } = await migrate(url);
  const edited = withMore({ '20990101000000_new': 'create table never (n int);' });
  appendFileSync(join(edited, applied[0] ?? '', 'migration.sql'), '\n-- a harmless comment');
  await expect(migrate(url, edited)).rejects.toMatchObject({
    code: 'DB_MIGRATION_CHANGED',
    details: { migration: applied[0] },
  });
  expect(await query(url, "select to_regclass('never') as never")).toEqual([{ never: null }]);
});

it('leaves nothing of a migration that fails, and can be run again when it is mended', async () => {
  const broken = withMore({ '20990101000000_broken': 'create table half (n int); select 1 / 0;' });
  await expect(migrate(url, broken)).rejects.toThrow(/division by zero/);
  expect(await query(url, "select to_regclass('half') as half")).toEqual([{ half: null }]);
  writeFileSync(join(broken, '20990101000000_broken', 'migration.sql'), 'create table half (n int);');
  expect((await migrate(url, broken)).applied).toEqual(['20990101000000_broken']);
});

it("stops at a migration that Prisma's own tool left unfinished: a person has to look", async () => {
  await migrate(url);
  await query(url, 'update _prisma_migrations set finished_at = null');
  await expect(migrate(url)).rejects.toMatchObject({ code: 'DB_MIGRATION_UNFINISHED' });
});

it('says so when PostgreSQL is away', async () => {
  await expect(migrate('postgres://nobody:x@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'DB_UNAVAILABLE' });
});
