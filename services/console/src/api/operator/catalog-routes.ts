// The catalog as operators review it: what is published, what the checks find, who uses it, and what is kept from all.
import { listAudit } from '@tenohira/audit';
import {
  CATEGORY_TEXT,
  type Catalog,
  listWithdrawals,
  reinstateFeature,
  reviewFeature,
  settingsForm,
  type Withdrawal,
  withdrawFeature,
} from '@tenohira/catalog';
import type { Database, FeatureUse, TenantDb } from '@tenohira/db';
import type { AnyFeature } from '@tenohira/feature-kit';
import { previewFeature } from '@tenohira/flow';
import { starterFeatures } from '@tenohira/onboarding';
import { z } from 'zod';
import { readActorNames } from '../actor-names.ts';
import type { ConsoleTools } from '../console-tools.ts';
import { defineRoute } from '../route.ts';
import { catalogFeature, catalogFeatureDetail } from './catalog-answers.ts';

const featureKey = z.object({ featureKey: z.string().min(1).max(40) });
const decision = z.strictObject({ reason: z.string().trim().min(5).max(200) });
const MOST_DECISIONS = 20;
/** Invented: stands in for a city in the conversations that operators look at. */
const SAMPLE_CITY = 'みほん市';

export const catalogRoutes = [
  defineRoute({
    method: 'GET',
    url: '/operator/catalog',
    summary: '公開している機能と、使っている市区町村の数',
    permission: 'operate',
    answer: z.object({ features: z.array(catalogFeature) }),
    run: async ({ db, catalog, inTenant }) => {
      const facts = await inTenant((scope) => readFacts(scope, db));
      return { features: [...catalog.features.values()].map((feature) => show(catalog, feature, facts)) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/catalog/:featureKey',
    summary: '機能ひとつの点検。自動の点検の結果、スマートフォンでの見え方、設定の項目、これまでの判断',
    permission: 'operate',
    params: featureKey,
    answer: catalogFeatureDetail,
    run: ({ inTenant, params, ...tools }) => inTenant((scope) => describe(scope, tools, params.featureKey)),
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/catalog/:featureKey/withdrawal',
    summary: '機能を、すべての市区町村で止める。手続き中の支払いと、送信待ちのメッセージは止まらない',
    permission: 'operate',
    stepUp: true,
    params: featureKey,
    body: decision,
    answer: catalogFeatureDetail,
    run: ({ inTenant, params, body, actor, ...tools }) =>
      inTenant(async (scope) => {
        await withdrawFeature(scope, tools.catalog, { key: params.featureKey, ...body }, actor);
        return describe(scope, tools, params.featureKey);
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/catalog/:featureKey/reinstatement',
    summary: '止めた機能を、それぞれの市区町村の設定のままで再開する',
    permission: 'operate',
    stepUp: true,
    params: featureKey,
    body: decision,
    answer: catalogFeatureDetail,
    run: ({ inTenant, params, body, actor, ...tools }) =>
      inTenant(async (scope) => {
        await reinstateFeature(scope, tools.catalog, { key: params.featureKey, ...body }, actor);
        return describe(scope, tools, params.featureKey);
      }),
  }),
] as const;

type Facts = { use: readonly FeatureUse[]; withdrawals: ReadonlyMap<string, Withdrawal> };

async function readFacts(scope: TenantDb, { platform }: Database): Promise<Facts> {
  return { use: await platform.countFeatureUse(), withdrawals: await listWithdrawals(scope) };
}

function show(catalog: Catalog, feature: AnyFeature, { use, withdrawals }: Facts) {
  const { key, title, summary, category, version } = feature;
  const own = use.filter(({ featureKey: used }) => used === key);
  return {
    ...{ key, title, summary, version, category: { key: category, title: CATEGORY_TEXT[category] } },
    isStarter: starterFeatures('').some((starter) => starter.key === key),
    cities: own.reduce((sum, { cities }) => sum + cities, 0),
    citiesBehind: own.reduce((sum, each) => sum + (each.version < version ? each.cities : 0), 0),
    problems: reviewFeature(catalog, key).problems.length,
    withdrawal: withdrawals.get(key) ?? null,
  };
}

type Tools = Pick<ConsoleTools, 'db' | 'catalog' | 'clock'>;

async function describe(scope: TenantDb, { db, catalog, clock }: Tools, key: string) {
  const feature = catalog.get(key);
  const settings = feature.settings.safeParse({});
  return {
    ...show(catalog, feature, await readFacts(scope, db)),
    ...reviewFeature(catalog, key),
    highlights: feature.highlights ?? [],
    settings: settingTitles(feature),
    // A feature that cannot begin without settings has no conversation to show before a city has set it.
    preview: settings.success
      ? await previewFeature(feature, {
          ...{ blocks: catalog.blocks, settings: settings.data, cityName: SAMPLE_CITY, now: clock.now() },
        })
      : [],
    decisions: await listDecisions(scope, key),
  };
}

/** What a city decides when it switches the feature on, by the titles of its form. */
function settingTitles({ settings }: AnyFeature): string[] {
  const { properties = {} } = settingsForm(settings);
  return Object.entries(properties).map(([key, field]) => (typeof field === 'object' && field.title) || key);
}

async function listDecisions(scope: TenantDb, key: string) {
  const entries = await listAudit(scope, { subject: `feature:${key}`, newestFirst: true, limit: MOST_DECISIONS });
  const names = await readActorNames(scope);
  return entries.map(({ at, actor, action, detail }) => ({
    ...{ at, by: names.get(actor) ?? actor },
    kind: action === 'catalog.feature-withdrawn' ? ('withdrawn' as const) : ('reinstated' as const),
    reason: String(detail.reason),
  }));
}
