// A pg.Pool that knows the tenant of the code that is running, so that Prisma and SQL above it cannot get it wrong.
//
// Every statement runs in a transaction that has set `app.tenant_id` locally: the one that withTenant() opened, or one
// of its own (scoped-query.ts). Without a tenant nothing runs. Prisma's own transactions inside withTenant() become
// savepoints of it, so that an outer rollback takes everything with it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { isUuid } from '@tenohira/core';
import pg from 'pg';
import { errors, toDatabaseError } from './errors.ts';
import { ScopedQuery } from './scoped-query.ts';

type TransactionScope = { client: pg.PoolClient; open: boolean; turn: Promise<unknown>; savepoints: number };
type Scope = { tenantId: string; transaction?: TransactionScope };

const BEGIN_RESULT = { command: 'BEGIN', rowCount: 0, oid: 0, rows: [], fields: [] };

export class TenantPool extends pg.Pool {
  readonly #scopes = new AsyncLocalStorage<Scope>();

  constructor(config: pg.PoolConfig) {
    super({ ...config, pipeline: true });
    // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
    this.on('error', () => {});
    // One that breaks while it is in use says so to its query; said to nobody, the event would end the process as well.
    this.on('connect', (client) => client.on('error', () => {}));
    // Prisma and SQL ask through these two names; pg types them with a dozen overloads that one function cannot satisfy.
    this.query = ((...query: unknown[]) => this.#run(query)) as unknown as typeof this.query;
    const connectPlain = super.connect.bind(this);
    this.connect = (() => this.#connectForPrisma(() => connectPlain())) as typeof this.connect;
    this.#connectPlain = () => connectPlain();
  }

  readonly #connectPlain: () => Promise<pg.PoolClient>;

  /** Runs `work` for that tenant, each statement in a transaction of its own. */
  async runScoped<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#scopes.run({ tenantId: checkedTenantId(tenantId) }, startedInside(work));
  }

  /** Runs `work` for that tenant in one transaction: committed when it returns, rolled back when it throws. */
  async runInTransaction<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    const begin = beginFor(checkedTenantId(tenantId));
    if (this.#scopes.getStore() !== undefined) throw errors.NESTED_SCOPE();
    const client = await this.#connectPlain().catch(toDatabaseError);
    const transaction: TransactionScope = { client, open: true, turn: Promise.resolve(), savepoints: 0 };
    try {
      await client.query(begin);
      const result = await this.#scopes.run({ tenantId, transaction }, startedInside(work));
      await transaction.turn;
      transaction.open = false;
      const { command } = await client.query('commit');
      // PostgreSQL answers COMMIT of an aborted transaction with ROLLBACK and no error.
      if (command !== 'COMMIT') throw errors.ROLLED_BACK();
      return result;
    } catch (error) {
      transaction.open = false;
      await client.query('rollback').catch(() => {});
      return toDatabaseError(error);
    } finally {
      releaseIdle(client);
    }
  }

  async #run(query: unknown[]): Promise<unknown> {
    const scope = this.#requireScope();
    if (scope.transaction) return this.#runInTurn(scope.transaction, query);
    const client = await this.#connectPlain().catch(toDatabaseError);
    try {
      return await new Promise((resolve, reject) => {
        const done = (error: Error | null, result: pg.QueryResult) => (error ? reject(error) : resolve(result));
        client.query(new ScopedQuery(scope.tenantId, configOf(query), done));
      });
    } finally {
      releaseIdle(client);
    }
  }

  /** Statements of one transaction run one after another, also when the code above asked for them at once. */
  #runInTurn(transaction: TransactionScope, query: unknown[]): Promise<unknown> {
    if (!transaction.open) throw errors.SCOPE_CLOSED();
    const result = transaction.turn.then(() => sendQuery(transaction.client, query));
    transaction.turn = result.catch(() => {});
    return result;
  }

  /** What Prisma calls for a transaction of its own (nested writes). */
  async #connectForPrisma(connectPlain: () => Promise<pg.PoolClient>): Promise<pg.PoolClient> {
    const scope = this.#requireScope();
    if (scope.transaction) return savepointClient(scope.transaction);
    const client = await connectPlain();
    return scopedClient(client, scope.tenantId);
  }

  #requireScope(): Scope {
    const scope = this.#scopes.getStore();
    if (!scope) throw errors.NO_TENANT();
    return scope;
  }
}

/** A Prisma query starts when it is awaited, so that must happen here and not where the result is waited for. */
function startedInside<Result>(work: () => Promise<Result>): () => Promise<Result> {
  return async () => await work();
}

function configOf([config, values]: unknown[]): pg.QueryConfig {
  return typeof config === 'string'
    ? { text: config, ...(Array.isArray(values) ? { values } : {}) }
    : (config as pg.QueryConfig); // Prisma and SQL pass one of the two
}

/** Interpolated into SET LOCAL, which takes no bind parameters: anything but a UUID stops here. */
function checkedTenantId(tenantId: string): string {
  if (!isUuid(tenantId)) throw errors.TENANT_ID_INVALID();
  return tenantId;
}

function beginFor(tenantId: string): string {
  return `begin; set local app.tenant_id = '${tenantId}'`;
}

function sendQuery(client: pg.PoolClient, query: unknown[]): Promise<unknown> {
  // The arguments are those of client.query, passed on as they came.
  return (client.query as unknown as (...args: unknown[]) => Promise<unknown>).apply(client, query);
}

/** A connection goes back only when it is outside any transaction; otherwise it is closed (prisma/orm#29719). */
function releaseIdle(client: pg.PoolClient): void {
  client.release(client.getTransactionStatus() !== 'I');
}

function statementOf(query: unknown[]): string {
  const [first] = query;
  const text =
    typeof first === 'string'
      ? first
      : first !== null && typeof first === 'object' && 'text' in first
        ? first.text
        : '';
  return String(text).trim().toUpperCase();
}

/** A connection whose BEGIN carries the tenant. */
function scopedClient(client: pg.PoolClient, tenantId: string): pg.PoolClient {
  return clientLike(client, {
    query: async (...query: unknown[]) => {
      if (statementOf(query) !== 'BEGIN') return sendQuery(client, query);
      await client.query(beginFor(tenantId));
      return BEGIN_RESULT;
    },
    release: () => releaseIdle(client),
  });
}

/** Inside withTenant(), Prisma's BEGIN, COMMIT and ROLLBACK are those of a savepoint; others wait until it is done. */
function savepointClient(transaction: TransactionScope): pg.PoolClient {
  transaction.savepoints += 1;
  const name = `prisma_${transaction.savepoints}`;
  const before = transaction.turn;
  let finish = () => {};
  transaction.turn = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const translations: Readonly<Record<string, string>> = {
    BEGIN: `savepoint ${name}`,
    COMMIT: `release savepoint ${name}`,
    ROLLBACK: `rollback to savepoint ${name}; release savepoint ${name}`,
  };
  return clientLike(transaction.client, {
    query: async (...query: unknown[]) => {
      await before;
      const translation = translations[statementOf(query)];
      if (translation === undefined) return sendQuery(transaction.client, query);
      await transaction.client.query(translation);
      return BEGIN_RESULT;
    },
    release: () => finish(),
  });
}

function clientLike(client: pg.PoolClient, overrides: { query: unknown; release: () => void }): pg.PoolClient {
  const facade = { ...overrides, on: client.on.bind(client), removeListener: client.removeListener.bind(client) };
  return facade as unknown as pg.PoolClient; // these four are all that @prisma/adapter-pg uses of a transaction's client
}
