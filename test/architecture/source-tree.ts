import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

const SKIPPED = new Set(['node_modules', 'generated', '.git', '.tenohira', 'results', 'out']);

/** Every file below these folders whose name matches, as paths from the root. */
export function listFiles(folders: readonly string[], pattern: RegExp): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
  return folders
    .flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => pattern.test(path))
    .map((path) => relative(ROOT, path))
    .sort();
}

export function readSource(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function isTest(path: string): boolean {
  return /\.(test|itest)\.ts$|\/testing\/|\/test-[a-z-]+\.ts$|^packages\/testing\//.test(path);
}
