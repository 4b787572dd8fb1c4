// The pages between the chat and the identity provider, with a provider over HTTP whose answers can be made wrong.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { randomToken, systemClock, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import {
  createIdentityProvider,
  findRegistration,
  identityPageUrl,
  identityRedirectUri,
  openIdentityRequest,
} from '@tenohira/identity';
import { startTestProvider, type TestPerson, type TestProvider } from '@tenohira/identity/testing';
import { createLineClients } from '@tenohira/messaging';
import {
  createTestResident,
  createTestSecrets,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLineProfiles } from '../support/line-profiles.ts';

const HANAKO: TestPerson = {
  sub: 'pairwise-hanako',
  name: '見本　花子',
  address: 'みほん県みほん市中央１－２－３',
  birthdate: '19340501',
  gender: '2',
};
const PUBLIC = 'https://line.city.example';

let database: TestDatabase;
let provider: TestProvider;
let line: Awaited<ReturnType<typeof startLineProfiles>>;
let gateway: Gateway;
let tenant: TestTenant;
let residentId: string;
let page: string;
const log: string[] = [];

beforeAll(async () => {
  [database, provider, line] = await Promise.all([openTestDatabase(), startTestProvider(), startLineProfiles()]);
  gateway = await build(PUBLIC, true);
});
beforeEach(async () => {
  provider.behave({ holder: HANAKO });
  line.profile = { status: 200, name: 'はなちゃん' };
  tenant = await createTestTenant(database.db);
  await run((db) => installFeature(db, catalog, { key: 'identity-registration', settings: SETTINGS }, 'system'));
  ({ residentId } = await createTestResident(database.db, tenant));
  page = await openPage(residentId);
});
afterAll(() => Promise.all([gateway.server.close(), database.drop(), provider.close(), line.close()]));

const catalog = createCatalog(features, sharedBlocks);
const SETTINGS = {
  consentVersion: '2026-11',
  purposes: ['<b>給付金</b>のため'],
  contact: '市民課 0120-000-000',
  privacyUrl: 'https://city.example/privacy',
};
const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);

async function build(publicBaseUrl: string, withProvider: boolean): Promise<Gateway> {
  const secrets = createTestSecrets(database.db);
  const { issuer, clientId, clientPrivateKey: privateKey } = provider;
  const redirectUri = identityRedirectUri(publicBaseUrl);
  return buildGateway({
    db: database.db,
    secrets,
    catalog,
    lineClients: createLineClients({ db: database.db, secrets, apiBaseUrl: line.url, dataApiBaseUrl: line.url }),
    methods: new Map(),
    clock: systemClock,
    publicBaseUrl,
    log: { stream: { write: (line) => void log.push(line) } },
    ...(withProvider
      ? { identity: createIdentityProvider({ issuer, clientId, privateKey, redirectUri, timeoutMs: 1_500 }) }
      : {}),
  });
}

/** The path of a new page of that resident. */
async function openPage(of: string): Promise<string> {
  const token = randomToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await run((db) => openIdentityRequest(db, { requestId: uuidv7(), token, residentId: of, expiresAt }));
  return identityPageUrl(PUBLIC, tenant.tenantId, token).slice(PUBLIC.length);
}

const get = (url: string, cookie?: string) =>
  gateway.server.inject({ url, ...(cookie === undefined ? {} : { headers: { cookie } }) });

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';

async function post(url: string, cookie: string, fields: Record<string, string> = {}) {
  const payload = new URLSearchParams({ consentVersion: '2026-11', ...fields }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie };
  return gateway.server.inject({ method: 'POST', url, headers, payload });
}

/** A browser that opens the page and presses the button. */
async function consent(url: string) {
  const cookie = cookieOf(await get(url));
  return { answer: await post(url, cookie), cookie };
}

/** Consents, shows the card, and comes back with that cookie, or with the one that was given. */
async function register(url: string, withCookie?: string) {
  const { answer, cookie } = await consent(url);
  const back = await provider.visit(String(answer.headers.location));
  return get(`/identity/callback?${back}`, withCookie ?? cookie);
}

const pushes = () =>
  run(async (db) => {
    const rows = await db.prisma.outboxMessage.findMany({ orderBy: { createdAt: 'asc' } });
    return rows.map(({ dedupeKey, residentId: to, messages }) => ({ dedupeKey, to, text: JSON.stringify(messages) }));
  });

describe('the page before the card', () => {
  it('says whose LINE it is, what is kept and for what, and needs no script', async () => {
    const answer = await get(page);
    expect(answer.statusCode).toBe(200);
    for (const text of [
      'はなちゃん',
      'お名前',
      '住所',
      '生年月日',
      '性別',
      '暗証番号',
      '登録を消す',
      '版：2026-11',
      '市民課 0120-000-000',
    ]) {
      expect(answer.body).toContain(text);
    }
    expect(answer.body).toContain('&lt;b&gt;給付金&lt;/b&gt;のため');
    expect(answer.body).toContain('<a href="https://city.example/privacy">');
    expect(answer.body).not.toContain('<script');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(Buffer.byteLength(answer.body)).toBeLessThan(50_000);
  });

  it('lets its form lead to the provider and to nobody else', async () => {
    const { headers } = await get(page);
    expect(String(headers['content-security-policy'])).toContain(`form-action 'self' ${provider.issuer};`);
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('is watched: what its policy kept it from is a line of the log, without the token of its address', async () => {
    const { headers } = await get(page);
    const [, url = ''] = /report-uri (\S+)/.exec(String(headers['content-security-policy'])) ?? [];
    const violation = { 'effective-directive': 'script-src-elem', 'blocked-uri': 'inline' };
    const report = () =>
      gateway.server.inject({
        ...{ method: 'POST', url, headers: { 'content-type': 'application/csp-report' } },
        payload: JSON.stringify({ 'csp-report': { ...violation, 'document-uri': `${PUBLIC}${page}` } }),
      });
    const answer = await report();
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const told = log.filter((line) => line.includes('script-src-elem'));
    expect(told.map((line) => JSON.parse(line))).toMatchObject([{ blocked: 'inline', page: `${PUBLIC}/identity` }]);
    expect(log.join()).not.toContain(page);
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await report()).statusCode));
    expect(statuses.filter((status) => status === 429).length).toBe(11);
  });

  it('leaves the name out while LINE does not answer, and goes on', async () => {
    line.profile = { status: 500, name: '' };
    const answer = await get(page);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('登録するLINEの名前');
  });

  it('registers nobody who is no friend of the account', async () => {
    line.profile = { status: 404, name: '' };
    const answer = await get(page);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('友だちになっていない');
  });

  it.each([
    ['another token', () => `/identity/${tenant.tenantId}/${randomToken()}`],
    ['no tenant', () => `/identity/x/${randomToken()}`],
  ])('is not there for %s', async (_title, url) => {
    const answer = await get(url());
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('このページは見つかりません');
  });
});

describe('consenting', () => {
  it('leaves for the provider, with a cookie that only this site and only http can read', async () => {
    const opened = await get(page);
    const wanted = /^__Host-identity=[\w-]{32}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/;
    expect(String(opened.headers['set-cookie'])).toMatch(wanted);
    const answer = await post(page, cookieOf(opened));
    expect(answer.statusCode).toBe(303);
    expect(String(answer.headers.location)).toMatch(new RegExp(`^${provider.issuer}/auth\\?`));
    expect(cookieOf(answer)).toBe(cookieOf(opened));
  });

  it('has a cookie that works without https too, for a demo', async () => {
    const local = await build('http://localhost:3000', true);
    const answer = await local.server.inject({ url: page });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^identity=[\w-]{32}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    await local.server.close();
  });

  it.each(['', '1'])('shows the text again where the consent is to another version ("%s")', async (version) => {
    const answer = await post(page, cookieOf(await get(page)), { consentVersion: version });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('説明が新しくなりました');
    expect(answer.headers.location).toBeUndefined();
  });

  it('works when the button is tapped twice', async () => {
    const { answer, cookie } = await consent(page);
    const again = await post(page, cookie);
    expect([answer.statusCode, again.statusCode]).toEqual([303, 303]);
    const back = await provider.visit(String(again.headers.location));
    expect((await get(`/identity/callback?${back}`, cookie)).body).toContain('登録ができました');
  });

  it('is refused to a second browser once the first one has left', async () => {
    await consent(page);
    const { answer } = await consent(page);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('ほかの画面');
  });

  it.each(['', 'identity=x', '__Host-identity=x'])(
    'is refused without the cookie of the page ("%s")',
    async (cookie) => {
      const answer = await post(page, cookie);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toContain('もう一度ボタンを押してください');
    },
  );

  it('registers the link’s resident, whatever else the form says', async () => {
    const { residentId: other } = await createTestResident(database.db, tenant);
    const cookie = cookieOf(await get(page));
    const left = await post(page, cookie, { residentId: other, userId: other });
    await get(`/identity/callback?${await provider.visit(String(left.headers.location))}`, cookie);
    expect(await run((db) => findRegistration(db, other))).toBeUndefined();
    expect(await run((db) => findRegistration(db, residentId))).toMatchObject({ consentVersion: '2026-11' });
  });

  it('says "later" while the provider cannot be reached', async () => {
    const alone = await build(PUBLIC, true);
    provider.behave({ hangs: 'discovery' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: cookieOf(await get(page)) };
    const answer = await alone.server.inject({ method: 'POST', url: page, headers, payload: 'consentVersion=2026-11' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('少し時間をおいて');
    await alone.server.close();
  });
});

describe('coming back', () => {
  it('says that it worked, and the chat says it once, also when the page is loaded again', async () => {
    const { answer, cookie } = await consent(page);
    const back = await provider.visit(String(answer.headers.location));
    for (let time = 0; time < 2; time += 1) {
      const result = await get(`/identity/callback?${back}`, cookie);
      expect(result.statusCode).toBe(200);
      expect(result.body).toContain('登録ができました');
      expect(result.body).not.toContain('花子');
    }
    const [push, ...more] = await pushes();
    expect(more).toEqual([]);
    expect(push).toMatchObject({ to: residentId, dedupeKey: expect.stringMatching(/^identity:[0-9a-f-]{36}$/) });
    expect(push?.text).toContain('本人確認の登録ができました');
    expect(push?.text).toContain('市民課 0120-000-000');
    expect(push?.text).not.toContain('花子');
  });

  it('says so when the person declined', async () => {
    provider.behave({ holder: { error: 'access_denied' } });
    const result = await register(page);
    expect(result.body).toContain('登録をやめました');
    expect((await pushes()).map(({ text }) => text)).toEqual([expect.stringContaining('とりやめました')]);
  });

  it('says so when the same person has registered again', async () => {
    await register(page);
    const result = await register(await openPage(residentId));
    expect(result.body).toContain('登録が新しくなりました');
  });

  it.each([
    ['without a cookie', ''],
    ["with somebody else's cookie", `__Host-identity=${'x'.repeat(32)}`],
    ['with the cookie under another name', `identity=${'x'.repeat(32)}`],
  ])('registers nobody %s, so that a forwarded address is of no use', async (_title, cookie) => {
    const result = await register(page, cookie);
    expect(result.statusCode).toBe(403);
    expect(await run((db) => findRegistration(db, residentId))).toBeUndefined();
    expect(await pushes()).toEqual([]);
  });

  it('does not take the cookie of another browser', async () => {
    const { residentId: other } = await createTestResident(database.db, tenant);
    const { cookie } = await consent(await openPage(other));
    expect((await register(page, cookie)).statusCode).toBe(403);
  });

  it.each([
    ['a card that failed', { holder: { error: 'login_required' } }, 400, 'ご本人の確認ができませんでした'],
    ['a forged token', { strangersKey: true }, 400, 'ご本人の確認ができませんでした'],
    ['an unreadable birth date', { holder: { ...HANAKO, birthdate: '0' } }, 422, '窓口へご相談ください'],
    ['a provider that hangs', { hangs: 'userinfo' }, 503, 'つながりません'],
  ] as const)('says what to do after %s', async (_title, behaviour, status, text) => {
    provider.behave({ holder: HANAKO, ...behaviour });
    const result = await register(page);
    expect(result.statusCode).toBe(status);
    expect(result.body).toContain(text);
    expect(result.body).toContain('登録は、まだできていません');
  });

  it('tells a person with two accounts, and an account with two persons, how to go on', async () => {
    await register(page);
    const { residentId: other } = await createTestResident(database.db, tenant);
    const otherPage = await openPage(other);
    const twice = await register(otherPage);
    expect([twice.statusCode, twice.body]).toEqual([
      409,
      expect.stringContaining('ほかのLINEアカウントで登録されています'),
    ]);
    provider.behave({ holder: { ...HANAKO, sub: 'pairwise-taro' } });
    const two = await register(await openPage(residentId));
    expect([two.statusCode, two.body]).toEqual([409, expect.stringContaining('別の方の登録があります')]);
    const used = await get(otherPage);
    expect([used.statusCode, used.body]).toEqual([409, expect.stringContaining('もう使われています')]);
  });

  it.each(['/identity/callback', '/identity/callback?state=x&code=y', `/identity/callback?state=${uuidv7()}.x&code=y`])(
    'knows nothing of %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toContain('どの手続きの続きか');
    },
  );
});

describe('a city without it', () => {
  it('says so where no provider is configured', async () => {
    const without = await build(PUBLIC, false);
    for (const url of [page, '/identity/callback']) {
      const answer = await without.server.inject({ url });
      expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('まだはじまっていません')]);
    }
    await without.server.close();
  });

  it('says so where the feature is off', async () => {
    await run(({ sql }) => sql('update feature_install set enabled = false'));
    expect((await get(page)).body).toContain('まだはじまっていません');
    expect((await post(page, '')).statusCode).toBe(404);
  });
});
