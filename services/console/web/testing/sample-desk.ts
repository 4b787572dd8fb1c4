// What waits at the desk of the invented city: the first page, cases, messages, residents.
import type { AnswerOf, ItemOf } from '../src/api/api-types.ts';
import { type Answers, Refusal } from './fake-api.ts';

type ListedCase = ItemOf<'/cases'>;
type Detail = AnswerOf<'GET /cases/:caseNumber'>;
type Message = ItemOf<'/messages'>;

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (day: number, time: string) => `2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`;

const ROADS = { departmentId: id(501), name: '道路公園課' };
const HANAKO = { staffId: id(0), name: '港 花子' };
const FEATURE = { key: 'road-damage-report', title: '道路の不具合通報' };
const PROGRAM = { programId: id(601), programName: '物価高騰対策給付金' };

const NOT_YET = { department: null, assignee: null } as const;
const TITLES = ['道路の穴・ひび割れ', '街路灯・照明', '側溝・ふた', '倒木・枝・落石'];

export const LISTED_CASES: ListedCase[] = Array.from({ length: 8 }, (_, index) => {
  const status = (['received', 'in-progress', 'received', 'done'] as const)[index % 4] ?? 'received';
  return {
    ...{ caseId: id(100 + index), number: `26-${String(108 - index).padStart(5, '0')}`, feature: FEATURE },
    ...{ category: 'hole', title: TITLES[index % TITLES.length] ?? '', status, mergedInto: null },
    statusText: ({ received: '受付済み', 'in-progress': '対応中', done: '対応済み' } as const)[status],
    ...{ createdAt: at(27 - index, '01:10'), updatedAt: at(27 - index, '02:00') },
    ...(index % 2 === 0 ? NOT_YET : { department: ROADS, assignee: HANAKO }),
    location: index % 3 === 0 ? null : { latitude: 34.05 + index / 1_000, longitude: 137.55 + index / 900 },
    ...{ followers: 1 + (index % 3), photos: 0, photoId: null, residentNumber: '7KQ2-M9XD' },
  };
});

export const CASE_DETAIL: Detail = {
  ...{ caseId: id(100), number: '26-00108', feature: FEATURE, category: 'hole', title: '道路の穴・ひび割れ' },
  ...{ status: 'received', statusText: '受付済み', version: 4, followers: 3, mergedInto: null },
  ...{ createdAt: at(27, '01:10'), updatedAt: at(27, '02:00'), ...NOT_YET },
  nextStatuses: [
    { status: 'in-progress', text: '対応中' },
    { status: 'done', text: '対応済み' },
    { status: 'declined', text: '対応できません' },
  ],
  notices: {
    reply: '【受付番号 26-00108】\n道路の穴・ひび割れ\n\n担当からのお返事:\n',
    statuses: (['in-progress', 'done', 'declined'] as const).map((status) => ({
      status,
      ...{ alone: '【受付番号 26-00108】', withComment: '【受付番号 26-00108】\n' },
    })),
  },
  location: { latitude: 34.05, longitude: 137.55 },
  fields: [
    { key: 'kind', label: '種類', kind: 'choice', value: '道路の穴・ひび割れ' },
    { key: 'detail', label: 'くわしく', kind: 'text', value: 'バス停の前の車道に、ひざくらいの大きさの穴がある' },
  ],
  photos: [],
  forms: [
    {
      ...{ formId: id(701), label: '連絡先' },
      answers: [
        { label: 'お名前', personal: true, value: null },
        { label: '都合のよい時間', personal: false, value: '午前' },
      ],
    },
  ],
  reporter: { residentId: id(801), number: '7KQ2-M9XD', isTest: false, canReply: true },
  merged: [{ number: '26-00099', title: '道路の穴・ひび割れ', createdAt: at(26, '05:00') }],
  timeline: [
    {
      ...{ entryId: id(901), type: 'submitted', at: at(27, '01:10'), by: { kind: 'resident', name: '住民' } },
      ...{ text: '受け付けました', body: null, delivery: null },
    },
    {
      ...{ entryId: id(902), type: 'replied', at: at(27, '01:30'), by: { kind: 'staff', name: '港 花子' } },
      ...{
        text: '住民に返事を送りました',
        body: 'あす現地を確かめます。',
        delivery: { status: 'sent', text: '送信済み' },
      },
    },
    {
      ...{ entryId: id(903), type: 'noted', at: at(27, '02:00'), by: { kind: 'staff', name: '入江 太郎' } },
      ...{ text: 'メモを残しました(住民には送られません)', body: '補修材は倉庫に2袋。', delivery: null },
    },
  ],
};

const days = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    day: new Date(Date.UTC(2026, 10, 28 - count + index)).toISOString().slice(0, 10),
    ...{
      sent: 40 + ((index * 37) % 90),
      waiting: 0,
      failed: index % 5 === 2 ? 4 : 0,
      unknown: index % 6 === 3 ? 2 : 0,
    },
    cancelled: 0,
  }));

const message = (index: number, more: Partial<Message>): Message => ({
  ...{ messageId: id(300 + index), createdAt: at(27, `0${index}:12`), finishedAt: at(27, `0${index}:12`) },
  ...{ residentId: id(801), residentNumber: '7KQ2-M9XD', isTest: false, sentVia: 'push', resendOf: null },
  ...{ purpose: 'case', purposeText: '受付のお知らせ', about: { kind: 'case', caseNumber: '26-00108' } },
  ...{ status: 'sent', statusText: '送信済み', problem: null, resend: 'sent' },
  content: { kinds: ['テキスト'], texts: ['【受付番号 26-00108】\n対応状況が「対応中」になりました。'] },
  ...more,
});

export const LISTED_MESSAGES: Message[] = [
  message(3, {}),
  message(2, {
    ...{ status: 'failed', statusText: '送れませんでした', resend: 'possible', sentVia: null },
    problem: { text: '今月に送れる通数を使い切りました。', advice: '送れるようになってから、送り直せます。' },
  }),
  message(1, {
    ...{ purpose: 'conversation', purposeText: 'トークの返事', about: null },
    content: { kinds: ['テキスト'], texts: null },
  }),
];

const resident = {
  ...({ residentId: id(801), number: '7KQ2-M9XD', friendship: 'friend', friendshipText: '友だち' } as const),
  ...{ isRegistered: true, isTest: false, firstSeenAt: at(1, '03:00'), deletedAt: null, caseCount: 2 },
};

const progress = (count: number) => ({ count, yen: count * 70_000 });

export const SAMPLE_DESK: Answers = {
  'GET /home': {
    waiting: {
      cases: { mine: 3, ofMyDepartments: 5, unassigned: 2 },
      claimsToApprove: [{ ...PROGRAM, count: 128, totalYen: 8_960_000 }],
      papersToConfirm: [{ ...PROGRAM, count: 4, totalYen: 280_000 }],
      doubtfulMatches: [{ ...PROGRAM, count: 7 }],
      unknownPayouts: [],
      batchesToRelease: [{ ...PROGRAM, batchId: id(602), payOn: '2026-12-04', count: 900, totalYen: 63_000_000 }],
    },
    sent: days(7),
    survey: {
      ...{ surveyKey: `benefit:${PROGRAM.programId}`, programName: PROGRAM.programName, respondents: 412 },
      question: {
        text: '手続きは、かんたんでしたか？',
        choices: [
          { label: 'とてもかんたんだった', count: 288 },
          { label: 'かんたんだった', count: 96 },
          { label: 'むずかしかった', count: 28 },
        ],
      },
    },
    programs: [
      {
        ...{ programId: PROGRAM.programId, name: PROGRAM.programName, closesOn: '2027-01-29', isPractice: false },
        ...{ all: progress(2_000), open: progress(700), claimed: progress(132), approved: progress(240) },
        ...{ paid: progress(900), declined: progress(28), expired: progress(0) },
      },
    ],
  },
  'GET /cases': {
    ...{ items: LISTED_CASES, next: null },
    counts: { received: 4, 'in-progress': 2, done: 2, declined: 0, merged: 0 },
  },
  'GET /case-options': {
    ...{ statuses: [], features: [FEATURE], departments: [ROADS], myDepartmentIds: [] },
    assignees: [{ ...HANAKO, departmentIds: [ROADS.departmentId] }],
  },
  'GET /cases/:caseNumber': ({ params }) =>
    (params as { caseNumber: string }).caseNumber === CASE_DETAIL.number
      ? CASE_DETAIL
      : new Refusal(404, 'CASE_NOT_FOUND', '受付が見つかりません。受付番号をお確かめください。'),
  'GET /cases/:caseNumber/nearby': { items: [] },
  'GET /cases/:caseNumber/reply-templates': {
    items: [{ templateId: id(401), title: '現地を確かめます', text: '担当の職員が現地を確かめます。' }],
  },
  'GET /reply-templates': {
    items: [
      {
        ...{ templateId: id(401), featureKey: null, title: '現地を確かめます', updatedAt: at(20, '01:00') },
        body: '受付番号 {number} の件、担当の職員が現地を確かめます。',
      },
    ],
  },
  'GET /messages': { items: LISTED_MESSAGES, next: null },
  'GET /message-options': { statuses: [], purposes: [{ purpose: 'case', text: '受付のお知らせ' }] },
  'GET /messages/daily': { days: days(30) },
  'GET /residents': { items: [resident], next: null },
  'GET /resident-options': {
    friendships: [{ friendship: 'friend', text: '友だち' }],
    subscriptions: [{ key: 'garbage-guide', title: 'ごみ収集案内' }],
  },
  'POST /residents/:residentId/opening': {
    ...resident,
    cases: [],
    applications: [],
    messages: [],
    consent: { version: '2026-10', consentedAt: at(2, '03:00'), verifiedAt: at(2, '03:01') },
    consents: [{ at: at(2, '03:00'), step: 'registered', version: '2026-10' }],
    subscriptions: [{ featureKey: 'garbage-guide', title: 'ごみ収集案内', text: '汐見町1 のごみの日' }],
  },
};
