import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import config from '../vite.config.ts';

const GALLERY = join(import.meta.dirname, 'gallery');

/** Builds the page with every component; returns where it is. */
export async function buildGallery(): Promise<string> {
  await build(mergeConfig(config, { root: GALLERY, configFile: false, logLevel: 'warn' }));
  return join(GALLERY, 'dist');
}
