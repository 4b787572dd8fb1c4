// Reads, applies and matches one list, in a process of its own: its peak memory is that of the work and of nothing else.
import { readFileSync } from 'node:fs';
import { applyList, importList, matchProgram, planReach } from '@tenohira/benefits';
import { systemClock } from '@tenohira/core';
import { createDatabase, type ServiceUrls } from '@tenohira/db';
import { createTenantSecrets } from '@tenohira/secrets';
import { serve, setupOf } from './child.ts';

export type MatchingSetup = ServiceUrls & { masterKey: string; tenantId: string };
export type MatchingTask = { programId: string; file: string };
export type MatchingRun = {
  rows: number;
  fileMiB: number;
  importSeconds: number;
  applySeconds: number;
  matchSeconds: number;
  accepted: number;
  doubtful: number;
  households: number;
  reached: number;
  idleMiB: number;
  peakMiB: number;
};

const MIB = 2 ** 20;

const { masterKey, tenantId, ...urls } = setupOf<MatchingSetup>();
const db = createDatabase(urls);
const secrets = createTenantSecrets({ masterKey, loadKeys: (id) => db.platform.listTenantKeys(id) });
const deps = { db, secrets, clock: systemClock, allowTestBank: true, payouts: { onChange: async () => {} } };

serve(async (message): Promise<MatchingRun> => {
  const { programId, file } = message as MatchingTask; // written by matching.ts
  const bytes = readFileSync(file);
  const idleMiB = process.memoryUsage().rss / MIB;
  const actor = 'staff:benchmark';
  const [report, importSeconds] = await timed(() =>
    importList(deps, tenantId, { programId, fileName: 'list.csv', bytes, actor: 'staff:preparer' }),
  );
  if (report.status !== 'staged') throw new Error(`the list was ${report.status}: ${report.problems[0]?.message}`);
  const [, applySeconds] = await timed(() => applyList(deps, tenantId, report.listId, actor));
  const [counts, matchSeconds] = await timed(() => matchProgram(deps, tenantId, programId, actor));
  const reach = await db.withTenant(tenantId, (scope) => planReach(scope, programId));
  return {
    rows: report.rowCount,
    fileMiB: bytes.length / MIB,
    importSeconds,
    applySeconds,
    matchSeconds,
    accepted: counts.accepted,
    doubtful: counts.doubtful,
    households: reach.households,
    reached: reach.done + reach.superFastPass + reach.letter + reach.nobody,
    idleMiB,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
});

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const startedAt = performance.now();
  const result = await work();
  return [result, (performance.now() - startedAt) / 1000];
}
