// Signing in with a password and a code, over HTTP, as browsers and attackers do it.
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { EMAIL, joinCity, newBrowser, PASSWORD } from '../../testing/joined-person.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const enter = ({ password = PASSWORD, email = EMAIL, slug = city.slug } = {}) =>
  newBrowser(console_).call('POST', '/sign-in/password', { city: slug, email, password });

describe('password and code', () => {
  it('sign in; the password alone does not', async () => {
    const { nextCode } = await joinCity(console_, city);
    const browser = newBrowser(console_);
    const first = await browser.call('POST', '/sign-in/password', {
      city: city.slug,
      email: EMAIL,
      password: PASSWORD,
    });
    expect(first.json).toEqual({ next: 'code' });
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('POST', '/sign-in/code', { code: await nextCode() })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });

  it('take each code once', async () => {
    const { code, halfSignedIn } = await joinCity(console_, city);
    const browser = await halfSignedIn();
    expect((await browser.call('POST', '/sign-in/code', { code })).code).toBe('STAFF_CODE_WRONG');
  });

  it('take each recovery code once, however it is written', async () => {
    const { recoveryCodes, halfSignedIn } = await joinCity(console_, city);
    expect(new Set(recoveryCodes).size).toBe(10);
    const code = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    const attempt = async () => (await (await halfSignedIn()).call('POST', '/sign-in/code', { code })).status;
    expect([await attempt(), await attempt()]).toEqual([200, 400]);
  });

  it('answer alike for a wrong password, an unknown person and an unknown city', async () => {
    await joinCity(console_, city);
    const answers = await Promise.all([
      enter({ password: 'wrong' }),
      enter({ email: 'nobody@city.example' }),
      enter({ slug: 'nowhere' }),
    ]);
    expect(new Set(answers.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['400 STAFF_SIGN_IN_FAILED']),
    );
  });

  it('are slowed after five wrong ones, also for the right password', async () => {
    await joinCity(console_, city);
    for (let tried = 0; tried < 5; tried += 1) await enter({ password: 'wrong' });
    expect((await enter()).code).toBe('STAFF_SIGN_IN_FAILED');
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_member set locked_until = now() - interval '1 second'"),
    );
    expect((await enter()).status).toBe(200);
  });

  it('give up a step after five wrong codes', async () => {
    const { halfSignedIn } = await joinCity(console_, city);
    const browser = await halfSignedIn();
    const codes: (string | undefined)[] = [];
    for (let tried = 0; tried < 6; tried += 1) {
      codes.push((await browser.call('POST', '/sign-in/code', { code: '000000' })).code);
    }
    expect(codes.at(-1)).toBe('STAFF_ATTEMPT_EXPIRED');
  });
});

describe('a forgotten password', () => {
  it('is answered alike for everybody, and leads to a new one that still needs the code', async () => {
    const { secret, browser } = await joinCity(console_, city);
    const ask = (email: string, slug = city.slug) =>
      newBrowser(console_).call('POST', '/password-reset', { city: slug, email });
    const answers = [await ask(EMAIL), await ask('nobody@city.example'), await ask(EMAIL, 'nowhere')];
    expect(answers.map(({ status, json }) => [status, json])).toEqual(Array(3).fill([200, { ok: true }]));
    const links = await console_.database.db.readTenant(city.tenantId, ({ prisma }) =>
      prisma.staffLink.findMany({ where: { kind: 'password-reset' } }),
    );
    expect(links).toHaveLength(1);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    expect((await enter()).status).toBe(200);
    expect(secret).not.toBe('');
  });
});
