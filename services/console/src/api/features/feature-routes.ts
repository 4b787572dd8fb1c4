// The catalog: what a city has on, what it could have, and how it is set. Owners and editors set it; everybody looks.
import {
  AUDIENCE_TEXT,
  AUDIENCES,
  CATEGORY_TEXT,
  type CatalogEntry,
  disableFeature,
  installFeature,
  listCatalog,
  orderMenu,
  parseFeatureSettings,
  readCity,
  settingsForm,
} from '@tenohira/catalog';
import type { TenantDb } from '@tenohira/db';
import { previewFeature } from '@tenohira/flow';
import { lookOfFeature } from '@tenohira/rich-menus';
import { type Department, listDepartments } from '@tenohira/staff';
import { z } from 'zod';
import type { ConsoleTools } from '../console-tools.ts';
import { defined, defineRoute } from '../route.ts';
import { featureCards, featureDetail, featurePreview } from './answers.ts';
import { iconSvg } from './icon-svg.ts';

const feature = z.object({ featureKey: z.string().min(1).max(40) });
const settings = z.record(z.string(), z.unknown());

export const featureRoutes = [
  defineRoute({
    method: 'GET',
    url: '/features',
    summary: '機能の一覧。使っているものがメニューの順に、つづいて使っていないもの',
    permission: 'read',
    answer: featureCards,
    run: ({ inTenant, catalog }) =>
      inTenant(async (scope) => {
        const departments = await listDepartments(scope);
        const entries = await listCatalog(scope, catalog);
        return { features: entries.map((entry, place) => cardOf(entry, place, departments)) };
      }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/features/order',
    summary: 'メニューの順に並べる。使っている機能を、すべて1回ずつ',
    permission: 'prepare',
    body: z.strictObject({ keys: z.array(z.string().max(40)).max(500) }),
    run: ({ inTenant, actor, body }) => inTenant((scope) => orderMenu(scope, body.keys, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/features/:featureKey',
    summary: '機能の設定、入力欄の説明(JSON Schema)、スマートフォンでの見え方',
    permission: 'read',
    params: feature,
    answer: featureDetail,
    run: ({ inTenant, params, ...tools }) => inTenant((scope) => describeFeature(scope, tools, params.featureKey)),
  }),
  defineRoute({
    method: 'PUT',
    url: '/features/:featureKey',
    summary: '機能を使えるようにする、または設定を変える',
    permission: 'prepare',
    params: feature,
    body: z.strictObject({
      settings,
      audience: z.enum(AUDIENCES).optional(),
      departmentId: z.uuid().nullable().optional(),
    }),
    answer: featureDetail,
    run: ({ inTenant, params: { featureKey }, body, actor, ...tools }) =>
      inTenant(async (scope) => {
        await installFeature(scope, tools.catalog, { key: featureKey, ...defined(body) }, actor);
        return describeFeature(scope, tools, featureKey);
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/features/:featureKey/disable',
    summary: '機能を止める。設定は残る',
    permission: 'prepare',
    params: feature,
    run: ({ inTenant, catalog, params, actor }) => {
      const { key } = catalog.get(params.featureKey);
      return inTenant((scope) => disableFeature(scope, key, actor));
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/features/:featureKey/preview',
    summary: 'この設定での、スマートフォンでの見え方。何も変えない',
    permission: 'read',
    params: feature,
    body: z.strictObject({ settings }),
    answer: featurePreview,
    run: ({ inTenant, params: { featureKey }, body, ...tools }) =>
      inTenant(async (scope) => {
        const parsed = parseFeatureSettings(tools.catalog, featureKey, body.settings);
        return { preview: await preview(scope, tools, featureKey, parsed) };
      }),
  }),
] as const;

/** The design system's blue 900 on its blue 50. */
const ICON_COLOURS = { ink: '#0017c1', ground: '#e8f1fe' };

type Tools = Pick<ConsoleTools, 'catalog' | 'clock'>;

function cardOf(entry: CatalogEntry, place: number, departments: readonly Department[]) {
  const { key, title, summary, category, version, highlights = [], menu } = entry.feature;
  const department = departments.find(({ departmentId }) => departmentId === entry.departmentId);
  return {
    ...{ key, title, summary, version, highlights: [...highlights], menuLabel: menu.label },
    category: { key: category, title: CATEGORY_TEXT[category] },
    /** As on the rich menu, in the console's blue. */
    icon: iconSvg(lookOfFeature(entry.feature).icon, ICON_COLOURS),
    on: entry.on,
    /** From 0, of what is on. */
    menuOrder: entry.on ? place : null,
    installedVersion: entry.installedVersion,
    /** Residents do not see it until its settings are saved anew. */
    needsAttention: entry.on && entry.isUnfit,
    audience: { key: entry.audience, title: AUDIENCE_TEXT[entry.audience] },
    withdrawal: entry.withdrawal,
    department: department ? { departmentId: department.departmentId, name: department.name } : null,
  };
}

async function describeFeature(scope: TenantDb, tools: Tools, featureKey: string) {
  const { key } = tools.catalog.get(featureKey);
  const departments = await listDepartments(scope);
  const entries = await listCatalog(scope, tools.catalog);
  const place = entries.findIndex((entry) => entry.feature.key === key);
  const entry = entries[place];
  if (!entry) throw new Error('a feature of the catalog is not in its list');
  return {
    ...cardOf(entry, place, departments),
    settings: entry.settings,
    form: settingsForm(entry.feature.settings),
    audiences: AUDIENCES.map((audience) => ({ key: audience, title: AUDIENCE_TEXT[audience] })),
    departments: departments.map(({ departmentId, name }) => ({ departmentId, name })),
    // Settings that no longer fit can be mended, not shown.
    preview: entry.isUnfit ? [] : await preview(scope, tools, key, entry.settings),
  };
}

async function preview(scope: TenantDb, { catalog, clock }: Tools, key: string, parsed: unknown) {
  const { name } = await readCity(scope);
  const { blocks } = catalog;
  return previewFeature(catalog.get(key), { blocks, settings: parsed, cityName: name, now: clock.now() });
}
