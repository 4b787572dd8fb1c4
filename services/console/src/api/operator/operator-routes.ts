// What operators see of the cities, and how they bring one on board. Each step is a route, and each answers where the
// onboarding then stands.
import { readStanding } from '@tenohira/billing';
import type { Clock } from '@tenohira/core';
import type { CityHealth, Database } from '@tenohira/db';
import {
  administratorSchema,
  channelSchema,
  checkChannel,
  choosePlan,
  connectChannel,
  featureChoiceSchema,
  findMunicipalities,
  getCity,
  installStarterFeatures,
  inviteAdministrators,
  type OnboardingDependencies,
  publishStarterMenu,
  readOnboarding,
  startCity,
} from '@tenohira/onboarding';
import { z } from 'zod';
import { page } from '../answer.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { cityHealth, municipality, onboarding, startedCity } from './answers.ts';
import { cityProblems } from './city-problems.ts';

/** As many municipalities as a word may mean in a search of cities. */
const MOST_CODES = 200;

const tenantId = z.object({ tenantId: z.uuid() });
const asOperator = ({ staffId }: { staffId: string }): `operator:${string}` => `operator:${staffId}`;

export const operatorRoutes = [
  defineRoute({
    method: 'GET',
    url: '/operator/cities',
    summary: '市区町村の一覧と、それぞれの調子',
    permission: 'operate',
    query: z.object({ text: z.string().trim().max(60).optional(), ...pageQuery }),
    answer: page(cityHealth),
    run: async ({ db, clock, query: { text = '', after, limit } }) => {
      const cities = await db.platform.readCityHealth({
        limit: limit + 1,
        ...(text === '' ? {} : { text, codes: findMunicipalities(text, MOST_CODES).map(({ code }) => code) }),
        ...(after === undefined ? {} : { after }),
      });
      const { items, next } = pageOf(cities, limit, ({ slug }) => slug);
      return { items: await Promise.all(items.map((city) => showHealth({ db, clock }, city))), next };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/municipalities',
    summary: '市区町村をさがす(名前、かな、都道府県、全国地方公共団体コード)',
    permission: 'operate',
    query: z.object({ text: z.string().trim().max(60), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    answer: z.object({ municipalities: z.array(municipality) }),
    run: async ({ query }) => ({ municipalities: findMunicipalities(query.text, query.limit) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities',
    summary: '市区町村を始める。始めてあれば、その市区町村を返す',
    permission: 'operate',
    body: z.strictObject({ municipalityCode: z.string(), slug: z.string().optional() }),
    answer: startedCity,
    run: async ({ onboarding, staff, body: { municipalityCode, slug } }) => {
      const city = { municipalityCode, ...(slug === undefined ? {} : { slug }) };
      const { id, name, isNew, ...started } = await startCity(onboarding, city, asOperator(staff));
      return { tenantId: id, slug: started.slug, name, isNew };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/operator/cities/:tenantId',
    summary: '導入の手順がどこまで進んだか',
    permission: 'operate',
    params: tenantId,
    answer: onboarding,
    run: ({ onboarding, params }) => showOnboarding(onboarding, params.tenantId),
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/administrators',
    summary: '管理者などを招待する。招待してある人には、もう一度は送らない',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({ administrators: z.array(administratorSchema).min(1).max(50) }),
    answer: onboarding,
    run: async ({ onboarding, staff, params, body }) => {
      await getCity(onboarding.db, params.tenantId);
      await inviteAdministrators(onboarding, params.tenantId, body.administrators, asOperator(staff));
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/plan',
    summary: '契約プランをえらぶ',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: z.strictObject({ planKey: z.string().min(1).max(100) }),
    answer: onboarding,
    run: async ({ onboarding, staff, params, body }) => {
      await getCity(onboarding.db, params.tenantId);
      await choosePlan(onboarding, params.tenantId, body.planKey, asOperator(staff));
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/channel',
    summary: 'LINE公式アカウントをつなぐ。LINEで確かめてから保存し、Webhook URLを登録して試す',
    permission: 'operate',
    stepUp: true,
    params: tenantId,
    body: channelSchema,
    answer: onboarding,
    run: async ({ onboarding, staff, params, body: { channelId, channelSecret } }) => {
      await getCity(onboarding.db, params.tenantId);
      const given = { lineChannelId: channelId, channelSecret };
      await connectChannel(onboarding, params.tenantId, given, asOperator(staff));
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/channel/check',
    summary: 'LINE公式アカウントの調子を、いまLINEに確かめる',
    permission: 'operate',
    params: tenantId,
    answer: onboarding,
    run: async ({ onboarding, params }) => {
      await getCity(onboarding.db, params.tenantId);
      await checkChannel(onboarding, params.tenantId);
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/features',
    summary: 'はじめの機能を入れる。市区町村にもうある機能は、そのままにする',
    permission: 'operate',
    params: tenantId,
    body: z.strictObject({ features: z.array(featureChoiceSchema).optional() }),
    answer: onboarding,
    run: async ({ onboarding, staff, params, body }) => {
      await getCity(onboarding.db, params.tenantId);
      await installStarterFeatures(onboarding, params.tenantId, asOperator(staff), body.features);
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/operator/cities/:tenantId/menu',
    summary: 'はじめのリッチメニューを公開する',
    permission: 'operate',
    params: tenantId,
    answer: onboarding,
    run: async ({ onboarding, staff, params }) => {
      await getCity(onboarding.db, params.tenantId);
      await publishStarterMenu(onboarding, params.tenantId, asOperator(staff));
      return showOnboarding(onboarding, params.tenantId);
    },
  }),
] as const;

type Tools = { db: Database; clock: Clock };

/** With what there is to do about it. */
async function showHealth({ db, clock }: Tools, health: CityHealth) {
  const standing = await db.readTenant(health.tenantId, (scope) => readStanding(scope, clock.now()));
  return { ...health, standing, problems: cityProblems(health, standing) };
}

async function showOnboarding(onboarding: OnboardingDependencies, id: string) {
  const { city, steps, health } = await readOnboarding(onboarding, id);
  return {
    tenantId: city.id,
    slug: city.slug,
    name: city.name,
    liveAt: city.liveAt,
    steps,
    health: await showHealth(onboarding, health),
  };
}
