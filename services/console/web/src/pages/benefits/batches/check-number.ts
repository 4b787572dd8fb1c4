import type { Batch } from '../words.ts';

/** The beginning of the file's hash: short enough to be compared by eye, and what a notice of returns names the file by. */
export function checkNumberOf({ fileHash }: Pick<Batch, 'fileHash'>): string {
  return fileHash.slice(0, 8);
}
