import { isDeepStrictEqual } from 'node:util';
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { AnyFeature } from '@tenohira/feature-kit';
import { type InstalledFeature, inMenuOrder } from '@tenohira/flow';
import type { z } from 'zod';
import { type Audience, isAudience, REGISTRATION } from './audience.ts';
import type { Catalog } from './catalog.ts';
import { errors } from './errors.ts';
import { type FieldProblem, readTypedSettings } from './field-problem.ts';
import { listWithdrawals } from './withdrawals.ts';

/** A feature as one tenant has it, with the code behind it. */
export type Installed = InstalledFeature & { feature: AnyFeature; audience: Audience; departmentId: string | null };

type InstallRow = {
  featureKey: string;
  menuOrder: number;
  settings: unknown;
  audience: string;
  departmentId: string | null;
};

/** What is left out stays as it is; of a new one the menu's last place, for everyone, of no department. */
export type Install = {
  key: string;
  settings: unknown;
  menuOrder?: number;
  audience?: Audience;
  departmentId?: string | null;
};

/**
 * Switches a feature on, or changes its settings.
 * @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_WITHDRAWN, CATALOG_SETTINGS_INVALID (its userMessage names every field
 *   that is wrong, its `details.problems` say the same to a form)
 */
export async function installFeature(db: TenantDb, catalog: Catalog, install: Install, actor: Actor): Promise<void> {
  const feature = catalog.get(install.key);
  if ((await listWithdrawals(db)).has(feature.key)) throw errors.WITHDRAWN({ details: { key: feature.key } });
  const settings = await checkInstall(db, catalog, feature, install);
  const { menuOrder = null, audience = null, departmentId } = install;
  const before = await db.prisma.featureInstall.findFirst({ where: { featureKey: feature.key } });
  await db.sql(
    `insert into feature_install (feature_key, version, settings, menu_order, audience, department_id)
     values ($1, $2, $3, coalesce($4, (select coalesce(max(menu_order), -1) + 1 from feature_install where enabled)),
       coalesce($5, 'everyone'), $6)
     on conflict (tenant_id, feature_key) do update set version = excluded.version, settings = excluded.settings,
       menu_order = coalesce($4, feature_install.menu_order), audience = coalesce($5, feature_install.audience),
       department_id = case when $7 then $6 else feature_install.department_id end, enabled = true, updated_at = now()`,
    [
      ...[feature.key, feature.version, JSON.stringify(settings), menuOrder, audience],
      ...[departmentId ?? null, departmentId !== undefined],
    ],
  );
  const detail = {
    version: feature.version,
    changed: changedKeys(before?.settings, settings),
    ...(audience === null ? {} : { audience }),
    ...(departmentId === undefined ? {} : { departmentId }),
  };
  const action = before?.enabled ? 'catalog.feature-changed' : 'catalog.feature-switched-on';
  await appendAudit(db, [{ actor, action, subject: `feature:${feature.key}`, detail }]);
}

/** The settings as the feature's schema gives them. @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_SETTINGS_INVALID */
export function parseFeatureSettings(catalog: Catalog, key: string, settings: unknown): unknown {
  const feature = catalog.get(key);
  const read = readTypedSettings(feature.settings, settings);
  if (!read.ok) throw settingsInvalid(feature, read.lines, read.problems);
  return read.settings;
}

/** Switches a feature off. Its settings stay for when it is switched on again. */
export async function disableFeature(db: TenantDb, key: string, actor: Actor): Promise<void> {
  const { count } = await db.prisma.featureInstall.updateMany({
    where: { featureKey: key, enabled: true },
    data: { enabled: false },
  });
  if (count === 0) return;
  await appendAudit(db, [{ actor, action: 'catalog.feature-switched-off', subject: `feature:${key}` }]);
}

/**
 * Puts what is on into this order, in the main menu and wherever features are asked one after another.
 * @throws AppError CATALOG_ORDER_INCOMPLETE where it is not every feature that is on, each once
 */
export async function orderMenu(db: TenantDb, keys: readonly string[], actor: Actor): Promise<void> {
  const rows = await db.sql<{ key: string }>(
    'select feature_key as key from feature_install where enabled order by feature_key for update',
  );
  const isWhole = new Set(keys).size === keys.length && keys.toSorted().join() === rows.map(({ key }) => key).join();
  if (!isWhole) throw errors.ORDER_INCOMPLETE();
  await db.sql(
    `update feature_install set menu_order = place - 1, updated_at = now()
     from unnest($1::text[]) with ordinality as wanted (key, place) where feature_key = key`,
    [keys],
  );
  await appendAudit(db, [{ actor, action: 'catalog.menu-ordered', subject: 'menu', detail: { keys: [...keys] } }]);
}

/**
 * What the tenant has on, in the order of its menu. A feature that has left the catalog or is withdrawn is left out, and so
 * is one whose stored settings no longer fit its schema: `onUnfit` is told, and the city's other features go on working.
 */
export async function listInstalled(
  db: TenantDb,
  catalog: Catalog,
  onUnfit: (featureKey: string) => void = () => {},
): Promise<Installed[]> {
  const rows = await db.sql<InstallRow>(
    `select feature_key as "featureKey", menu_order as "menuOrder", settings, audience, department_id as "departmentId"
     from feature_install where enabled
       and not exists (select from platform.feature_withdrawal w where w.feature_key = feature_install.feature_key)`,
  );
  const installed = rows.flatMap(({ featureKey, menuOrder, audience, departmentId, ...row }) => {
    const feature = catalog.features.get(featureKey);
    if (!feature) return [];
    const settings: z.ZodSafeParseResult<unknown> = feature.settings.safeParse(row.settings);
    if (!settings.success) {
      onUnfit(feature.key);
      return [];
    }
    const { flows } = feature;
    return [{ feature, settings: settings.data, flows, menuOrder, audience: toAudience(audience), departmentId }];
  });
  const position = new Map(inMenuOrder(installed).map((entry, index) => [entry.feature.key, index]));
  return installed.sort((a, b) => (position.get(a.feature.key) ?? 0) - (position.get(b.feature.key) ?? 0));
}

/** One feature of the tenant, if it is on. */
export async function findInstalled(db: TenantDb, catalog: Catalog, key: string): Promise<Installed | undefined> {
  return (await listInstalled(db, catalog)).find((entry) => entry.feature.key === key);
}

/** Who handles what that feature submits, unless somebody says otherwise; null for nobody, or a department that is closed. */
export async function departmentOf(db: TenantDb, featureKey: string): Promise<string | null> {
  const row = await db.prisma.featureInstall.findFirst({
    where: { featureKey, department: { closedAt: null } },
    select: { departmentId: true },
  });
  return row?.departmentId ?? null;
}

/** The table's own check leaves no other word. */
export function toAudience(text: string): Audience {
  return isAudience(text) ? text : 'staff';
}

/** The settings as the schema gives them. @throws AppError CATALOG_SETTINGS_INVALID with all that is wrong */
async function checkInstall(db: TenantDb, catalog: Catalog, feature: AnyFeature, install: Install): Promise<unknown> {
  const read = readTypedSettings(feature.settings, install.settings);
  const others = [
    ...(await checkAudience(db, catalog, feature, install.audience)),
    ...(await checkDepartment(db, install.departmentId)),
  ];
  if (read.ok && others.length === 0) return read.settings;
  const lines = [...(read.ok ? [] : read.lines), ...others.map(({ message }) => `・${message}`)];
  throw settingsInvalid(feature, lines, [...(read.ok ? [] : read.problems), ...others]);
}

function settingsInvalid({ key, title }: AnyFeature, lines: readonly string[], problems: readonly FieldProblem[]) {
  return errors.SETTINGS_INVALID({
    userMessage: [`「${title}」の設定に誤りがあります。次の項目を直してください。`, ...lines].join('\n'),
    details: { feature: key, problems },
  });
}

async function checkAudience(
  db: TenantDb,
  catalog: Catalog,
  feature: AnyFeature,
  audience: Audience | undefined,
): Promise<FieldProblem[]> {
  if (audience !== 'registered') return [];
  const problem = (message: string): FieldProblem[] => [{ field: 'audience', message }];
  const registration = catalog.features.get(REGISTRATION.feature)?.title ?? '本人確認の登録';
  if (feature.key === REGISTRATION.feature)
    return problem(`「${registration}」は、登録がまだの人が使います。「すべての住民」にしてください。`);
  const isOn =
    (await db.prisma.featureInstall.count({ where: { featureKey: REGISTRATION.feature, enabled: true } })) > 0;
  return isOn ? [] : problem(`だれも登録できません。先に機能「${registration}」を使えるようにしてください。`);
}

async function checkDepartment(db: TenantDb, departmentId: string | null | undefined): Promise<FieldProblem[]> {
  if (departmentId === undefined || departmentId === null) return [];
  const found = await db.prisma.department.count({ where: { id: departmentId, closedAt: null } });
  const message = 'その部署はありません。部署を選び直してください。';
  return found > 0 ? [] : [{ field: 'departmentId', message }];
}

/** Names of the settings that are new or different; their values may name people. */
function changedKeys(before: unknown, after: unknown): string[] {
  const [old, now] = [before, after].map((value) => Object.entries(typeof value === 'object' && value ? value : {}));
  const known = new Map(old);
  return (now ?? []).filter(([key, value]) => !isDeepStrictEqual(known.get(key), value)).map(([key]) => key);
}
