// `npm test`: everything there is to check, and one line that counts it. A check that could not run for want of a program
// counts as skipped; with --forbid-skips that is a failure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { 'forbid-skips': { type: 'boolean', default: false } } });

type Counts = { passed: number; failed: number; skipped: number; skippedTitles: string[] };
type Check = { name: string; command: readonly string[] };

const CHECKS: readonly Check[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of the phone', command: ['tsc', '--noEmit', '--project', 'services/sandbox/src/phone/web'] },
  { name: 'types of the message preview', command: ['tsc', '--noEmit', '--project', 'packages/line-preview'] },
  { name: 'types of the web application', command: ['tsc', '--noEmit', '--project', 'services/console/web'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'import levels',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'services', 'deploy', 'prisma'],
  },
  { name: 'dead code', command: ['knip', '--no-progress'] },
];

const SUITES: readonly Check[] = [
  { name: 'unit and integration tests', command: ['vitest', 'run', '--project', 'unit', '--project', 'integration'] },
  { name: 'system tests', command: ['vitest', 'run', '--project', 'system'] },
];

const total: Counts = { passed: 0, failed: 0, skipped: 0, skippedTitles: [] };
for (const check of CHECKS) add(total, runCheck(check));
for (const suite of SUITES) add(total, runSuite(suite));

if (total.skippedTitles.length > 0) {
  process.stdout.write(`\nNot run:\n${[...new Set(total.skippedTitles)].map((title) => `  ${title}`).join('\n')}\n`);
}
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
const refused = options['forbid-skips'] && total.skipped > 0;
process.exitCode = total.failed > 0 || refused ? 1 : 0;

function runCheck({ name, command }: Check): Counts {
  heading(name);
  const ok = run(command);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, skippedTitles: [] };
}

function runSuite({ name, command }: Check): Counts {
  heading(name);
  const folder = mkdtempSync(join(tmpdir(), 'tenohira-report-'));
  const report = join(folder, 'report.json');
  const ok = run([...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const counts = readReport(report);
  rmSync(folder, { recursive: true, force: true });
  // A suite that could not even be loaded fails without a failing test.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: counts.failed + 1 };
}

function readReport(path: string): Counts {
  const schema = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    testResults: z.array(
      z.object({
        assertionResults: z.array(
          z.object({ status: z.string(), ancestorTitles: z.array(z.string()), title: z.string() }),
        ),
      }),
    ),
  });
  try {
    const parsed = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const skippedTitles = parsed.testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => test.ancestorTitles[0] ?? test.title);
    return {
      passed: parsed.numPassedTests,
      failed: parsed.numFailedTests,
      skipped: parsed.numPendingTests,
      skippedTitles,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, skippedTitles: [] };
  }
}

function run([program = '', ...args]: readonly string[]): boolean {
  const startedAt = performance.now();
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin', program), args, { cwd: ROOT, stdio: 'inherit' });
  process.stdout.write(
    `  ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`,
  );
  return status === 0;
}

function heading(name: string): void {
  process.stdout.write(`\n=== ${name}\n`);
}

function add(sum: Counts, part: Counts): void {
  sum.passed += part.passed;
  sum.failed += part.failed;
  sum.skipped += part.skipped;
  sum.skippedTitles.push(...part.skippedTitles);
}
