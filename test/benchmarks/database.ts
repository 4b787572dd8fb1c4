// A PostgreSQL for the length of a benchmark, with its ordinary durability: fsync is on.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, type ServiceUrls } from '@tenohira/db';
import { prepareDatabase, startPostgresServer } from '@tenohira/deploy-local';

export type BenchmarkDatabase = ServiceUrls & { ownerUrl: string; stop(): Promise<void> };

export async function startDatabase(): Promise<BenchmarkDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'tenohira-benchmark-'));
  // PostgreSQL runs as another user when this runs as root.
  chmodSync(folder, 0o711);
  const password = 'benchmark';
  const server = await startPostgresServer({ folder: join(folder, 'postgres'), password });
  const ownerUrl = await ensureDatabase(server.adminUrl, 'tenohira');
  const urls = await prepareDatabase(ownerUrl, password);
  return {
    ...urls,
    ownerUrl,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
