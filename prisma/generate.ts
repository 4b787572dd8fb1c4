// Makes the Prisma client from the schema, when the schema has changed. `prisma generate` would fetch a schema engine
// that it does not use; where the network is closed it fails over that, so it is pointed at a program that says no.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname;
const require = createRequire(import.meta.url);
const stampPath = join(here, '../packages/db/src/generated/.stamp');

const stamp = stampOf(join(here, 'schema'));
if (!existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== stamp) {
  execFileSync(process.execPath, [join(require.resolve('prisma/package.json'), '../build/index.js'), 'generate'], {
    cwd: here,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: join(here, 'no-schema-engine.sh'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  writeFileSync(stampPath, stamp);
}

function stampOf(folder: string): string {
  const hash = createHash('sha256').update(require('prisma/package.json').version);
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
