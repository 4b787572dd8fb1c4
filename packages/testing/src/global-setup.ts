// One PostgreSQL for the whole run, with one migrated template that each test file copies.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServiceLogins } from '@tenohira/db';
import { startPostgresServer } from '@tenohira/deploy-local';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './test-database.ts';

const PASSWORD = 'test';
// Nothing here outlives the run, so nothing has to survive a power cut.
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

declare module 'vitest' {
  interface ProvidedContext {
    /** Logs in as superuser. */
    adminDatabaseUrl: string;
    /** What the roles of the services log in with. */
    servicePassword: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tenohira-test-'));
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(folder, 0o711);
  const server = await startPostgresServer({
    folder: join(folder, 'postgres'),
    password: PASSWORD,
    settings: SETTINGS,
  });
  await makeTemplate(server.adminUrl);
  await openServiceLogins(server.adminUrl, PASSWORD);
  project.provide('adminDatabaseUrl', server.adminUrl);
  project.provide('servicePassword', PASSWORD);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
