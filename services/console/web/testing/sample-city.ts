// An invented city with something on every page.
import type { AnswerOf } from '../src/api/api-types.ts';
import type { Answers } from './fake-api.ts';
import { SAMPLE_DESK } from './sample-desk.ts';
import { SAMPLE_SETTINGS } from './sample-settings.ts';

const at = (day: number, time: string) => `2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`;

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const ACTIONS = [
  ['staff.signed-in', 'staff', {}],
  ['benefit.claim-approved', 'claim', { amountYen: 70_000 }],
  ['benefit.claim-received', 'claim', { channel: 'super-fast-pass' }],
  ['benefit.list-applied', 'list', { rows: 2_000 }],
  ['payout.batch-released', 'payout-batch', { count: 1_204, totalYen: 84_280_000 }],
  ['staff.role-changed', 'staff', { from: 'viewer', to: 'editor' }],
  ['staff.department-added', 'department', {}],
] as const;

const entries = Array.from({ length: 120 }, (_, index) => {
  const sequence = 120 - index;
  const [action, kind, detail] = ACTIONS[index % ACTIONS.length] ?? ACTIONS[0];
  const isSystem = index % 5 === 2;
  return {
    sequence,
    at: at(27 - Math.floor(index / 12), `0${index % 9}:${String(59 - (index % 50)).padStart(2, '0')}`),
    actor: isSystem ? 'system' : `staff:${id(index % 2)}`,
    actorName: isSystem ? null : (['港 花子', '入江 太郎'][index % 2] ?? null),
    action,
    subject: `${kind}:${id(1_000 + index)}`,
    detail,
  };
});

const PAGE = 50;

export const ME: AnswerOf<'GET /me'> = {
  staffId: id(0),
  name: '港 花子',
  role: 'owner',
  permissions: ['read', 'handle', 'prepare', 'approve', 'manage'],
  hasPassword: true,
  city: { slug: 'minatono', name: 'みなとの市', practice: true, standing: 'good' },
  stepUpUntil: null,
};

export const STAFF: AnswerOf<'GET /staff'> = {
  staff: [
    {
      ...{ staffId: id(0), name: '港 花子', role: 'owner', email: 'hanako@minatono.example', status: 'active' },
      ...{ passkeys: 2, createdAt: at(1, '00:10'), lastSeenAt: at(27, '01:20'), departments: [] },
    },
    {
      ...{ staffId: id(1), name: '入江 太郎', role: 'approver', email: 'taro@minatono.example', status: 'active' },
      ...{ passkeys: 1, createdAt: at(2, '02:30'), lastSeenAt: at(26, '06:41'), departments: [] },
    },
    {
      ...{ staffId: id(2), name: '汐見 さくら', role: 'editor', email: 'sakura@minatono.example', status: 'invited' },
      ...{ passkeys: 0, createdAt: at(25, '04:00'), lastSeenAt: null, departments: [] },
    },
    {
      ...{ staffId: id(3), name: '浜田 一郎', role: 'viewer', email: 'ichiro@minatono.example', status: 'disabled' },
      ...{ passkeys: 0, createdAt: at(3, '01:00'), lastSeenAt: at(12, '03:15'), departments: [] },
    },
  ],
};

export const SAMPLE_CITY: Answers = {
  ...SAMPLE_SETTINGS,
  ...SAMPLE_DESK,
  'GET /me': ME,
  'GET /sign-in/cities': {
    cities: [
      { slug: 'minatono', name: 'みなとの市' },
      { slug: 'komorebi', name: 'こもれび市' },
      { slug: 'yamabiko', name: 'やまびこ村' },
    ],
  },
  'GET /sign-in/cities/:city': { city: { slug: 'minatono', name: 'みなとの市' } },
  'POST /invitations/open': {
    ...{ city: { name: 'みなとの市' }, email: 'sakura@minatono.example', name: '汐見 さくら', role: 'editor' },
  },
  'GET /staff': STAFF,
  'GET /audit': ({ query }) => {
    const { after, subject } = query as { after?: string; subject?: string };
    const found = entries.filter(
      (each) =>
        (after === undefined || each.sequence < Number(after)) && (subject === undefined || each.subject === subject),
    );
    const items = found.slice(0, PAGE);
    return { items, next: found.length > PAGE ? String(items.at(-1)?.sequence) : null };
  },
  'POST /audit/verification': {
    ...{ ok: true, count: 120, headHash: 'ab34' },
    text: '監査記録は正しくつながっています（120件、最後のハッシュ ab34）。',
  },
  'GET /sessions': {
    sessions: [
      {
        ...{
          sessionId: id(11),
          createdAt: at(27, '00:00'),
          lastSeenAt: at(27, '01:20'),
          ip: '203.0.113.8',
          isThis: true,
        },
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0',
      },
      {
        ...{
          sessionId: id(12),
          createdAt: at(26, '00:00'),
          lastSeenAt: at(26, '08:02'),
          ip: '203.0.113.9',
          isThis: false,
        },
        userAgent: 'Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) Version/19.0 Safari/604.1',
      },
    ],
  },
  'GET /me/passkeys': {
    passkeys: [
      { passkeyId: id(21), label: '執務室のWindows', createdAt: at(1, '00:20'), lastUsedAt: at(27, '00:00') },
      { passkeyId: id(22), label: 'iPadのパスキー', createdAt: at(8, '05:00'), lastUsedAt: null },
    ],
  },
};
