// Who may call what: every route, as every role, as nobody, and as somebody of another city.

import { createListedBenefit } from '@tenohira/benefits/testing';
import { uuidv7 } from '@tenohira/core';
import { CITY_ROLES, may, type Role } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../app.ts';
import { withTestConsole } from '../testing/test-console.ts';
import type { Route } from './route.ts';

const account = { bankCode: '0001', branchCode: '001', type: '1', number: '1234567', holderKana: 'テスト タロウ' };
const paper = {
  ...{ household: { number: '1' }, method: 'gift-code', accountKind: 'none', paperNumber: 'P-1' },
  receivedAt: '2026-12-10T01:00:00Z',
};

/** A body that each route would take. */
const BODIES: Readonly<Record<string, object>> = {
  'PUT /city/settings': { settings: {}, seen: {} },
  'POST /departments': { name: '道路課' },
  'PUT /departments/:departmentId': { name: '道路課' },
  'PUT /features/order': { keys: [] },
  'PUT /features/:featureKey': { settings: {} },
  'POST /features/:featureKey/preview': { settings: {} },
  'POST /garbage/import/preview': { files: [] },
  'POST /garbage/import': { files: [], seal: 'x' },
  'PUT /rich-menu': {
    design: { layout: 'two', theme: 'sea', areas: [] },
    seen: { layout: 'two', theme: 'sea', areas: [] },
  },
  'POST /rich-menu/publish': { design: { layout: 'two', theme: 'sea', areas: [] } },
  'POST /rich-menu/preview': { design: { layout: 'two', theme: 'sea', areas: [] } },
  'POST /cases/export': {},
  'POST /cases/:caseNumber/status': { status: 'done', version: 1 },
  'POST /cases/:caseNumber/assignment': { departmentId: null, assigneeId: null, version: 1 },
  'POST /cases/:caseNumber/replies': { text: 'はい', version: 1 },
  'POST /cases/:caseNumber/notes': { text: 'メモ' },
  'POST /cases/:caseNumber/merge': { into: '26-00001', version: 1 },
  'POST /reply-templates': { featureKey: null, title: '題', body: '文' },
  'PUT /reply-templates/:templateId': { featureKey: null, title: '題', body: '文' },
  'POST /residents/:residentId/opening': { reason: '試験のため' },
  'POST /residents/:residentId/identity': { reason: '試験のため' },
  'POST /residents/:residentId/deletion': { reason: '試験のため' },
  'PUT /residents/:residentId/test': { isTest: true },
  'PUT /staff/:staffId/departments': { departmentIds: [] },
  'POST /programs': {},
  'PUT /programs/:programId': { name: '別の名前' },
  'POST /programs/:programId/funds': { amountYen: 1_000 },
  'PUT /programs/:programId/column-mapping': { ignored: ['備考'] },
  'POST /matches/:matchId/decision': { decision: 'reject' },
  'POST /programs/:programId/letters/:kind': { department: '福祉課' },
  'POST /programs/:programId/claims': paper,
  'POST /claims/:claimId/cancel': { reason: 'keyed-wrongly' },
  'PUT /claims/:claimId/account': { account },
  'POST /yucho-accounts': { symbol: '10530', number: '12345671' },
  'POST /claims/:claimId/correction': { method: 'gift-code', accountKind: 'none' },
  'POST /approvals': { claims: [{ claimId: uuidv7(), seal: 'x' }], expected: { count: 1, totalYen: 70_000 } },
  'POST /programs/:programId/households/search': { number: '1' },
  'POST /programs/:programId/batches/preflight': { payOn: '2026-12-18' },
  'POST /programs/:programId/batches': { payOn: '2026-12-18' },
  'POST /batches/:batchId/returns': { items: [{ line: 1, reason: '名義相違' }] },
  'POST /staff': { email: 'new@city.example', name: '新人', role: 'viewer' },
  'PUT /staff/:staffId/role': { role: 'viewer' },
  'PUT /networks': { networks: [] },
  'PUT /money-proof': { passkeyOnly: false },
  'POST /api-tokens': { name: '連携', scopes: ['cases:read'] },
  'PUT /me/password': { next: 'x' },
  'POST /step-up/code': { code: '123456' },
  'POST /me/totp/confirm': { code: '123456' },
  'POST /billing/plan': { plan: 'up-to-30000-year' },
  'PUT /billing/interval': { interval: 'month' },
  'PUT /channel': { channelSecret: 'f'.repeat(32) },
  'PUT /practice/residents/:residentId': { isTest: true },
  'POST /payouts/:payoutId/resolution': { outcome: 'settled', evidence: '取引明細の12月18日の行を見た' },
};

let city: TestTenant;
let stranger: TestTenant;
const console_ = withTestConsole();
let programId: string;
const callers = new Map<string, Headers>();

beforeAll(async () => {
  const { db } = console_.database;
  city = await createTestTenant(db);
  stranger = await createTestTenant(db);
  ({ programId } = await createListedBenefit(db, city));
  for (const { tenantId } of [city, stranger]) {
    for (const role of CITY_ROLES) {
      callers.set(`${tenantId} ${role}`, (await console_.signIn(tenantId, role)).headers);
    }
  }
});

type Headers = Readonly<Record<string, string>>;
const headersOf = (tenant: TestTenant, role: string): Headers => callers.get(`${tenant.tenantId} ${role}`) ?? {};

async function call(route: Route, headers: Headers) {
  const ids: Readonly<Record<string, string>> = {
    ...{ programId, kind: 'csv', method: 'noop', surveyKey: 'none', bankCode: '0001' },
  };
  const url = route.url.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? uuidv7());
  const isFile = /\/lists$|\/returns\/file$/.test(route.url) && route.method === 'POST';
  return console_.server.inject({
    method: route.method,
    url: `/api/v1${url}${isFile ? '?fileName=x.csv' : ''}`,
    headers: {
      ...headers,
      ...(isFile ? { 'content-type': 'text/csv' } : {}),
    },
    ...(route.method === 'GET' ? {} : { payload: isFile ? 'x' : (BODIES[`${route.method} ${route.url}`] ?? {}) }),
  });
}

/** Those of one's own account are everybody's. */
function isOpenTo(role: Role, { permission }: Route): boolean {
  return permission === 'signed-in' || (permission !== 'anyone' && may(role, permission));
}

/** An endless answer is no answer to `inject`, and whoever has signed out cannot go on; sessions.itest.ts has that one. */
const closed = routes.filter(
  ({ url, permission }) => !url.endsWith('/live') && url !== '/session/end' && permission !== 'anyone',
);
const titled = closed.map((route) => [`${route.method} ${route.url}`, route] as const);

describe.each(titled)('%s', (_title, route) => {
  it('is closed to whoever does not say who they are', async () => {
    for (const token of ['x', `${city.tenantId}.wrong`]) {
      expect((await call(route, { authorization: `Bearer ${token}` })).statusCode).toBe(401);
    }
    expect((await call(route, {})).statusCode).toBe(401);
  });

  it('is open to the roles that may, and to no other', async () => {
    for (const role of CITY_ROLES.toReversed()) {
      const { statusCode } = await call(route, headersOf(city, role));
      if (isOpenTo(role, route)) expect([401, 403, 500], `${role}: ${statusCode}`).not.toContain(statusCode);
      else expect(statusCode, role).toBe(403);
    }
  });
});

describe("another city's things do not exist", () => {
  // Operators' routes are closed to whoever belongs to a city: operator-routes.itest.ts.
  const ofCities = titled.filter(([, { url, permission }]) => url.includes('Id') && permission !== 'operate');
  it.each(ofCities)('%s', async (_title, route) => {
    expect((await call(route, headersOf(stranger, 'owner'))).statusCode).toBe(404);
  });
});

it('answers what is not JSON, or does not fit, with what to change', async () => {
  const response = await console_.server.inject({
    method: 'POST',
    url: `/api/v1/programs/${programId}/funds`,
    headers: headersOf(city, 'owner'),
    payload: { amountYen: 'たくさん' },
  });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'CONSOLE_INPUT_INVALID' });
  expect(response.json().title).toContain('body.amountYen');
});

describe('before anything of a request is read', () => {
  it.each([
    ['nobody', undefined, 401],
    ['who only looks', 'viewer', 403],
  ])('%s is turned away', async (_who, role, expected) => {
    const response = await console_.server.inject({
      method: 'POST',
      url: `/api/v1/programs/${programId}/lists?fileName=x.csv`,
      headers: {
        'content-type': 'application/json',
        ...(role === undefined ? {} : headersOf(city, role)),
      },
      payload: '{not json',
    });
    expect(response.statusCode).toBe(expected);
  });
});

it.each([`/claims/${uuidv7()}/confirm`, `/batches/${uuidv7()}/file`])(
  'leaves POST %s to those who prepare or approve',
  async (url) => {
    const answers = await Promise.all(
      CITY_ROLES.map(async (role) => {
        const { statusCode } = await console_.server.inject({
          method: 'POST',
          url: `/api/v1${url}`,
          headers: headersOf(city, role),
        });
        return [role, statusCode];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual({ owner: 404, editor: 404, approver: 404, viewer: 403 });
  },
);

describe('a call that is made twice', () => {
  const fund = (key: string, amountYen: number) =>
    console_.server.inject({
      method: 'POST',
      url: `/api/v1/programs/${programId}/funds`,
      headers: { ...headersOf(city, 'owner'), 'idempotency-key': key },
      payload: { amountYen },
    });
  const budgetOf = (answer: Awaited<ReturnType<typeof fund>>): number => answer.json().balances.budget;

  it('with the same key counts once, and is answered alike', async () => {
    const [first, second] = [await fund('double-click', 1_000), await fund('double-click', 1_000)];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json()).toEqual(first.json());
    expect(budgetOf(await fund('another', 1))).toBe(budgetOf(first) + 1);
  });

  it('looks again where it only looks, and leaves nothing behind of what it saw', async () => {
    const verify = async () => {
      const headers = { ...headersOf(city, 'owner'), 'idempotency-key': 'look' };
      const { json } = await console_.server.inject({ method: 'POST', url: '/api/v1/audit/verification', headers });
      return json().count;
    };
    const before = await verify();
    await fund('in-between', 1_000);
    expect(await verify()).toBeGreaterThan(before);
  });

  it('with the same key and another amount is refused', async () => {
    await fund('changed', 1_000);
    const answer = await fund('changed', 2_000);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});
