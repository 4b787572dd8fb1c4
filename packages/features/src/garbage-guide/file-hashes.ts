import { createHash } from 'node:crypto';
import type { DatasetFile } from './dataset/parse-dataset.ts';

/** By the name of the file; the same bytes are the same file, wherever they come from. */
export function hashFiles(files: readonly DatasetFile[]): Record<string, string> {
  const entries = files.map(({ name, bytes }) => [
    (name.split(/[/\\]/).at(-1) ?? name).toLowerCase(),
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  return Object.fromEntries(entries);
}

/** One short text for these files and what they would take the place of. */
export function sealOf(hashes: Readonly<Record<string, string>>, inForceId: string | undefined): string {
  const files = Object.entries(hashes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([files, inForceId ?? null]))
    .digest('base64url');
}
