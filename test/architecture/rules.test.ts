// Rules of the house that a program can check. Who may import whom is in .dependency-cruiser.mjs.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sharedBlocks } from '@tenohira/blocks';
import { consoleConfigSchema, gatewayConfigSchema, localConfigSchema, workerConfigSchema } from '@tenohira/config';
import { features } from '@tenohira/features';
import { describe, expect, it } from 'vitest';
import { isTest, listFiles, ROOT, readSource } from './source-tree.ts';

const sources = listFiles(['packages', 'services', 'deploy', 'prisma'], /\.ts$/).filter((path) => !isTest(path));
const foldersOf = (path: string) =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['testing', 'conversations'].includes(entry.name))
    .map((entry) => entry.name);

describe('the source', () => {
  it('reads process.env in packages/config and where a process begins, nowhere else', () => {
    const readers = sources.filter((path) => /process\.env\b/.test(readSource(path)));
    expect(readers).toEqual([
      // passes the shell's PATH and the like on to the services
      'deploy/local/src/processes.ts',
      'packages/config/src/load-config.ts',
      'prisma/generate.ts',
      // stands outside and shares no code
      'services/sandbox/src/main.ts',
    ]);
  });

  it('takes the time from the database where services run and where it decides about money', () => {
    const mains = sources.filter((path) => /^services\/(?!sandbox\/)[^/]+\/src\/main\.ts$/.test(path));
    expect(mains.length).toBeGreaterThan(2);
    expect(mains.filter((path) => !readSource(path).includes('startDatabaseClock('))).toEqual([]);
    const money = sources.filter((path) => /^packages\/(payouts|payout-methods|benefits|banking)\/src\//.test(path));
    const own = /new Date\(\)|Date\.now\(\)|systemClock/;
    expect([...mains, ...money].filter((path) => own.test(readSource(path)))).toEqual([]);
  });

  it('never types a tenant into a filter', () => {
    const offenders = sources.filter(
      (path) => !path.startsWith('packages/db/') && /where:\s*\{[^}]*tenantId/.test(readSource(path)),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps files readable in one go', () => {
    const long = sources.filter((path) => readSource(path).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('keeps no file as it was sent: photos are drawn anew, lists and results are rows', () => {
    const keepers = sources.filter(
      (path) => /\bsealObject\(/.test(readSource(path)) && !path.startsWith('packages/storage/'),
    );
    expect(keepers).toEqual(['packages/conversation/src/fetch-photo.ts']);
    expect(readSource('packages/conversation/src/fetch-photo.ts')).toContain(
      'const photo = await preparePhoto(body.bytes);\n    return await sealObject(deps.secrets, channel.tenantId, photo);',
    );
  });

  it('mocks none of its own modules', () => {
    const tests = listFiles(['packages', 'services', 'deploy', 'prisma', 'test'], /\.(test|itest)\.ts$/);
    const mocked = new RegExp(['vi', 'mock\\('].join('\\.'));
    expect(tests.filter((path) => mocked.test(readSource(path)))).toEqual([]);
  });
});

describe('what happens to an account of staff', () => {
  // Whoever adds an action decides here, or in packages/staff access-news.ts, which writes to the person (ASVS 5.0, 6.3.7).
  const NO_LETTER = {
    'staff.joined': 'by a link that was a letter',
    'staff.invited': 'is a letter',
    'staff.invited-again': 'is a letter',
    'staff.signed-in': 'every morning; after wrong tries it is told',
    'staff.session-ended': 'takes access away',
    'staff.other-sessions-ended': 'takes access away',
    'staff.token-revoked': 'takes access away',
    'staff.disabled': 'an owner ended it, who tells them',
    'staff.role-changed': 'not how they sign in',
    'staff.money-proof-changed': 'not how they sign in',
    'staff.networks-changed': 'not how they sign in',
    'staff.department-added': 'not how they sign in',
    'staff.department-changed': 'not how they sign in',
    'staff.department-closed': 'not how they sign in',
    'staff.departments-set': 'not how they sign in',
  };

  it('is told to its owner by a letter, or is known to need none', () => {
    const own = sources.filter((path) => path.startsWith('packages/staff/'));
    const silent = own.flatMap((path) =>
      [...readSource(path).matchAll(/action: '(staff\.[a-z-]+)'/g)].map(([, action = '']) => action),
    );
    expect([...new Set(silent)].toSorted()).toEqual(Object.keys(NO_LETTER).toSorted());
  });
});

describe('error codes', () => {
  const tables = sources.flatMap((path) =>
    [...readSource(path).matchAll(/defineErrors\(\s*'([A-Z_]+)',\s*\{(.*?)\n\}\)/gs)].map(
      ([, prefix = '', body = '']) => ({
        path,
        prefix,
        codes: [...body.matchAll(/^ {2}([A-Z_0-9]+): /gm)].map(([, key]) => `${prefix}_${key}`),
      }),
    ),
  );

  it('are found', () => {
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((table) => table.codes.length === 0)).toEqual([]);
  });

  it('are unique', () => {
    const codes = tables.flatMap((table) => table.codes);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('are explained in the README of their unit', () => {
    const missing = tables.flatMap(({ path, codes }) => {
      const readme = nearestReadme(path);
      return codes.filter((code) => !readme.includes(code)).map((code) => `${path}: ${code}`);
    });
    expect(missing).toEqual([]);
  });
});

function nearestReadme(path: string): string {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (existsSync(join(ROOT, folder, 'README.md'))) return readSource(join(folder, 'README.md'));
  }
  return '';
}

describe('units', () => {
  it('are the folders: every feature is in the catalog under the name of its folder', () => {
    expect(features.map((feature) => feature.key).sort()).toEqual(foldersOf('packages/features/src').sort());
  });

  it('are the folders: every shared block is registered under the name of its folder', () => {
    expect(sharedBlocks.map((block) => block.key).sort()).toEqual(foldersOf('packages/blocks/src').sort());
  });

  it('have a README each', () => {
    const units = [
      ...foldersOf('packages').map((name) => `packages/${name}`),
      ...foldersOf('services').map((name) => `services/${name}`),
      ...foldersOf('packages/features/src').map((name) => `packages/features/src/${name}`),
      'deploy/local',
      'prisma',
      'test',
    ];
    expect(units.filter((unit) => !existsSync(join(ROOT, unit, 'README.md')))).toEqual([]);
  });
});

describe('documents', () => {
  it('name every variable that a service reads, and no other', () => {
    const services = { gateway: gatewayConfigSchema, worker: workerConfigSchema, console: consoleConfigSchema };
    for (const [name, schema] of Object.entries(services)) {
      expect(variablesIn(`services/${name}/README.md`), name).toEqual(Object.keys(schema.shape).sort());
    }
    expect(variablesIn('deploy/local/README.md')).toEqual(Object.keys(localConfigSchema.shape).sort());
  });

  it('tell no command that package.json does not have', () => {
    const { scripts } = JSON.parse(readSource('package.json')) as { scripts: Record<string, string> };
    const readmes = listFiles(['packages', 'services', 'deploy', 'prisma', 'test'], /README\.md$/).concat('README.md');
    const told = readmes.flatMap((path) =>
      [...readSource(path).matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(told.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

/** The names in the first column of a README's table of variables. */
function variablesIn(path: string): string[] {
  const [, table = ''] = readSource(path).split(/^\| variable \|.*\n\| --- .*\n/m);
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name = '']) => name).sort();
}
