// Builds the web application into dist, if anything that it is made of has changed since.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../../..');
const WEB = import.meta.dirname;
const STAMP = join(WEB, 'dist/.sources');

/** The lock file stands for everything that is installed. */
const SOURCES = [
  'pnpm-lock.yaml',
  'services/console/web/{index.html,vite.config.ts}',
  'services/console/web/src/**/*.{ts,tsx,css,svg}',
  'packages/line-preview/src/**/*.{ts,css,svg}',
];

const sources = hashSources();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sources) {
  await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(STAMP, sources);
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex');
}
