import { spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../services/console/src/city/main.ts');

export type CityCommand = { code: number | null; output: string };

/** `npm run city`, on the installation that the environment names. */
export function runCity(env: Readonly<Record<string, string>>, ...words: string[]): Promise<CityCommand> {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}
