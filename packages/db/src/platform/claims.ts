// Turns at the queue. Each tenant may have only so many rows under way, and one claim takes the first of every tenant
// before the second of any, so that a city that pushes to a million residents does not keep another waiting.
import type pg from 'pg';

export type ClaimOptions = {
  /** The most rows of one tenant under way at once. */
  perTenant: number;
  /** The most rows of one claim. */
  limit: number;
  /** After this time without an outcome the row is taken back. */
  leaseMs: number;
};

export type ClaimedRow = { tenantId: string; id: string };

const QUEUED = "status = 'queued', ";

/** Exported for the test that holds its plan to the partial index. */
export const CLAIM_OUTBOX = claimSql({
  table: 'outbox_message',
  waiting: "status = 'pending' and next_attempt_at <= now()",
  underWay: "status in ('queued', 'sending') and lease_until > now()",
  order: 'priority, next_attempt_at',
  mark: QUEUED,
});

const CLAIM_SCHEDULED = claimSql({
  table: 'scheduled_job',
  waiting: "status = 'waiting' and run_at <= now()",
  underWay: "status = 'queued' and lease_until > now()",
  order: 'run_at',
  mark: QUEUED,
});

/** A payout's status says what becomes of its money, so a turn is told by its lease alone. Exported for the same test. */
export const CLAIM_PAYOUTS = claimSql({
  table: 'payout',
  waiting: 'next_attempt_at <= now() and (lease_until is null or lease_until <= now())',
  underWay: 'lease_until > now()',
  order: 'next_attempt_at',
  mark: '',
});

/** Like a payout's, a letter's turn is its lease. A token that a dead worker left goes with the new turn. */
const CLAIM_MAIL = claimSql({
  table: 'mail_message',
  waiting: 'next_attempt_at <= now() and (lease_until is null or lease_until <= now())',
  underWay: 'lease_until > now()',
  order: 'next_attempt_at',
  mark: 'lease_token = null, ',
});

export function claimOutboxMessages(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedRow[]> {
  return claim(pool, CLAIM_OUTBOX, options);
}

export function claimScheduledJobs(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedRow[]> {
  return claim(pool, CLAIM_SCHEDULED, options);
}

/** Payouts to be begun, to be asked about, or left behind by a worker that died: whichever is due. */
export function claimDuePayouts(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedRow[]> {
  return claim(pool, CLAIM_PAYOUTS, options);
}

/** Letters to be sent, or left behind by a worker that died: whichever is due. */
export function claimDueMail(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedRow[]> {
  return claim(pool, CLAIM_MAIL, options);
}

export async function releaseExpiredLeases(pool: pg.Pool): Promise<number> {
  const outbox = await pool.query(
    `update outbox_message set status = 'pending', lease_token = null, lease_until = null
     where status in ('queued', 'sending') and lease_until < now()`,
  );
  const jobs = await pool.query(
    `update scheduled_job set status = 'waiting', lease_until = null where status = 'queued' and lease_until < now()`,
  );
  return (outbox.rowCount ?? 0) + (jobs.rowCount ?? 0);
}

async function claim(pool: pg.Pool, text: string, options: ClaimOptions): Promise<ClaimedRow[]> {
  const { rows } = await pool.query<ClaimedRow>(text, [options.perTenant, options.limit, options.leaseMs]);
  return rows;
}

/**
 * One index probe a tenant that has something waiting: the cost does not grow with the length of anybody's backlog.
 * The tenants are found by skipping along the index (PostgreSQL wiki, "Loose indexscan").
 */
function claimSql(part: { table: string; waiting: string; underWay: string; order: string; mark: string }): string {
  return `
    with recursive tenants as (
      (select tenant_id from ${part.table} where ${part.waiting} order by tenant_id limit 1)
      union all
      select (select o.tenant_id from ${part.table} o where o.tenant_id > t.tenant_id and ${part.waiting} order by o.tenant_id limit 1)
      from tenants t where t.tenant_id is not null
    ),
    turns as (
      select next.tenant_id, next.id, row_number() over (partition by next.tenant_id order by next.position) as turn
      from tenants t
      cross join lateral (
        select o.tenant_id, o.id, row_number() over () as position from (
          select tenant_id, id from ${part.table}
          where tenant_id = t.tenant_id and ${part.waiting}
          order by ${part.order}
          limit greatest(0, $1::int - (select count(*) from ${part.table} u where u.tenant_id = t.tenant_id and ${part.underWay}))
          for update skip locked
        ) o
      ) next
      where t.tenant_id is not null
    )
    update ${part.table} as row set ${part.mark}lease_until = now() + $3::int * interval '1 millisecond'
    from (select tenant_id, id from turns order by turn limit $2::int) chosen
    where row.tenant_id = chosen.tenant_id and row.id = chosen.id
    returning row.tenant_id as "tenantId", row.id`;
}
