// Prisma's schema engine as WebAssembly: for authoring a migration and for the test that schema and migrations agree.
// A development tool; nothing at run time imports it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as engineModule from '@prisma/schema-engine-wasm';

const SCHEMA_FOLDER = join(import.meta.dirname, '../../../../prisma/schema');

/**
 * The SQL that makes an empty database match the Prisma schema: what a migration starts from, and what the migrations
 * are held against. Policies, roles and triggers are not in it: the schema language has no words for them.
 *
 * @param connectionString any reachable PostgreSQL; it is asked for its version and nothing else.
 */
export async function schemaAsSql(connectionString: string): Promise<string> {
  const files = readdirSync(SCHEMA_FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => ({ path: name, content: readFileSync(join(SCHEMA_FOLDER, name), 'utf8') }));
  const { SchemaEngine } = await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }));
  const datamodels = files.map((file): [string, string] => [file.path, file.content]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    const result = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? '';
  } finally {
    engine.free();
  }
}

type WebAssemblyLike = {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** The package's entry imports its .wasm file as a module, which Node does not do without a flag: wire it by hand. */
async function loadEngine(): Promise<typeof engineModule> {
  const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyLike }; // typed only in lib.dom
  const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(gluePath);
  const wasm = readFileSync(gluePath.replace(/\.js$/, '.wasm'));
  const { instance } = await webAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return glue;
}
