import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { toDatabaseError } from './errors.ts';
import { PrismaClient } from './generated/client.ts';
import { createPlatformDb, type PlatformDb } from './platform/platform-db.ts';
import { TenantPool } from './tenant-pool.ts';

/**
 * Prisma without what would leave the tenant's transaction: its own transactions, and findUnique, whose calls of one
 * moment Prisma merges into one query, whoever made them. findFirst by the same key is never merged.
 */
type TenantPrisma = {
  [Model in Exclude<keyof PrismaClient, `$${string}`>]: Omit<PrismaClient[Model], `findUnique${string}`>;
};

/** A tenant's handle: all queries through it are of that tenant, and of one transaction. */
export type TenantDb = {
  tenantId: string;
  prisma: TenantPrisma;
  /** SQL with `$1` parameters, for upserts, locks and whatever Prisma cannot say. */
  sql<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
};

export type Database = {
  /**
   * Runs `work` as that tenant, in one transaction, under row level security. Commits when it returns, rolls back when
   * it throws. No network call belongs inside.
   * @throws AppError DB_UNAVAILABLE, DB_CONFLICT (both: try later)
   */
  withTenant<Result>(tenantId: string, work: (db: TenantDb) => Promise<Result>): Promise<Result>;
  /** As withTenant, but each statement is a transaction of its own: for reads that need no common snapshot. */
  readTenant<Result>(tenantId: string, work: (db: TenantDb) => Promise<Result>): Promise<Result>;
  /** The short list of what crosses tenants. */
  platform: PlatformDb;
  /** True when PostgreSQL answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Logs in as a member of nothing but `tenohira_app`'s rights. */
  appUrl: string;
  /** Logs in with `tenohira_platform`'s rights. */
  platformUrl: string;
  maxConnections?: number;
  /** How long to wait for a connection, in milliseconds: until one is free, or made. */
  connectTimeoutMs?: number;
  /** The same for what crosses tenants, where somebody waits who has less time. */
  platformConnectTimeoutMs?: number;
  statementTimeoutMs?: number;
};

export function createDatabase(options: DatabaseOptions): Database {
  const { maxConnections = 10, connectTimeoutMs = 3_000, statementTimeoutMs = 15_000 } = options;
  const { platformConnectTimeoutMs = connectTimeoutMs } = options;
  const common: pg.PoolConfig = {
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'tenohira',
  };
  // Under a policy PostgreSQL finds a generic plan dearer than it is and plans each read anew (test/benchmarks, B5).
  const tenantPool = new TenantPool({
    ...common,
    connectionString: options.appUrl,
    options: '-c plan_cache_mode=force_generic_plan',
  });
  const platformPool = new pg.Pool({
    ...common,
    connectionTimeoutMillis: platformConnectTimeoutMs,
    connectionString: options.platformUrl,
    max: Math.max(2, Math.ceil(maxConnections / 2)),
  });
  platformPool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(tenantPool, { statementNameGenerator: statementName }) });
  const handleOf = (tenantId: string): TenantDb => ({
    tenantId,
    prisma,
    sql: async <Row>(text: string, values: readonly unknown[] = []) => {
      const result = await tenantPool
        .query({ name: statementName({ sql: text }), text, values: [...values] })
        .catch(toDatabaseError);
      return result.rows as Row[]; // the caller wrote the statement and knows its columns
    },
  });
  return {
    withTenant: (tenantId, work) => tenantPool.runInTransaction(tenantId, () => work(handleOf(tenantId))),
    readTenant: (tenantId, work) =>
      tenantPool.runScoped(tenantId, () => work(handleOf(tenantId)).catch(toDatabaseError)),
    platform: createPlatformDb(platformPool),
    ping: () =>
      platformPool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([tenantPool.end(), platformPool.end()]);
    },
  };
}

const names = new Map<string, string>();
const MAX_NAMES = 2_000;

/** The same text is planned once per connection. The cache is bounded: a text that varies must not fill the server. */
function statementName(query: { sql: string }): string {
  const known = names.get(query.sql);
  if (known !== undefined) return known;
  if (names.size >= MAX_NAMES) return '';
  const name = createHash('sha1').update(query.sql).digest('base64url');
  names.set(query.sql, name);
  return name;
}
