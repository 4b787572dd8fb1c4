import { uuidv7 } from '@tenohira/core';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLAIM_OUTBOX, CLAIM_PAYOUTS } from './claims.ts';

// A claim sees all tenants, so each test has a database of its own.
let database: TestDatabase;
let admin: pg.Client;

beforeEach(async () => {
  database = await openTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterEach(async () => {
  await admin.end();
  await database.drop();
});

const LEASE_MS = 30_000;
const claim = (perTenant: number, limit: number, leaseMs = LEASE_MS) =>
  database.db.platform.claimOutboxMessages({ perTenant, limit, leaseMs });

async function tenantWith(
  count: number,
  change: { priority?: number; dueInSeconds?: number } = {},
): Promise<TestTenant> {
  const tenant = await createTestTenant(database.db);
  await addMessages(tenant, count, change);
  return tenant;
}

async function addMessages(
  tenant: TestTenant,
  count: number,
  { priority = 1, dueInSeconds = -1 }: { priority?: number; dueInSeconds?: number } = {},
): Promise<void> {
  const { residentId } = await createTestResident(database.db, tenant);
  await admin.query(
    `insert into outbox_message (tenant_id, id, channel_id, resident_id, dedupe_key, messages, priority, next_attempt_at)
     select $1, gen_random_uuid(), $2, $3, $6 || n, '[]', $4, now() + $5 * interval '1 second' + n * interval '1 microsecond'
     from generate_series(1, $7) as n`,
    [tenant.tenantId, tenant.channelId, residentId, priority, dueInSeconds, uuidv7(), count],
  );
}

const countOf = (rows: readonly { tenantId: string }[], tenant: TestTenant) =>
  rows.filter(({ tenantId }) => tenantId === tenant.tenantId).length;

describe('a claim', () => {
  it('has all of a small tenant in it, however much a large one has waiting', async () => {
    const [large, small] = [await tenantWith(5_000), await tenantWith(3)];
    const claimed = await claim(100, 10);
    expect(claimed).toHaveLength(10);
    expect([countOf(claimed, large), countOf(claimed, small)]).toEqual([7, 3]);
  });

  it('counts what a tenant has under way already', async () => {
    const tenant = await tenantWith(30);
    expect(await claim(8, 5)).toHaveLength(5);
    expect(await claim(8, 100)).toHaveLength(3);
    expect(await claim(8, 100)).toEqual([]);
    await admin.query("update outbox_message set status = 'sent' where status = 'queued'");
    expect(countOf(await claim(8, 100), tenant)).toBe(8);
  });

  it('marks what it takes, under a lease', async () => {
    await tenantWith(2);
    await claim(10, 1);
    const { rows } = await admin.query(
      `select status, lease_until > now() + interval '25 seconds' as leased from outbox_message order by status`,
    );
    expect(rows).toEqual([
      { status: 'pending', leased: null },
      { status: 'queued', leased: true },
    ]);
  });

  it('takes the urgent before the rest, and what is not due not at all', async () => {
    const tenant = await tenantWith(5);
    await addMessages(tenant, 1, { priority: 0 });
    await addMessages(tenant, 5, { priority: 0, dueInSeconds: 60 });
    const [first] = await claim(10, 1);
    const { rows } = await admin.query('select priority from outbox_message where id = $1', [first?.id]);
    expect(rows).toEqual([{ priority: 0 }]);
    expect(await claim(10, 100)).toHaveLength(5);
  });

  it('never gives a row to two who claim at once', async () => {
    for (const count of [40, 40, 40]) await tenantWith(count);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(1_000, 30)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    while ((await claim(1_000, 30)).length > 0);
    const { rows } = await admin.query("select count(*)::int as n from outbox_message where status = 'pending'");
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('reads by the partial index, and no more of a long backlog than of a short one', async () => {
    const tenant = await tenantWith(1_000);
    await tenantWith(5);
    const short = await readRows();
    await addMessages(tenant, 20_000);
    const long = await readRows();
    expect(long.indexes).toContain('outbox_message_waiting');
    expect(long.sequential).toBe(false);
    expect(long.rows).toBeLessThanOrEqual(short.rows);
    expect(long.rows).toBeLessThan(200);
  });
});

type Plan = {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** What a claim of 50 reads of the table, by its plan as the services' role runs it. */
async function readRows(
  claim = CLAIM_OUTBOX,
  table = 'outbox_message',
): Promise<{ rows: number; indexes: string[]; sequential: boolean }> {
  await admin.query('vacuum analyze');
  const platform = new pg.Client({ connectionString: database.urls.platformUrl });
  await platform.connect();
  try {
    await platform.query('begin');
    const { rows } = await platform.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `explain (analyze, format json) ${claim}`,
      values: [25, 50, LEASE_MS],
    });
    await platform.query('rollback');
    const scans = flatten(rows[0]?.['QUERY PLAN'][0].Plan).filter((node) => /Scan$/.test(node['Node Type']));
    const ofTable = scans.filter((node) => node['Relation Name'] === table || node['Index Name']);
    return {
      rows: ofTable.reduce(
        (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
        0,
      ),
      indexes: ofTable.flatMap((node) => node['Index Name'] ?? []),
      sequential: ofTable.some((node) => node['Node Type'] === 'Seq Scan'),
    };
  } finally {
    await platform.end();
  }
}

function flatten(plan: Plan | undefined): Plan[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(flatten)] : [];
}

describe('a lease', () => {
  it('that has run out gives its row back, and one that has not keeps it', async () => {
    await tenantWith(2);
    const [expired] = await claim(10, 1, 0);
    const [held] = await claim(10, 1);
    await admin.query('update outbox_message set lease_token = gen_random_uuid() where id = $1', [expired?.id]);
    expect(await database.db.platform.releaseExpiredLeases()).toBe(1);
    const { rows } = await admin.query('select id, status, lease_token from outbox_message order by status');
    expect(rows).toEqual([
      { id: expired?.id, status: 'pending', lease_token: null },
      { id: held?.id, status: 'queued', lease_token: null },
    ]);
    expect(await claim(10, 10)).toEqual([expired]);
  });

  it('that has run out no longer counts against its tenant', async () => {
    await tenantWith(4);
    await claim(2, 2, 0);
    expect(await claim(2, 10)).toHaveLength(2);
  });
});

describe('scheduled jobs', () => {
  it('are claimed when they are due, every tenant its share, and given back', async () => {
    const tenants = [await createTestTenant(database.db), await createTestTenant(database.db)];
    for (const [index, { tenantId }] of tenants.entries()) {
      await admin.query(
        `insert into scheduled_job (tenant_id, id, feature_key, name, dedupe_key, payload, run_at)
         select $1, gen_random_uuid(), 'f', 'f.do', 'k' || n, '{}', now() + (case when n > $2 then 60 else -60 end) * interval '1 second'
         from generate_series(1, 100) as n`,
        [tenantId, index === 0 ? 90 : 2],
      );
    }
    const options = { perTenant: 50, limit: 6, leaseMs: 0 };
    const claimed = await database.db.platform.claimScheduledJobs(options);
    expect(tenants.map((tenant) => countOf(claimed, tenant))).toEqual([4, 2]);
    expect(await database.db.platform.releaseExpiredLeases()).toBe(6);
  });
});

describe('payouts', () => {
  async function payoutsOf(tenant: TestTenant, count: number, status = 'ready'): Promise<void> {
    await admin.query(
      `with program as (
         insert into benefit_program (tenant_id, id, name, statute, amount_rule, amount_yen, base_date, opens_on, closes_on, methods, texts, created_by)
         values ($1, gen_random_uuid(), 'p', 's', 'household', 1, now(), now(), now(), '[]', '{}', 'x') returning tenant_id, id
       ), household as (
         insert into benefit_household (tenant_id, id, program_id, number_index)
         select tenant_id, gen_random_uuid(), id, n::text from program, generate_series(1, $2) n returning tenant_id, id, program_id
       ), claim as (
         insert into benefit_claim (tenant_id, id, program_id, household_id, number, channel, method, account_kind, amount_yen, source_key, received_at)
         select tenant_id, gen_random_uuid(), program_id, id, id::text, 'paper', 'm', 'none', 1, id::text, now() from household
         returning tenant_id, id, program_id
       )
       insert into payout (tenant_id, id, program_id, claim_id, method, amount_yen, recipient, status, next_attempt_at, lease_token, lease_until)
       select tenant_id, gen_random_uuid(), program_id, id, 'm', 1, '', $3, now() - interval '1 minute',
              case when $3 = 'submitting' then gen_random_uuid() end, case when $3 = 'submitting' then now() - interval '1 minute' end
       from claim`,
      [tenant.tenantId, count, status],
    );
  }
  const turns = (perTenant: number, limit: number, leaseMs = LEASE_MS) =>
    database.db.platform.claimDuePayouts({ perTenant, limit, leaseMs });

  it('get their turns fairly, keep their status, and come again when a turn was lost', async () => {
    const [large, small] = [await createTestTenant(database.db), await createTestTenant(database.db)];
    await payoutsOf(large, 2_000);
    await payoutsOf(small, 3);
    const first = await turns(100, 10, 0);
    expect([countOf(first, large), countOf(first, small)]).toEqual([7, 3]);
    expect(await turns(100, 10)).toHaveLength(10);
    expect(countOf(await turns(100, 1_000), large)).toBe(93);
    expect(await turns(100, 1_000)).toEqual([]);
    const { rows } = await admin.query('select distinct status, lease_token from payout');
    expect(rows).toEqual([{ status: 'ready', lease_token: null }]);
  });

  it.each(['submitting', 'unknown', 'submitted'])(
    'that are %s are looked at when their time has come',
    async (status) => {
      const tenant = await createTestTenant(database.db);
      await payoutsOf(tenant, 2, status);
      expect(await turns(10, 10)).toHaveLength(2);
    },
  );

  it('never have two turns at once', async () => {
    const tenant = await createTestTenant(database.db);
    await payoutsOf(tenant, 200);
    const claims = await Promise.all(Array.from({ length: 6 }, () => turns(1_000, 50)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are found by the partial index', async () => {
    const tenant = await createTestTenant(database.db);
    await payoutsOf(tenant, 20_000);
    const { rows, indexes, sequential } = await readRows(CLAIM_PAYOUTS, 'payout');
    expect(indexes).toContain('payout_due');
    expect(sequential).toBe(false);
    expect(rows).toBeLessThan(200);
  });
});

it('counts what waits', async () => {
  await tenantWith(3);
  expect(await database.db.platform.readBacklog()).toMatchObject({ outboxPending: 3, inboxPending: 0, jobsDue: 0 });
});
