import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import type { OpenedSecrets } from '@tenohira/secrets';
import { getMethod, isInstant, type PayoutDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { secretFieldsOf } from './secret-fields.ts';

type Dependencies = Pick<PayoutDependencies, 'secrets' | 'methods'>;

export type MethodSetUp = {
  setAt: Date;
  setBy: string;
  /** What is set, without what must not be shown again. */
  values: Readonly<Record<string, unknown>>;
  /** Settings that are there and not shown. */
  hidden: readonly string[];
};

/** What the city has set, by method; one that it has not set up is not there. */
export async function describeMethodSettings(db: TenantDb, deps: Dependencies): Promise<Map<string, MethodSetUp>> {
  const rows = await db.sql<{ method: string; settings: Buffer; updatedAt: Date; updatedBy: string }>(
    'select method, settings, updated_at as "updatedAt", updated_by as "updatedBy" from payout_method_setting',
  );
  if (rows.length === 0) return new Map();
  const secrets = await deps.secrets.opened(db.tenantId);
  return new Map(
    rows.flatMap(({ method, settings, updatedAt, updatedBy }) => {
      const known = deps.methods.get(method);
      if (!known) return [];
      const secretFields = secretFieldsOf(known);
      const entries = Object.entries(stored(secrets, method, settings));
      const values = Object.fromEntries(entries.filter(([name]) => !secretFields.has(name)));
      const hidden = entries.flatMap(([name]) => (secretFields.has(name) ? name : []));
      return [[method, { setAt: updatedAt, setBy: updatedBy, values, hidden }] as const];
    }),
  );
}

/**
 * What is secret and not named stays as it is, so that nobody has to look it up in order to change something else.
 *
 * A payout's key is known to the provider with whom it was tried. While one is under way, or may be, another provider would
 * say that it has never heard of it, and it would be paid there again: so the settings of an instant method stay until then.
 * The same settings again change nothing.
 * @throws AppError PAYOUT_SETTINGS_IN_USE, PAYOUT_SETTINGS_INVALID with the paths of the fields in `details.paths`, PAYOUT_METHOD_UNKNOWN
 */
export async function saveMethodSettings(
  db: TenantDb,
  deps: Dependencies,
  method: string,
  settings: unknown,
  actor: Actor,
): Promise<void> {
  const known = getMethod(deps.methods, method);
  // Whoever begins an attempt reads the row under a lock of its own: they are done, or they wait and read the new one.
  const [row] = await db.sql<{ settings: Buffer }>(
    'select settings from payout_method_setting where method = $1 for update',
    [method],
  );
  const secrets = await deps.secrets.opened(db.tenantId);
  const before = stored(secrets, method, row?.settings);
  const parsed = parse(known, before, settings);
  if (JSON.stringify(before) === JSON.stringify(parsed)) return;
  if (row && isInstant(known) && (await mayBeUnderWay(db, method)))
    throw errors.SETTINGS_IN_USE({ details: { method } });
  const sealed = secrets.encrypt(settingsPlace(method), JSON.stringify(parsed));
  await db.sql(
    `insert into payout_method_setting (method, settings, updated_by) values ($1, $2, $3)
     on conflict (tenant_id, method) do update set settings = excluded.settings, updated_by = excluded.updated_by, updated_at = now()`,
    [method, sealed, actor],
  );
  await appendAudit(db, [{ actor, action: 'payout.method-set', subject: `payout-method:${method}` }]);
}

/** As they are; or, if that is not enough, with the secrets that are kept already. */
function parse(method: AnyPayoutMethod, before: Readonly<Record<string, unknown>>, settings: unknown): unknown {
  const asGiven = method.settings.safeParse(settings);
  if (asGiven.success) return asGiven.data;
  const secretFields = secretFieldsOf(method);
  const kept = Object.entries(before).filter(([name]) => secretFields.has(name));
  const completed = method.settings.safeParse({ ...Object.fromEntries(kept), ...(settings as object) }); // spreads into nothing where it is none
  if (completed.success) return completed.data;
  const issues: readonly { path: PropertyKey[]; message: string }[] = asGiven.error.issues;
  const problems = issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw errors.SETTINGS_INVALID({
    details: { method: method.key, paths: problems.map(({ field }) => field), problems },
  });
}

async function mayBeUnderWay(db: TenantDb, method: string): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from payout where method = $1
     and (status in ('submitting', 'submitted', 'unknown') or (status = 'ready' and attempts > 0)) limit 1`,
    [method],
  );
  return rows.length > 0;
}

/** The settings in force, as the method's schema parsed them. A method that needs none has them without being set up. */
export async function readMethodSettings(db: TenantDb, deps: Dependencies, method: string): Promise<unknown> {
  const settings = await openMethodSettings(db, deps, [getMethod(deps.methods, method)]);
  if (!settings.has(method)) throw errors.SETTINGS_MISSING({ details: { method } });
  return settings.get(method);
}

/** By method, leaving out those that are not set up. */
export async function openMethodSettings(
  db: TenantDb,
  deps: Pick<PayoutDependencies, 'secrets'>,
  methods: readonly AnyPayoutMethod[],
): Promise<Map<string, unknown>> {
  const rows = await db.sql<{ method: string; settings: Buffer }>(
    'select method, settings from payout_method_setting where method = any($1::text[]) for share',
    [methods.map(({ key }) => key)],
  );
  const sealed = new Map(rows.map((row) => [row.method, row.settings]));
  const secrets = sealed.size > 0 ? await deps.secrets.opened(db.tenantId) : undefined;
  const settings = new Map<string, unknown>();
  for (const method of methods) {
    const parsed = method.settings.safeParse(stored(secrets, method.key, sealed.get(method.key)));
    if (parsed.success) settings.set(method.key, parsed.data);
  }
  return settings;
}

function stored(
  secrets: OpenedSecrets | undefined,
  method: string,
  sealed: Buffer | undefined,
): Readonly<Record<string, unknown>> {
  if (!secrets || !sealed) return {};
  return JSON.parse(secrets.decrypt(settingsPlace(method), sealed).toString());
}

function settingsPlace(method: string): string {
  return `payout_method_setting.settings:${method}`;
}
