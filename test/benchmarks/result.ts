import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

/** Ratios, not absolutes: every other number depends on the machine. */
export type Spread = { median: number; lowest: number; highest: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => round(sorted[index] ?? Number.NaN);
  return { median: at(Math.floor(sorted.length / 2)), lowest: at(0), highest: at(sorted.length - 1) };
}

export function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Writes `results/<name>.json` with what is needed to judge it: when, where, on what. */
export function writeResult(name: string, result: object): void {
  const cores = cpus();
  const report = {
    name,
    at: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    changed: git('status', '--porcelain', 'packages', 'services') !== '',
    machine: {
      system: `${type()} ${release()}`,
      cpu: cores[0]?.model,
      cores: cores.length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      loadAverage: loadavg().map(round),
    },
    ...result,
  };
  writeFileSync(join(import.meta.dirname, 'results', `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
