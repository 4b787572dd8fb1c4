// What every answer carries, whatever it answers: pages, JSON, files, streams, errors, and addresses that cannot be read.
import { inviteStaff, relyingPartyOf } from '@tenohira/staff';
import { createTestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../app.ts';
import { type FurnishedCity, furnishCity } from '../testing/furnished-city.ts';
import { openTestConsole, withTestConsole } from '../testing/test-console.ts';

const PASSWORD = 'みずうみ そらいろ きつつき';
const SECURE_ORIGIN = 'https://console.example';

const console_ = withTestConsole();
let furnished: FurnishedCity;
beforeAll(async () => {
  furnished = await furnishCity(console_);
});

type Headers = Readonly<Record<string, unknown>>;

/** What a browser needs to be told of everything, also of what it was not meant to draw. */
function expectGuarded(headers: Headers, what: string): void {
  const policy = String(headers['content-security-policy']);
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy, what).toContain(part);
  expect(policy, what).not.toMatch(/unsafe-|\*|https?:(?!\/\/cyberjapandata\.gsi\.go\.jp)/);
  expect(headers['x-content-type-options'], what).toBe('nosniff');
  expect(headers['access-control-allow-origin'], what).toBeUndefined();
  for (const name of ['server', 'x-powered-by']) expect(headers[name], what).toBeUndefined();
}

function expectHelmeted(headers: Headers, what: string): void {
  expectGuarded(headers, what);
  expect(headers, what).toMatchObject({
    'strict-transport-security': expect.stringMatching(
      /max-age=(3153[6-9]|315[4-9]|31[6-9]|3[2-9]|\d{9})\d*.*includeSubDomains/,
    ),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': expect.stringContaining('camera=()'),
  });
}

const get = (url: string, headers: Readonly<Record<string, string>> = furnished.owner.headers) =>
  console_.server.inject({ method: 'GET', url, headers });
const reads = routes.filter(({ method, url }) => method === 'GET' && !url.endsWith('/live'));

describe('the headers of an answer', () => {
  it.each(reads.map(({ url }) => [url]))('from GET %s guard it, and nobody keeps a copy', async (url) => {
    const { headers } = await get(`/api/v1${url.replace(/:(\w+)/g, (_, name: string) => furnished.ids[name] ?? 'x')}`);
    expectHelmeted(headers, url);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    '/',
    '/cases',
    '/sign-in',
    '/api/docs',
    '/api/docs/start.js',
    '/api/v1/openapi.json',
    '/healthz',
    '/nowhere.js',
  ])('from %s guard it', async (url) => expectHelmeted((await get(url, {})).headers, url));

  it('guard a file, and name it so that nothing in the name is read as more', async () => {
    const { programId } = furnished.ids;
    const answer = await furnished.owner.call('POST', `/programs/${programId}/letters/csv`, { department: '福祉課' });
    expectHelmeted(answer.headers, 'csv');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/);
    const cases = await furnished.owner.call('POST', '/cases/export', {});
    expect(cases.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+\.csv$/);
    expect(cases.headers['cache-control']).toBe('no-store');
  });

  it('guard a stream as well', async () => {
    const url = await console_.server.listen({ port: 0, host: '127.0.0.1' });
    const leaving = new AbortController();
    const { signal } = leaving;
    const response = await fetch(`${url}/api/v1/surveys/after-applying/live`, {
      headers: furnished.owner.headers,
      signal,
    });
    expectHelmeted(Object.fromEntries(response.headers), 'stream');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    leaving.abort();
  });

  it.each([
    ['an address that cannot be read', '/api/v1/cases/%ff', 400],
    ['one that is half an escape', '/%zz', 400],
  ])('guard %s, and the answer does not repeat it', async (_what, url, status) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    expectGuarded(answer.headers, url);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toContain(url.slice(-3));
  });

  it.each([
    ['401', 'GET', '/api/v1/cases', {}, undefined],
    ['404', 'GET', '/api/v1/nothing', undefined, undefined],
    ['400', 'POST', '/api/v1/departments', undefined, '{"name":'],
    ['413', 'POST', '/api/v1/departments', undefined, `"${'x'.repeat(1_100_000)}"`],
  ] as const)('guard an error: %s', async (status, method, url, headers, payload) => {
    const answer = await console_.server.inject({
      ...{ method, url },
      headers: { ...(headers ?? furnished.owner.headers), ...(payload ? { 'content-type': 'application/json' } : {}) },
      ...(payload ? { payload } : {}),
    });
    expect(answer.statusCode).toBe(Number(status));
    expectHelmeted(answer.headers, url);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('are none that trace, and other methods are not there', async () => {
    for (const method of ['TRACE', 'PATCH', 'PROPFIND'] as const) {
      const { statusCode } = await console_.server.inject({
        method: method as 'PATCH',
        url: '/api/v1/cases',
        headers: furnished.owner.headers,
      });
      expect([404, 405]).toContain(statusCode);
    }
  });
});

describe('over https', () => {
  it('every cookie is of this host alone, of https alone, and closed to scripts and other sites', async () => {
    const secure = await openTestConsole(() => ({ party: relyingPartyOf(SECURE_ORIGIN) }));
    const city = await createTestTenant(secure.database.db);
    const { ticket } = await secure.database.db.withTenant(city.tenantId, (db) =>
      inviteStaff(db, { email: 'a@city.example', name: '担当', role: 'owner' }, 'system'),
    );
    const headers = { origin: SECURE_ORIGIN, 'x-tenohira-request': '1' };
    const post = (url: string, payload: object) =>
      secure.server.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
    const first = await post('/invitations/password', { token: ticket, password: PASSWORD });
    const { secret } = z.object({ totp: z.object({ secret: z.string() }) }).parse(first.json()).totp;
    const joined = await post('/invitations/totp', { token: ticket, code: await generate({ secret }) });
    const next = await post('/sign-in/password', { city: city.slug, email: 'a@city.example', password: PASSWORD });
    const set = [joined, next].flatMap(({ headers: answered }) => answered['set-cookie'] ?? []);
    await secure.close();
    expect(set.length).toBeGreaterThanOrEqual(3);
    for (const line of set) {
      const [, ...attributes] = line.split('; ');
      expect(line).toMatch(/^__Host-(access|refresh|ticket)=/);
      expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']));
      expect(line).not.toMatch(/domain=/i);
      expect(line.length).toBeLessThan(4_096);
    }
    expect(new Set(set.map((line) => line.slice(7, 9)))).toEqual(new Set(['ac', 're', 'ti']));
    for (const { body } of [joined, next])
      for (const line of set) {
        const value = line.split(';')[0]?.split('=')[1] ?? '';
        if (value !== '') expect(body).not.toContain(value);
      }
  });
});
