import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import config from '../vite.config.ts';

const GALLERY = join(import.meta.dirname, 'gallery');

/** Builds the console's application, if it changed: in a process of its own, for a test runner's is no production. */
export function buildApplication(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '../build.ts')], { env: {}, stdio: 'inherit' });
}

/** Builds the page with every component, as for development: React warns. Returns where it is. */
export async function buildGallery(): Promise<string> {
  await build(mergeConfig(config, { root: GALLERY, configFile: false, logLevel: 'warn' }));
  return join(GALLERY, 'dist');
}
