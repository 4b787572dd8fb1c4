// What a browser holds once somebody is signed in: how it goes on, how it ends, and what it is not good for.
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joinCity, newBrowser } from '../../testing/joined-person.ts';
import { FROM_OUR_PAGES, ORIGIN, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const inCity = (text: string) => console_.database.db.withTenant(city.tenantId, ({ sql }) => sql(text));

describe('cookies', () => {
  it('are closed to scripts and to other sites', async () => {
    const { browser } = await joinCity(console_, city);
    const { cookies } = await browser.call('POST', '/session/refresh');
    const shown = cookies.filter(({ value }) => value !== '');
    expect(shown.map(({ name }) => name).sort()).toEqual(['access', 'refresh']);
    for (const cookie of shown) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(shown.find(({ name }) => name === 'refresh')).toMatchObject({ path: '/' });
  });
});

describe('a session', () => {
  it('goes on with a new refresh token each time; a used one ends it', async () => {
    const { browser } = await joinCity(console_, city);
    const stolen = browser.jar.get('refresh') ?? '';
    expect((await browser.call('POST', '/session/refresh')).status).toBe(200);
    // A second tab asks at the same moment.
    const tab = newBrowser(console_);
    tab.jar.set('refresh', stolen);
    const second = await tab.call('POST', '/session/refresh');
    expect([second.status, tab.jar.has('access'), tab.jar.get('refresh')]).toEqual([200, true, stolen]);
    // Later it is a theft.
    await inCity("update staff_session set refreshed_at = now() - interval '1 minute'");
    const thief = newBrowser(console_);
    thief.jar.set('refresh', stolen);
    expect((await thief.call('POST', '/session/refresh')).status).toBe(401);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('POST', '/session/refresh')).status).toBe(401);
  });

  it('is not taken for that of whoever was signed in before, when a page of theirs is still open', async () => {
    const { browser, staffId } = await joinCity(console_, city);
    const theirs = { 'x-tenohira-caller': staffId };
    expect((await browser.call('POST', '/departments', { name: '道路課' }, theirs)).status).toBe(200);
    const elsewhere = await createTestTenant(console_.database.db);
    const next = await joinCity(console_, elsewhere);
    for (const [name, value] of next.browser.jar) browser.jar.set(name, value);
    const refused = await browser.call('POST', '/departments', { name: '河川課' }, theirs);
    expect([refused.status, refused.code]).toEqual([409, 'CONSOLE_CALLER_CHANGED']);
    expect((await browser.call('GET', '/departments', undefined, theirs)).status).toBe(409);
    expect((await browser.call('GET', '/departments')).json).toEqual({ departments: [] });
  });

  it('ends on signing out, for access tokens that are still young as well', async () => {
    const { browser } = await joinCity(console_, city);
    const access = browser.jar.get('access') ?? '';
    expect((await browser.call('POST', '/session/end')).status).toBe(200);
    expect(browser.jar.size).toBe(0);
    browser.jar.set('access', access);
    expect((await browser.call('GET', '/me')).status).toBe(401);
  });

  it('is listed, and ended from another device', async () => {
    const { browser, halfSignedIn, nextCode } = await joinCity(console_, city);
    const other = await halfSignedIn();
    await other.call('POST', '/sign-in/code', { code: await nextCode() });
    const listed = z.object({ sessions: z.array(z.object({ sessionId: z.string(), isThis: z.boolean() })) });
    const { sessions } = listed.parse((await browser.call('GET', '/sessions')).json);
    expect(sessions).toHaveLength(2);
    const elsewhere = sessions.find(({ isThis }) => !isThis)?.sessionId;
    expect((await browser.call('DELETE', `/sessions/${elsewhere}`)).status).toBe(200);
    expect((await other.call('GET', '/me')).status).toBe(401);
  });

  it('of somebody else cannot be ended', async () => {
    const mine = await console_.signIn(city.tenantId, 'owner');
    const theirs = await console_.signIn(city.tenantId, 'viewer');
    expect((await mine.call('DELETE', `/sessions/${theirs.sessionId}`)).status).toBe(404);
    expect((await theirs.call('GET', '/me')).status).toBe(200);
  });
});

describe('an access token', () => {
  const payload = () => ({ tenantId: city.tenantId, sessionId: city.tenantId });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('of no algorithm, of another key or audience, or expired, is none', async () => {
    const { browser } = await joinCity(console_, city);
    const [, body = ''] = (browser.jar.get('access') ?? '').split('.');
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${body}.`;
    const symmetric = console_.server.jwt.sign(payload(), { algorithm: 'EdDSA', aud: 'elsewhere' });
    const expired = console_.server.jwt.sign(payload(), { expiresIn: '-1s' });
    for (const token of [unsigned, symmetric, expired, 'x', '']) {
      const browser = newBrowser(console_);
      browser.jar.set('access', token);
      expect((await browser.call('GET', '/me')).status, token.slice(0, 20)).toBe(401);
    }
  });
});

describe('a request that another site makes', () => {
  it.each([
    ['without our header', { origin: ORIGIN }],
    ['from another origin', { ...FROM_OUR_PAGES, origin: 'https://evil.example' }],
    ['that the browser says is cross-site', { ...FROM_OUR_PAGES, 'sec-fetch-site': 'cross-site' }],
  ])('%s changes nothing', async (_what, headers) => {
    const { browser } = await joinCity(console_, city);
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const evil = { method: 'POST', url: '/api/v1/session/end', headers: { ...headers, cookie } } as const;
    expect((await console_.server.inject(evil)).json()).toMatchObject({ code: 'CONSOLE_ORIGIN_REFUSED' });
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });
});

describe('what is important', () => {
  it('asks again for two factors after ten minutes', async () => {
    const { browser, nextCode } = await joinCity(console_, city);
    const inviting = async (email: string) => browser.call('POST', '/staff', { email, name: '新人', role: 'viewer' });
    expect((await inviting('new@city.example')).status).toBe(200);
    await inCity("update staff_session set proven_at = now() - interval '11 minutes'");
    const refused = await inviting('b@city.example');
    expect([refused.status, refused.code]).toEqual([403, 'STAFF_STEP_UP_NEEDED']);
    expect((await browser.call('POST', '/step-up/code', { code: '000000' })).code).toBe('STAFF_CODE_WRONG');
    expect((await browser.call('POST', '/step-up/code', { code: await nextCode() })).status).toBe(200);
    expect((await inviting('b@city.example')).status).toBe(200);
  });
});
