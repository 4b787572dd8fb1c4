// Work for later, as rows. The queue wakes a worker; what is due and what is done is known here.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { JobIntent } from '@tenohira/feature-kit';

/** Stores a job, or moves the one with that key: one key of one feature is one job. */
export async function scheduleJob(db: TenantDb, featureKey: string, intent: JobIntent): Promise<void> {
  await db.sql(
    `insert into scheduled_job (id, feature_key, name, dedupe_key, payload, run_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, feature_key, dedupe_key) do update set
       name = excluded.name, payload = excluded.payload, run_at = excluded.run_at,
       status = 'waiting', attempts = 0, lease_until = null, error_code = null, finished_at = null`,
    [uuidv7(), featureKey, intent.name, intent.dedupeKey, JSON.stringify(intent.payload), intent.runAt],
  );
}

/** Forgets a job that has not run. */
export async function cancelJob(db: TenantDb, featureKey: string, dedupeKey: string): Promise<void> {
  await db.sql(
    `update scheduled_job set status = 'cancelled', finished_at = now(), lease_until = null
     where feature_key = $1 and dedupe_key = $2 and status in ('waiting', 'queued')`,
    [featureKey, dedupeKey],
  );
}
