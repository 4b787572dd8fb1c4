// The platform as an operator sees it: invented cities, one well, one that practises, one with a lot to do.
import type { AnswerOf, ItemOf } from '../src/api/api-types.ts';
import type { Answers } from './fake-api.ts';
import { SAMPLE_CITY } from './sample-city.ts';

type Health = ItemOf<'/operator/cities'>;
type Plan = AnswerOf<'GET /operator/plans'>['plans'][number];

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** In testing/pages.ts as well. */
export const SAMPLE_CITY_ID = id(301);

const check = {
  ...{ checkedAt: '2026-11-27T01:15:00.000Z', lineError: null, chatMode: 'bot', isVerified: true },
  ...{ webhookIsOurs: true, webhookIsActive: true, webhookTest: 'ok', webhookStatus: 200 },
  ...{ quotaLimit: null, quotaUsed: 12_840 },
};

const road = {
  key: 'road-damage-report',
  title: '道路の不具合通報',
  summary: '写真と場所で、道路の不具合を知らせます。',
  ...{ version: 2, category: { key: 'report', title: '通報・相談' } },
  ...{ isStarter: true, cities: 214, citiesBehind: 12, withdrawal: null },
} satisfies Partial<AnswerOf<'GET /operator/catalog'>['features'][number]>;

const well: Health = {
  ...{ tenantId: id(300), slug: 'minatono', name: 'みなとの市', municipalityCode: null },
  ...{ createdAt: '2026-04-01T00:00:00.000Z', liveAt: '2026-05-01T00:00:00.000Z' },
  channel: { channelId: id(310), lineChannelId: '2001234567', displayName: 'みなとの市', check },
  lastWebhookAt: '2026-11-27T01:19:30.000Z',
  ...{ inboxPending: 0, inboxOldestSeconds: 0, outboxPending: 0, outboxOldestSeconds: 0 },
  ...{ inboxFailed: 0, outboxFailed: 0, outboxUnknown: 0, payoutsUnknown: 0 },
  ...{ standing: 'good', problems: [] },
};

const troubled: Health = {
  ...well,
  ...{ tenantId: SAMPLE_CITY_ID, slug: 'komorebi', name: 'こもれび市' },
  channel: {
    ...{ channelId: id(311), lineChannelId: '2001234568', displayName: 'こもれび市' },
    check: { ...check, webhookTest: 'could_not_connect', webhookStatus: null, quotaLimit: 30_000, quotaUsed: 27_600 },
  },
  ...{ outboxPending: 1_240, outboxOldestSeconds: 1_800, outboxFailed: 3, standing: 'late' },
  problems: [
    {
      ...{ code: 'webhook-could-not-connect', severity: 'must' },
      text: 'LINEからこのサービスにつながりませんでした(could_not_connect)。公開アドレスのDNS、証明書、ファイアウォールの確認を、運用担当者に依頼してください。',
    },
    {
      ...{ code: 'billing-late', severity: 'should' },
      text: '利用料の支払期限をすぎています。市の管理者に入金の予定をたずねてください。',
    },
  ],
};

const practising: Health = {
  ...well,
  ...{ tenantId: id(302), slug: 'yamabiko', name: 'やまびこ村', liveAt: null, channel: null, lastWebhookAt: null },
  problems: [{ code: 'channel-missing', severity: 'should', text: 'LINE公式アカウントがつながっていません。' }],
};

const step = { problem: null, at: '2026-11-20T02:00:00.000Z', detail: {} };

const plan: Plan = {
  ...{ key: 'up-to-30000-year', name: '人口3万人まで 年払い', band: { from: 10_001, to: 30_000 }, interval: 'year' },
  ...{ priceYen: 720_000, taxYen: 72_000, totalYen: 792_000 },
};

const monthly: Plan = {
  ...plan,
  ...{ key: 'up-to-30000-month', name: '人口3万人まで 月払い', interval: 'month' },
  ...{ priceYen: 66_000, taxYen: 6_600, totalYen: 72_600 },
};

export const ONBOARDING: AnswerOf<'GET /operator/cities/:tenantId'> = {
  ...{ tenantId: SAMPLE_CITY_ID, slug: 'komorebi', name: 'こもれび市', liveAt: null, health: troubled },
  steps: [
    { ...step, key: 'municipality', title: '市区町村をえらぶ', status: 'done' },
    { ...step, key: 'administrators', title: '管理者を招待する', status: 'done', detail: { roles: ['owner'] } },
    { ...step, key: 'plan', title: '契約プラン', status: 'unavailable', at: null },
    {
      ...{ ...step, key: 'channel', title: 'LINE公式アカウントをつなぐ', status: 'failed' },
      problem: 'LINEからこのサービスにつながりませんでした(could_not_connect)。',
    },
    { ...step, key: 'features', title: 'はじめの機能を入れる', status: 'open', at: null },
    { ...step, key: 'menu', title: 'リッチメニューを公開する', status: 'open', at: null },
    { ...step, key: 'live', title: '本番に切りかえる', status: 'open', at: null },
  ],
};

export const SAMPLE_PLATFORM: Answers = {
  ...SAMPLE_CITY,
  'GET /me': {
    ...{ staffId: id(9), name: '運営 太郎', role: 'operator', permissions: ['operate'], hasPassword: true },
    ...{ city: null, stepUpUntil: null },
  },
  'GET /operator/cities': { items: [troubled, well, practising], next: null },
  'GET /operator/municipalities': {
    municipalities: [
      {
        ...{ code: '000000', prefecture: 'みほん県', name: 'こもれび市', kana: 'こもれびし' },
        ...{ latitude: 35, longitude: 135 },
      },
    ],
  },
  'GET /operator/cities/:tenantId': ONBOARDING,
  'GET /operator/cities/:tenantId/billing': {
    ...{ plan, status: 'active', standing: 'late', lateFrom: '2026-11-20T15:00:00.000Z' },
    ...{ readOnlyFrom: '2026-12-20T15:00:00.000Z', graceUntil: null, periodStart: '2026-04-01T00:00:00.000Z' },
    ...{ periodEnd: '2027-03-31T15:00:00.000Z', endedAt: null, creditYen: 0, openIntent: null, syncedAt: null },
    ...{
      next: null,
      choices: [plan],
      nextPlan: monthly,
      nextPlanFrom: '2027-03-31T15:00:00.000Z',
      otherInterval: null,
    },
    invoices: [
      {
        ...{ id: 'in_1', number: 'TH-0001', status: 'open', reason: 'subscription_create' },
        ...{ subtotalYen: 720_000, taxYen: 72_000, totalYen: 792_000, dueYen: 792_000, paidYen: 0 },
        ...{ periodStart: '2026-03-31T15:00:00.000Z', periodEnd: '2027-03-31T15:00:00.000Z' },
        ...{ issuedAt: '2026-10-20T00:00:00.000Z', dueAt: '2026-11-19T15:00:00.000Z', paidAt: null },
        ...{ pageUrl: null, pdfUrl: null },
      },
    ],
  },
  'GET /operator/plans': { plans: [plan, monthly] },
  'GET /operator/catalog': { features: [{ ...road, problems: 0 }] },
  'GET /operator/catalog/:featureKey': {
    ...road,
    withdrawal: { reason: '地図のずれを直しています。夕方に再開します。', withdrawnAt: '2026-11-27T01:00:00.000Z' },
    problems: [
      { severity: 'warning', code: 'KEYWORD_TAKEN', message: 'キーワード「道路」は「公園」でも使っています。' },
    ],
    flows: [{ key: 'report', title: '道路の不具合を知らせる', fewestTaps: 6, mostTaps: 9 }],
    ...{ keywords: ['道路', '道路通報'], highlights: ['写真と場所を送れる'], settings: ['緊急の電話番号'] },
    preview: [
      { from: 'resident', kind: 'text', text: '道路通報' },
      { from: 'city', message: { type: 'text', text: 'どんなことですか？' } },
    ],
    decisions: [
      {
        ...{ at: '2026-11-27T01:00:00.000Z', by: '運営 太郎', kind: 'withdrawn' },
        reason: '地図のずれを直しています。夕方に再開します。',
      },
    ],
  },
  'GET /operator/queues': {
    ...{ backend: 'redis', boardPath: '/operator/queues/board/' },
    queues: [
      {
        ...{ name: 'line-push', title: 'LINEのメッセージを送る' },
        ...{ waiting: 1_240, active: 48, delayed: 0, failed: 3, completed: 100 },
      },
    ],
  },
};
