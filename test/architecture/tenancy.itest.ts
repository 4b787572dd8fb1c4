// What keeps tenants apart, read from the database's own catalogue and tried on every table there is.
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SERVICE_ROLES = ['tenohira_app', 'tenohira_platform', 'tenohira_queue'];
// An address that LINE calls, looked up before a tenant is known, by the second role only. And LINE's names of an account,
// which is one city's: who names one must have its secret, so that the key tells a city nothing about another.
const UNIQUE_ACROSS_TENANTS = [
  'line_channel_bot_user_id_key',
  'line_channel_line_channel_id_key',
  'line_channel_webhook_key_key',
];
// A policy's answer; or that of a trigger which lets nobody write there so (append-only, balances), asked even before it.
const REFUSED = expect.stringMatching(/^(42501|23000)$/);
// What the platform decides for every city alike: read by all, written by its own tenant. A schema apart, see the migration.
const PLATFORM_POLICIES = ['decided_by_the_platform', 'ended_by_the_platform', 'seen_by_all'].map(
  (policy) => `platform.feature_withdrawal.${policy}`,
);
// The tenant's own row: its key is the tenant.
const TENANT_TABLE = 'tenant';

let database: TestDatabase;
let admin: pg.Client;
let tenant: TestTenant;
let other: TestTenant;
let tables: string[];

beforeAll(async () => {
  database = await openTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  tenant = await createTestTenant(database.db);
  other = await createTestTenant(database.db);
  tables = await column(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> '_prisma_migrations' order by 1",
  );
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function column(text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await admin.query<string[]>({ text, values, rowMode: 'array' });
  return rows.map((row) => String(row[0]));
}

describe('the catalogue', () => {
  it('knows a tenant in every table', async () => {
    const without = await column(
      `select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any($1)
       and relname <> $2 and not exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'tenant_id' and attnotnull)`,
      [tables, TENANT_TABLE],
    );
    expect(tables.length).toBeGreaterThan(15);
    expect(without).toEqual([]);
  });

  it('has row level security enabled and forced on every table', async () => {
    expect(
      await column(
        'select relname from pg_class where relname = any($1) and not (relrowsecurity and relforcerowsecurity)',
        [tables],
      ),
    ).toEqual([]);
  });

  it('has a policy for all commands, with a check, on every table for the role of the services', async () => {
    const covered = await column(
      `select tablename from pg_policies where schemaname = 'public' and cmd = 'ALL' and permissive = 'PERMISSIVE' and roles = '{tenohira_app}'
       and qual like '%current_tenant_id()%' and with_check = qual`,
    );
    expect(covered.sort()).toEqual(tables);
  });

  it('has no policy for the services that looks past the tenant', async () => {
    expect(
      await column(
        `select schemaname || '.' || tablename || '.' || policyname from pg_policies
         where 'tenohira_app' = any(roles) and policyname <> 'tenant_isolation' order by 1`,
      ),
    ).toEqual(PLATFORM_POLICIES);
    expect(await column(`select tablename from pg_policies where 'public' = any(roles)`)).toEqual([]);
  });

  it('has nothing of any tenant in what the platform decides', async () => {
    const schemas = await column(
      "select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema') order by 1",
    );
    expect(schemas).toEqual(['platform']);
    const columns = await column(
      "select table_name || '.' || column_name from information_schema.columns where table_schema = 'platform' order by 1",
    );
    expect(columns).toEqual(['feature_key', 'reason', 'withdrawn_at'].map((name) => `feature_withdrawal.${name}`));
  });

  it('begins every key with the tenant', async () => {
    const keys = await column(
      `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and c.relname = any($1) and c.relname <> $2 and a.attname <> 'tenant_id'`,
      [tables, TENANT_TABLE],
    );
    expect(keys.sort()).toEqual(UNIQUE_ACROSS_TENANTS);
  });

  it('begins every foreign key with the tenant, on both sides', async () => {
    const foreign = await column(
      `select conname from pg_constraint f
       join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
       join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
       where f.contype = 'f' and f.connamespace = 'public'::regnamespace
       and not (a.attname = 'tenant_id' and (b.attname = 'tenant_id' or f.confrelid = 'tenant'::regclass))`,
    );
    expect(foreign).toEqual([]);
  });

  it('gives the roles of the services nothing that ignores policies', async () => {
    expect(
      await column(
        `select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
        [SERVICE_ROLES],
      ),
    ).toEqual([]);
    const grants = await column(
      `select r || ' ' || p || ' ' || t from unnest($1::text[]) r, unnest($2::text[]) t, unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p
       where has_table_privilege(r, t, p)`,
      [SERVICE_ROLES, tables],
    );
    expect(grants).toEqual([]);
    expect(
      await column(`select relname from pg_class where relname = any($1) and pg_get_userbyid(relowner) = any($2)`, [
        tables,
        SERVICE_ROLES,
      ]),
    ).toEqual([]);
    expect(
      await column(
        `select m.rolname from pg_auth_members a join pg_roles m on m.oid = a.member where m.rolname = any($1)`,
        [SERVICE_ROLES],
      ),
    ).toEqual([]);
    expect(
      await column(`select r from unnest($1::text[]) r where has_schema_privilege(r, 'public', 'CREATE')`, [
        SERVICE_ROLES,
      ]),
    ).toEqual([]);
  });

  it('shows the second role no content of a message, a conversation or a case', async () => {
    const readable = await column(
      `select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relname = any($1) and has_column_privilege('tenohira_platform', c.oid, a.attnum, 'SELECT') order by 1`,
      [tables],
    );
    const content = /\.(payload|messages|reply_token|state|fields|answers|bytes|body|settings|subject)$/;
    expect(readable.filter((name) => content.test(name) && name !== 'tenant.settings')).toEqual([]);
    expect(
      readable.filter((name) =>
        /^(service_case|case_|conversation_|stored_object|form_request|resident|account_link)/.test(name),
      ),
    ).toEqual([]);
  });

  it('has no view and no definer function that looks past the policies', async () => {
    expect(
      await column(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and not coalesce(reloptions, '{}') @> '{security_invoker=true}'`,
      ),
    ).toEqual([]);
    expect(
      await column(`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`),
    ).toEqual([]);
  });
});

describe('every table', () => {
  it('is closed to another tenant: nothing read, nothing changed, nothing planted', async () => {
    for (const table of tables.filter((name) => name !== TENANT_TABLE)) {
      await plantRow(table, tenant.tenantId);
      const before = await snapshot(table);
      expect(before.length, table).toBeGreaterThan(0);

      await database.db.withTenant(other.tenantId, async ({ sql }) => {
        expect(await sql(`select * from ${table} where tenant_id = $1`, [tenant.tenantId]), table).toEqual([]);
      });
      for (const [privilege, change] of [
        ['update', `update ${table} set tenant_id = tenant_id where tenant_id = $1 returning 1`],
        ['delete', `delete from ${table} where tenant_id = $1 returning 1`],
      ] as const) {
        const [granted] = await column(`select has_table_privilege('tenohira_app', $1::regclass, $2)`, [
          table,
          privilege,
        ]);
        const attempt = database.db.withTenant(other.tenantId, ({ sql }) => sql(change, [tenant.tenantId]));
        if (granted === 'true') expect(await attempt, table).toEqual([]);
        else await expect(attempt, table).rejects.toMatchObject({ code: '42501' });
      }
      const plant = database.db.withTenant(other.tenantId, async ({ sql }) => {
        const columns = Object.keys(before[0] ?? {}).join(', ');
        await sql(`insert into ${table} (${columns}) select ${columns} from json_populate_record(null::${table}, $1)`, [
          JSON.stringify(before[0]),
        ]);
      });
      await expect(plant, table).rejects.toMatchObject({ code: REFUSED });
      const move = database.db.withTenant(tenant.tenantId, ({ sql }) =>
        sql(`update ${table} set tenant_id = $1`, [other.tenantId]),
      );
      await expect(move, table).rejects.toMatchObject({ code: REFUSED });

      expect(await snapshot(table), table).toEqual(before);
      const own = await database.db.readTenant(tenant.tenantId, ({ sql }) =>
        sql<{ n: number }>(`select count(*)::int as n from ${table}`),
      );
      expect(own[0]?.n, table).toBeGreaterThan(0);
    }
  });

  it("shows a tenant its own row of the list of tenants, and no other's", async () => {
    const seen = await database.db.readTenant(other.tenantId, ({ sql }) =>
      sql<{ id: string }>('select id from tenant'),
    );
    expect(seen).toEqual([{ id: other.tenantId }]);
    await expect(database.db.withTenant(other.tenantId, ({ sql }) => sql('delete from tenant'))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('cannot be emptied', async () => {
    for (const table of tables) {
      await expect(
        database.db.withTenant(tenant.tenantId, ({ sql }) => sql(`truncate ${table} cascade`)),
        table,
      ).rejects.toMatchObject({ code: '42501' });
    }
  });

  async function snapshot(table: string): Promise<Record<string, unknown>[]> {
    const { rows } = await admin.query<{ row: Record<string, unknown> }>(
      `select to_json(t) as row from ${table} t where tenant_id = $1 order by 1::text`,
      [tenant.tenantId],
    );
    return rows.map((entry) => entry.row);
  }
});

/** A row of that tenant with some value in every column; foreign keys are not asked. */
async function plantRow(table: string, tenantId: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `select attname as name, atttypid::regtype::text as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  const { rows: checks } = await admin.query<{ name: string; value: string }>(
    `select a.attname as name, substring(pg_get_constraintdef(c.oid) from '''([a-z-]+)''') as value
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'c' and c.conrelid = $1::regclass`,
    [table],
  );
  const allowed = new Map(checks.map((check) => [check.name, check.value]));
  const sampleOf: Readonly<Record<string, string>> = {
    uuid: 'gen_random_uuid()',
    text: `'x' || gen_random_uuid()`,
    integer: '(random() * 1000000)::int + 2',
    boolean: 'false',
    'double precision': '1.5',
    'text[]': `'{}'`,
    jsonb: `'{}'`,
    bytea: `'\\x00'`,
    'timestamp with time zone': 'now()',
    date: 'current_date',
    bigint: '(random() * 1000000)::bigint + 2',
  };
  const values = rows.map(({ name, type }) => {
    if (name === 'tenant_id') return `'${tenantId}'`;
    const fixed = allowed.get(name);
    if (fixed) return `'${fixed}'`;
    const value = sampleOf[type];
    if (value === undefined) throw new Error(`no sample value for ${table}.${name} of type ${type}`);
    return value;
  });
  await admin.query('begin');
  await admin.query("set local session_replication_role = 'replica'");
  await admin.query(`insert into ${table} (${rows.map((row) => row.name).join(', ')}) values (${values.join(', ')})`);
  await admin.query('commit');
}
