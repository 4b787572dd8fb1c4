import pg from 'pg';
import { toDatabaseError } from './errors.ts';

export type ServiceUrls = { appUrl: string; platformUrl: string; queueUrl: string };

/**
 * Gives the services' roles a login with that password, and returns the addresses that the services log in with. Repeatable; for local use and tests (a deployment hands out its own passwords).
 *
 * @param ownerUrl logs in with the right to create roles
 */
export async function openServiceLogins(ownerUrl: string, password: string): Promise<ServiceUrls> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect().catch(toDatabaseError);
  try {
    const secret = client.escapeLiteral(password);
    // Roles belong to the whole server: two set-ups at once would collide.
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(72707370)');
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = 'tenohira_queue') then
        create role tenohira_queue nologin nosuperuser nocreatedb nocreaterole nobypassrls;
      end if;
    end $$`);
    for (const role of ['tenohira_app', 'tenohira_platform', 'tenohira_queue']) {
      await client.query(`alter role ${role} with login password ${secret}`);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
  const urlOf = (user: string): string => {
    const url = new URL(ownerUrl);
    url.username = user;
    url.password = password;
    return url.href;
  };
  return { appUrl: urlOf('tenohira_app'), platformUrl: urlOf('tenohira_platform'), queueUrl: urlOf('tenohira_queue') };
}

/** Makes a database of that name on the server, where there is none, and returns its address. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect().catch(toDatabaseError);
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
