// One statement with its tenant, in one message to PostgreSQL. What stands between two Syncs of the extended protocol is
// one transaction without BEGIN and COMMIT (PostgreSQL, Message Flow, Pipelining), so `set_config(…, true)` in front of
// the statement holds for it, and for it alone.
import pg from 'pg';

const SCOPE = { name: 'tenohira-scope', text: "select set_config('app.tenant_id', $1, true)" };

/** What pg's own query classes (pg-cursor, pg-query-stream) use of it; the types leave it out. */
type Wire = { parse(statement: object): void; bind(portal: object): void; execute(portal: object): void };
type Internals = {
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
};

const plain = pg.Query.prototype as unknown as Internals; // see Internals
const knowsScope = new WeakSet<Wire>();

export class ScopedQuery extends pg.Query {
  readonly #tenantId: string;
  #isScoped = false;

  constructor(tenantId: string, config: pg.QueryConfig, done: (error: Error | null, result: pg.QueryResult) => void) {
    super(config, done as never); // pg hands both to whoever waits; its types know the result only
    this.#tenantId = tenantId;
  }

  /** Always the extended protocol: the simple one has no way to say both. */
  requiresPreparation(): boolean {
    return true;
  }

  prepare(wire: Wire): void {
    if (!knowsScope.has(wire)) {
      wire.parse(SCOPE);
      knowsScope.add(wire);
    }
    wire.bind({ statement: SCOPE.name, values: [this.#tenantId] });
    wire.execute({});
    plain.prepare.call(this, wire);
  }

  /** The row of set_config is nobody's. */
  handleDataRow(message: unknown): void {
    if (this.#isScoped) plain.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#isScoped) plain.handleCommandComplete.call(this, message, wire);
    this.#isScoped = true;
  }
}
