// The invented city's features, rich menu, garbage calendar and settings.
import type { AnswerOf } from '../src/api/api-types.ts';
import type { Answers } from './fake-api.ts';

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const NOON = '2026-11-27T03:00:00.000Z';
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="40" fill="#0017c1"/></svg>';
/** One pixel. */
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9q7NQAAAABJRU5ErkJggg==';

type Card = AnswerOf<'GET /features'>['features'][number];

const card = (given: Pick<Card, 'key' | 'title' | 'on'> & Partial<Card>): Card => ({
  summary: '住民の手のひらで、市役所の用事がすみます。',
  version: 1,
  highlights: ['写真と場所で伝わります', '担当の課に届きます'],
  menuLabel: given.title,
  category: { key: 'report', title: '通報・相談' },
  icon: ICON,
  menuOrder: given.on ? 0 : null,
  installedVersion: given.on ? 1 : null,
  needsAttention: false,
  audience: { key: 'everyone', title: 'すべての住民' },
  department: null,
  withdrawal: null,
  ...given,
});

const road = card({
  ...{ key: 'road-damage-report', title: '道路の不具合通報', on: true },
  department: { departmentId: id(31), name: '道路課' },
});

const design: AnswerOf<'GET /rich-menu'>['draft']['design'] = {
  ...{ layout: 'two', theme: 'sea', chatBarText: 'メニュー', openAtFirst: true },
  areas: [
    { label: '道路通報', note: '', icon: null, target: { kind: 'feature', featureKey: 'road-damage-report' } },
    { label: '', note: '', icon: null, target: null },
  ],
};
const problems = [{ field: 'areas.1.label', message: 'ラベルを入力してください。' }];
const warnings = [{ field: 'areas', message: '「メニュー」がないと、ここにない機能に気づいてもらえません。' }];

const version: AnswerOf<'GET /rich-menu'>['versions'][number] = {
  ...{ menuId: id(41), status: 'replaced', design, requestedBy: '港 花子' },
  ...{ createdAt: NOON, publishedAt: NOON, errorCode: null },
};

const plan: AnswerOf<'GET /billing'>['choices'][number] = {
  ...{ key: 'band-2-year', name: '人口5万人未満(年払い)', band: { from: 0, to: 49_999 }, interval: 'year' },
  ...{ priceYen: 1_200_000, taxYen: 120_000, totalYen: 1_320_000 },
};

const monthly: typeof plan = {
  ...{ ...plan, key: 'band-2-month', name: '人口5万人未満(月払い)', interval: 'month' },
  ...{ priceYen: 110_000, taxYen: 11_000, totalYen: 121_000 },
};

export const BILLING: AnswerOf<'GET /billing'> = {
  ...{ plan, nextPlan: null, nextPlanFrom: null, otherInterval: monthly },
  ...{ status: 'past_due', standing: 'late', creditYen: 0, openIntent: null, syncedAt: NOON },
  ...{ lateFrom: NOON, readOnlyFrom: '2026-12-27T03:00:00.000Z', graceUntil: null, endedAt: null },
  ...{ periodStart: '2026-03-31T15:00:00.000Z', periodEnd: '2027-03-31T15:00:00.000Z' },
  next: {
    ...{ on: '2027-03-31T15:00:00.000Z', subtotalYen: 1_200_000, taxYen: 120_000 },
    ...{ totalYen: 1_320_000, dueYen: 1_320_000 },
    lines: [
      {
        ...{ description: plan.name, amountYen: 1_200_000 },
        ...{ from: '2027-03-31T15:00:00.000Z', to: '2028-03-31T15:00:00.000Z' },
      },
    ],
  },
  choices: [plan, { ...plan, key: 'band-3-year', name: '人口10万人未満(年払い)' }],
  invoices: [
    {
      ...{ id: 'in_1', number: 'TENO-0001', status: 'open', reason: null, subtotalYen: 1_200_000 },
      ...{ taxYen: 120_000, totalYen: 1_320_000, dueYen: 1_320_000, paidYen: 0, paidAt: null },
      ...{ periodStart: '2026-03-31T15:00:00.000Z', periodEnd: '2027-03-31T15:00:00.000Z' },
      ...{ issuedAt: '2026-04-01T00:00:00.000Z', dueAt: '2026-05-01T00:00:00.000Z' },
      ...{ pageUrl: 'https://invoice.example/1', pdfUrl: 'https://invoice.example/1.pdf' },
    },
  ],
};

/** By the month from April on. */
export const SCHEDULED_BILLING: typeof BILLING = {
  ...{ ...BILLING, nextPlan: monthly, nextPlanFrom: '2027-03-31T15:00:00.000Z', otherInterval: null, choices: [] },
};

export const RICH_MENU: AnswerOf<'GET /rich-menu'> = {
  draft: { design, problems, warnings, updatedAt: NOON, updatedBy: '入江 太郎' },
  ...{ published: null, underWay: null, versions: [version] },
  choices: {
    layouts: [
      {
        ...{ key: 'two', title: '2つ(低い)', description: 'トークが広く見えます。' },
        size: { width: 2500, height: 843 },
        areas: [0, 1250].map((x) => ({ x, y: 0, width: 1250, height: 843 })),
      },
    ],
    themes: [
      {
        ...{ key: 'sea', title: '海', background: '#cfe6f5', card: '#ffffff', ink: '#0b2e4f' },
        accents: ['#005b9a'],
      },
    ],
    icons: [{ key: 'road', title: '道路', svg: ICON }],
    features: [
      {
        ...{ featureKey: 'road-damage-report', title: '道路の不具合通報', audience: 'everyone' },
        ...{ label: '道路通報', note: '', icon: 'road' },
      },
    ],
    limits: { labelGraphemes: 20, noteGraphemes: 14, chatBarTextGraphemes: 14 },
  },
};

export const CITY: AnswerOf<'GET /city'> = {
  ...{ name: 'みなとの市', isPractice: true, municipalityCode: '999999', updatedAt: NOON, updatedBy: '入江 太郎' },
  settings: { conversationTimeoutMinutes: 30, messageRetentionDays: 90 },
  form: {
    type: 'object',
    properties: { messageRetentionDays: { type: 'integer', title: 'やりとりの保存日数', default: 90 } },
  },
};

export const SAMPLE_SETTINGS: Answers = {
  'GET /features': {
    features: [
      road,
      card({ key: 'survey', title: 'アンケート', on: true, menuOrder: 1, needsAttention: true }),
      card({ key: 'garbage-guide', title: 'ごみ収集案内', on: false }),
    ],
  },
  'GET /features/:featureKey': {
    ...road,
    settings: { phone: '000-000-1111', photos: 3 },
    form: {
      type: 'object',
      properties: {
        phone: { type: 'string', title: '緊急の電話番号', maxLength: 40 },
        photos: { type: 'integer', title: '写真の数', minimum: 0, maximum: 3, default: 3 },
      },
    },
    audiences: [
      { key: 'everyone', title: 'すべての住民' },
      { key: 'staff', title: '職員だけ(試用)' },
    ],
    departments: [{ departmentId: id(31), name: '道路課' }],
    preview: [
      { from: 'resident', kind: 'menu', text: '道路通報' },
      { from: 'city', message: { type: 'text', text: 'どんなことですか？' } },
    ],
  },
  'GET /garbage': {
    inForce: {
      ...{ importedAt: NOON, fileNames: ['area_days.csv'], items: 159, closedDays: 'skip' },
      areas: [{ key: 'a1', name: '汐見町' }],
      categories: [{ label: '燃やすごみ', sublabel: '', description: '', bgColor: '#c0392b' }],
      closures: [{ center: '北部クリーンセンター', from: '2026-12-31', to: '2027-01-03' }],
      doubts: [{ file: 'area_days.csv', line: 2, message: 'area_days.csv 2行目: 曜日が全角です。' }],
    },
  },
  'GET /garbage/areas/:areaKey/calendar': {
    ...{ from: '2026-11-01', to: '2026-11-02' },
    days: [
      { day: '2026-11-01', collections: [] },
      { day: '2026-11-02', collections: [{ categoryLabel: '燃やすごみ', remarks: [] }] },
    ],
  },
  'GET /rich-menu': RICH_MENU,
  'POST /rich-menu/preview': { problems, warnings, pictureUrl: PICTURE },
  'GET /city': CITY,
  'GET /departments': { departments: [{ departmentId: id(31), name: '道路課', phone: '00-0000-0000' }] },
  'GET /channel': {
    channel: {
      ...{ lineChannelId: '1234567890', displayName: 'みなとの市', oldSecretUntil: null },
      webhookUrl: 'https://city.example/line/webhook/x',
    },
    check: {
      ...{ checkedAt: NOON, lineError: null, chatMode: 'bot', isVerified: false, webhookIsOurs: true },
      ...{ webhookIsActive: true, webhookTest: 'ok', webhookStatus: 200, quotaLimit: 200, quotaUsed: 190 },
    },
    problems: [
      { code: 'quota-low', severity: 'should', text: '今月送れるメッセージの数が、残り1割を切りました。' },
      { code: 'webhook-off', severity: 'must', text: 'Webhookが使われない設定になっています。' },
    ],
    lastWebhookAt: NOON,
    inbox: { pending: 0, oldestSeconds: 0, failed: 0 },
    outbox: { pending: 1, oldestSeconds: 2, failed: 0, unknown: 0 },
  },
  'GET /practice/residents': {
    residents: [{ residentId: id(51), isTest: true, since: NOON, lastEventAt: NOON }],
  },
  'GET /practice/checks': {
    checks: [
      { key: 'channel', title: 'LINE公式アカウント', status: 'ok', text: '「みなとの市」とつながっています。' },
      { key: 'approver', title: '承認できる人', status: 'advice', text: '承認者を1人以上、招待してください。' },
      { key: 'features', title: '機能', status: 'blocking', text: '住民が使える機能を、1つ以上オンにしてください。' },
    ],
  },
  'GET /networks': { networks: ['203.0.113.0/24'], here: '203.0.113.8' },
  'GET /money-proof': { passkeyOnly: false },
  'GET /api-tokens': {
    tokens: [
      {
        ...{ tokenId: id(61), name: '道路台帳システム', scopes: ['cases:read'] },
        ...{ createdAt: NOON, expiresAt: '2027-02-25T03:00:00.000Z', lastUsedAt: null },
      },
    ],
  },
  'GET /billing/interval-preview': {
    ...{ on: '2027-03-31T15:00:00.000Z', subtotalYen: 110_000, taxYen: 11_000, totalYen: 121_000, dueYen: 121_000 },
    lines: [
      {
        ...{ description: monthly.name, amountYen: 110_000 },
        ...{ from: '2027-03-31T15:00:00.000Z', to: '2027-04-30T15:00:00.000Z' },
      },
    ],
  },
  'GET /billing': BILLING,
};
