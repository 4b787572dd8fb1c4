// The whole catalog as one city sees it: what it has, what it could have.
import type { TenantDb } from '@tenohira/db';
import type { AnyFeature, FeatureCategory } from '@tenohira/feature-kit';
import type { Audience } from './audience.ts';
import type { Catalog } from './catalog.ts';
import { readSettings } from './field-problem.ts';
import { toAudience } from './installs.ts';
import { listWithdrawals, type Withdrawal } from './withdrawals.ts';

export const CATEGORY_TEXT: Readonly<Record<FeatureCategory, string>> = {
  'daily-life': 'くらし',
  report: '通報・相談',
  benefit: '給付金',
  procedure: '手続き',
  event: '催し',
  information: 'お知らせ・アンケート',
};

export type CatalogEntry = {
  feature: AnyFeature;
  on: boolean;
  /** The version that the city's settings were last saved for; null where it never had the feature. */
  installedVersion: number | null;
  /** As stored, or the schema's defaults. What the city has switched off keeps its settings. */
  settings: unknown;
  /** The settings no longer fit: residents do not see the feature until somebody saves them anew. */
  isUnfit: boolean;
  audience: Audience;
  /** Of a department that is in use. */
  departmentId: string | null;
  /** The operators keep it from every city: residents do not see it, whether it is on or not. */
  withdrawal: Withdrawal | null;
};

/** What is on in the order of the menu, then the rest in the order of the catalog. */
export async function listCatalog(db: TenantDb, catalog: Catalog): Promise<CatalogEntry[]> {
  const rows = await db.prisma.featureInstall.findMany({
    include: { department: { select: { closedAt: true } } },
    orderBy: [{ menuOrder: 'asc' }, { featureKey: 'asc' }],
  });
  const withdrawals = await listWithdrawals(db);
  const place = new Map(rows.filter(({ enabled }) => enabled).map(({ featureKey }, index) => [featureKey, index]));
  const entries = [...catalog.features.values()].map((feature): CatalogEntry => {
    const row = rows.find(({ featureKey }) => featureKey === feature.key);
    const read = readSettings(feature.settings, row?.settings ?? {});
    return {
      feature,
      on: row?.enabled ?? false,
      installedVersion: row?.version ?? null,
      settings: read.ok ? read.settings : (row?.settings ?? {}),
      isUnfit: row !== undefined && !read.ok,
      audience: toAudience(row?.audience ?? 'everyone'),
      departmentId: row?.department?.closedAt === null ? row.departmentId : null,
      withdrawal: withdrawals.get(feature.key) ?? null,
    };
  });
  const placeOf = ({ feature }: CatalogEntry) => place.get(feature.key) ?? place.size;
  return entries.sort((a, b) => placeOf(a) - placeOf(b));
}
