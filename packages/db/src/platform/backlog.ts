import type pg from 'pg';

/** What waits, and for how long the oldest of it has been due, in seconds. */
export type Backlog = {
  inboxPending: number;
  inboxOldestSeconds: number;
  outboxPending: number;
  outboxOldestSeconds: number;
  jobsDue: number;
  payoutsDue: number;
  /** Nobody knows whether these were paid. */
  payoutsUnknown: number;
  mailDue: number;
};

export async function readBacklog(pool: pg.Pool): Promise<Backlog> {
  const { rows } = await pool.query<Backlog>(
    `select
       (select count(*)::int from inbox_event where status = 'pending') as "inboxPending",
       (select coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8 from inbox_event where status = 'pending') as "inboxOldestSeconds",
       (select count(*)::int from outbox_message where status in ('pending', 'queued', 'sending')) as "outboxPending",
       (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from outbox_message where status in ('pending', 'queued', 'sending')) as "outboxOldestSeconds",
       (select count(*)::int from scheduled_job where status in ('waiting', 'queued') and run_at <= now()) as "jobsDue",
       (select count(*)::int from payout where next_attempt_at <= now()) as "payoutsDue",
       (select count(*)::int from payout where next_attempt_at is not null and status = 'unknown') as "payoutsUnknown",
       (select count(*)::int from mail_message where next_attempt_at <= now()) as "mailDue"`,
  );
  const [backlog] = rows;
  if (!backlog) throw new Error('a select without FROM returned no row');
  return backlog;
}
