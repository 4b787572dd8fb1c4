import type { TenantDb } from '@tenohira/db';
import type { AnyFeature } from '@tenohira/feature-kit';
import { type InstalledFeature, inMenuOrder } from '@tenohira/flow';
import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import { errors } from './errors.ts';
import { fieldName } from './field-name.ts';

/** A feature as one tenant has it, with the code behind it. */
export type Installed = InstalledFeature & { feature: AnyFeature };

/**
 * Switches a feature on, or changes its settings.
 * @throws AppError CATALOG_FEATURE_UNKNOWN, CATALOG_SETTINGS_INVALID (its userMessage names every field that is wrong)
 */
export async function installFeature(
  db: TenantDb,
  catalog: Catalog,
  install: { key: string; settings: unknown; menuOrder?: number },
): Promise<void> {
  const feature = catalog.get(install.key);
  const settings = parseSettings(feature, install.settings);
  await db.sql(
    `insert into feature_install (feature_key, version, settings, menu_order) values ($1, $2, $3, coalesce($4, 0))
     on conflict (tenant_id, feature_key) do update set version = excluded.version, settings = excluded.settings,
       menu_order = coalesce($4, feature_install.menu_order), enabled = true, updated_at = now()`,
    [feature.key, feature.version, JSON.stringify(settings), install.menuOrder ?? null],
  );
}

/** Switches a feature off. Its settings stay for when it is switched on again. */
export async function disableFeature(db: TenantDb, key: string): Promise<void> {
  await db.sql('update feature_install set enabled = false, updated_at = now() where feature_key = $1', [key]);
}

/**
 * What the tenant has on, in the order of its menu. A feature that has left the catalog is left out, and so is one whose
 * stored settings no longer fit its schema: `onUnfit` is told, and the city's other features go on working.
 */
export async function listInstalled(
  db: TenantDb,
  catalog: Catalog,
  onUnfit: (featureKey: string) => void = () => {},
): Promise<Installed[]> {
  const rows = await db.prisma.featureInstall.findMany({ where: { enabled: true } });
  const installed = rows.flatMap((row) => {
    const feature = catalog.features.get(row.featureKey);
    if (!feature) return [];
    const settings: z.ZodSafeParseResult<unknown> = feature.settings.safeParse(row.settings);
    if (!settings.success) {
      onUnfit(feature.key);
      return [];
    }
    return [{ feature, settings: settings.data, flows: feature.flows, menuOrder: row.menuOrder }];
  });
  const position = new Map(inMenuOrder(installed).map((entry, index) => [entry.feature.key, index]));
  return installed.sort((a, b) => (position.get(a.feature.key) ?? 0) - (position.get(b.feature.key) ?? 0));
}

/** One feature of the tenant, if it is on. */
export async function findInstalled(db: TenantDb, catalog: Catalog, key: string): Promise<Installed | undefined> {
  return (await listInstalled(db, catalog)).find((entry) => entry.feature.key === key);
}

function parseSettings(feature: AnyFeature, settings: unknown): unknown {
  const result: z.ZodSafeParseResult<unknown> = feature.settings.safeParse(settings);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `・${fieldName(feature.settings, issue.path)}: ${issue.message}`);
  throw errors.SETTINGS_INVALID({
    userMessage: [`「${feature.title}」の設定に誤りがあります。次の項目を直してください。`, ...problems].join('\n'),
    details: { feature: feature.key, paths: result.error.issues.map((issue) => issue.path.join('.')) },
  });
}

// What staff read of a wrong setting is Japanese.
z.config(z.locales.ja());
