import { type Catalog, findInstalled } from '@tenohira/catalog';
import { AppError, type Clock } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { JobScope } from '@tenohira/feature-kit';
import { storePush } from '@tenohira/messaging';
import { errors } from './errors.ts';
import { scheduleJob } from './scheduled-jobs.ts';

export type JobReport = { status: 'done' | 'later' | 'failed' | 'not-mine' | 'feature-off'; errorCode?: string };

const MAX_ATTEMPTS = 6;

type JobRow = { id: string; featureKey: string; name: string; payload: unknown; attempts: number; runAt: Date };

/**
 * Runs a job whose turn has come. What it writes and that it is done are one transaction: a crash leaves the job waiting
 * and nothing half done. A job that fails comes back after a growing pause, at most six times.
 */
export async function runScheduledJob(
  deps: { db: Database; catalog: Catalog; clock: Clock },
  tenantId: string,
  id: string,
): Promise<JobReport> {
  try {
    return await deps.db.withTenant(tenantId, (db) => runInTransaction(db, deps, id));
  } catch (error) {
    const errorCode = error instanceof AppError ? error.code : 'UNEXPECTED';
    const report = await deps.db.withTenant(tenantId, (db) => recordFailure(db, id, errorCode));
    // What fails here as well is told by the report: the job has failed.
    if (report.status === 'failed') await giveUp(deps, tenantId, id).catch(() => {});
    return report;
  }
}

function giveUp(
  { db, catalog, clock }: { db: Database; catalog: Catalog; clock: Clock },
  tenantId: string,
  id: string,
): Promise<void> {
  return db.withTenant(tenantId, async (scope) => {
    const [row] = await scope.sql<Pick<JobRow, 'featureKey' | 'name' | 'payload'>>(
      'select feature_key as "featureKey", name, payload from scheduled_job where id = $1',
      [id],
    );
    const installed = row && (await findInstalled(scope, catalog, row.featureKey));
    const job = installed?.feature.jobs?.find((candidate) => candidate.name === row?.name);
    if (!row || !installed || !job?.giveUp) return;
    await job.giveUp(jobScope(scope, row.featureKey, installed.settings, clock), job.payload.parse(row.payload));
  });
}

function jobScope(db: TenantDb, featureKey: string, settings: unknown, clock: Clock): JobScope<unknown> {
  return {
    ...{ db, settings, now: clock.now() },
    push: (intent) => storePush(db, { ...intent, purpose: 'feature', about: featureKey }),
    schedule: (intent) => scheduleJob(db, featureKey, intent),
  };
}

async function runInTransaction(
  db: TenantDb,
  deps: { catalog: Catalog; clock: Clock },
  id: string,
): Promise<JobReport> {
  const [row] = await db.sql<JobRow>(
    `select id, feature_key as "featureKey", name, payload, attempts, run_at as "runAt" from scheduled_job
     where id = $1 and status in ('waiting', 'queued') and run_at <= now() for update skip locked`,
    [id],
  );
  if (!row) return { status: 'not-mine' };
  const installed = await findInstalled(db, deps.catalog, row.featureKey);
  if (!installed) {
    await waitForFeature(db, id);
    return { status: 'feature-off' };
  }
  // Finished before it runs: a job that schedules itself again (the same key) must find the row free to be moved.
  await finish(db, id);
  const job = installed.feature.jobs?.find((candidate) => candidate.name === row.name);
  if (!job) throw errors.JOB_UNKNOWN({ details: { name: row.name } });
  await job.run(jobScope(db, row.featureKey, installed.settings, deps.clock), job.payload.parse(row.payload));
  return { status: 'done' };
}

async function finish(db: TenantDb, id: string): Promise<void> {
  await db.sql(
    `update scheduled_job set status = 'done', attempts = attempts + 1, finished_at = now(), lease_until = null, error_code = null
     where id = $1`,
    [id],
  );
}

/** The city may switch the feature on again: the job comes back at the same time of day until then. */
async function waitForFeature(db: TenantDb, id: string): Promise<void> {
  await db.sql(
    `update scheduled_job set status = 'waiting', lease_until = null,
       run_at = run_at + interval '1 day' * greatest(1, ceil(extract(epoch from now() - run_at) / 86400))
     where id = $1`,
    [id],
  );
}

async function recordFailure(db: TenantDb, id: string, errorCode: string): Promise<JobReport> {
  const [row] = await db.sql<{ status: string }>(
    `update scheduled_job set
       attempts = attempts + 1, error_code = $2, lease_until = null,
       status = case when attempts + 1 >= $3 then 'failed' else 'waiting' end,
       finished_at = case when attempts + 1 >= $3 then now() end,
       run_at = now() + power(2, attempts) * interval '5 seconds'
     where id = $1 and status in ('waiting', 'queued') returning status`,
    [id, errorCode, MAX_ATTEMPTS],
  );
  if (!row) return { status: 'not-mine' };
  return { status: row.status === 'failed' ? 'failed' : 'later', errorCode };
}
