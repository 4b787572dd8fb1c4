// Each change to how somebody signs in, and each attempt that looks like somebody else's, reaches them as a letter.
import { requestPasswordReset } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { challengeOf, handleOf, newAuthenticator } from '../testing/authenticator.ts';
import { joinCity, newBrowser, PASSWORD } from '../testing/joined-person.ts';
import { withTestConsole } from '../testing/test-console.ts';
import { storeAccessLetter } from './access-letters.ts';

const NEXT_PASSWORD = 'まくら ひこうき きんかん百';
const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const inCity = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  console_.database.db.withTenant(city.tenantId, ({ sql }) => sql<Row>(text, values));

async function letters(): Promise<{ to: string; subject: string; text: string }[]> {
  const rows = await inCity<{ id: string; recipient: Buffer; subject: Buffer; body: Buffer }>(
    'select id, recipient, subject, body from mail_message order by id',
  );
  const { decrypt } = await console_.tools.secrets.opened(city.tenantId);
  return rows.map(({ id, recipient, subject, body }) => ({
    to: decrypt(`mail_message.recipient:${id}`, recipient).toString(),
    subject: decrypt(`mail_message.subject:${id}`, subject).toString(),
    text: decrypt(`mail_message.body:${id}`, body).toString(),
  }));
}
const subjects = async () => (await letters()).map(({ subject }) => subject.replace('【手のひら市役所】', ''));

const enter = (email: string, password: string) =>
  newBrowser(console_).call('POST', '/sign-in/password', { city: city.slug, email, password });
const unlock = () => inCity("update staff_member set locked_until = now() - interval '1 second'");

describe('a letter', () => {
  it('says what happened, when, from where and what to do, and holds no secret', async () => {
    const { browser, email } = await joinCity(console_, city);
    const change = { present: PASSWORD, next: NEXT_PASSWORD };
    const { status } = await browser.call('PUT', '/me/password', change, { 'user-agent': CHROME_ON_WINDOWS });
    expect(status).toBe(200);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: email, subject: '【手のひら市役所】パスワードが変わりました' });
    const text = letter?.text ?? '';
    expect(text).toContain('担当 さくら 様');
    expect(text).toMatch(/いつ: \d{4}年\d+月\d+日\(.\) \d\d:\d\d\(日本時間\)/);
    expect(text).toContain('どこから: WindowsのChrome (接続元 127.0.0.1)');
    expect(text).toContain('心当たりがないときは');
    for (const secret of [PASSWORD, NEXT_PASSWORD, ...browser.jar.values()]) expect(text).not.toContain(secret);
  });

  it('has the browser in our words, whatever it calls itself', async () => {
    const { browser } = await joinCity(console_, city);
    const calling = { 'user-agent': 'https://evil.example/ を開いてください' };
    await browser.call('POST', '/me/recovery-codes', undefined, calling);
    expect((await letters())[0]?.text).toContain('どこから: わからない端末');
    expect((await letters())[0]?.text).not.toContain('evil');
  });

  it('is stored with what it tells of, or neither is there', async () => {
    const { staffId } = await joinCity(console_, city);
    const browser = { ip: '127.0.0.1', userAgent: '' };
    const told = console_.database.db.withTenant(city.tenantId, async (scope) => {
      const news = { staffId, what: 'password-changed' } as const;
      await storeAccessLetter(scope, console_.tools, { news, browser, at: new Date() });
      throw new Error('and then it failed');
    });
    await expect(told).rejects.toThrow('and then it failed');
    expect(await letters()).toEqual([]);
  });
});

describe('a change to how somebody signs in', () => {
  it('of the authenticator, the recovery codes or the tokens is told', async () => {
    const { browser } = await joinCity(console_, city);
    const begun = await browser.call('POST', '/me/totp');
    const { secret } = z.object({ secret: z.string() }).parse(begun.json);
    expect((await browser.call('POST', '/me/totp/confirm', { code: await generate({ secret }) })).status).toBe(200);
    expect((await browser.call('POST', '/me/recovery-codes')).status).toBe(200);
    const token = { name: '連携', scopes: ['cases:read'] };
    expect((await browser.call('POST', '/api-tokens', token)).status).toBe(200);
    expect(await subjects()).toEqual([
      '認証アプリが変わりました',
      '回復コードが新しくなりました',
      'APIトークンが作られました',
    ]);
  });

  it('of passkeys is told', async () => {
    const { browser } = await joinCity(console_, city);
    const asked = await browser.call('POST', '/me/passkeys/options');
    const response = newAuthenticator().register(challengeOf(asked.json), handleOf(asked.json));
    expect((await browser.call('POST', '/me/passkeys', { response, label: '庁舎のPC' })).status).toBe(200);
    const [passkey] = await inCity<{ id: string }>('select id from staff_passkey');
    expect((await browser.call('DELETE', `/me/passkeys/${passkey?.id}`)).status).toBe(200);
    expect(await subjects()).toEqual(['パスキーが登録されました', 'パスキーが消されました']);
  });

  it('of a forgotten password is told', async () => {
    const { email } = await joinCity(console_, city);
    const reset = await console_.database.db.withTenant(city.tenantId, (db) => requestPasswordReset(db, email));
    const body = { token: reset?.ticket, password: NEXT_PASSWORD };
    expect((await newBrowser(console_).call('POST', '/password-reset/password', body)).status).toBe(200);
    expect(await subjects()).toEqual(['パスワードが設定しなおされました']);
  });
});

describe('what looks like somebody else', () => {
  it('wrong passwords that lock an account are told once, however often it is locked again', async () => {
    const { email } = await joinCity(console_, city);
    for (let tried = 0; tried < 7; tried += 1) {
      await enter(email, 'wrong');
      await unlock();
    }
    expect(await subjects()).toEqual(['サインインの間違いが続いています']);
    expect((await letters())[0]?.text).toContain('パスワードが5回続けて間違っていました');
  });

  it('wrong codes after the right password say that the password is known to somebody', async () => {
    const person = await joinCity(console_, city);
    for (let tried = 0; tried < 5; tried += 1) {
      await (await person.halfSignedIn()).call('POST', '/sign-in/code', { code: '000000' });
    }
    expect((await letters())[0]?.text).toContain('パスワードは正しく、確認コードが5回続けて間違っていました');
  });

  it('signing in after that is told, and after one slip it is not', async () => {
    const person = await joinCity(console_, city);
    const signIn = async (code: string | undefined) =>
      (await (await person.halfSignedIn()).call('POST', '/sign-in/code', { code })).status;
    await enter(person.email, 'wrong');
    expect(await signIn(await person.nextCode())).toBe(200);
    expect(await letters()).toEqual([]);
    for (let tried = 0; tried < 5; tried += 1) await enter(person.email, 'wrong');
    await unlock();
    expect(await signIn(person.recoveryCodes[0])).toBe(200);
    expect(await subjects()).toEqual([
      'サインインの間違いが続いています',
      '回復コードが使われました',
      '間違いが続いたあとに、サインインがありました',
    ]);
    expect((await letters())[1]?.text).toContain('残りは9個です');
  });

  it('a refresh token that is shown twice is told', async () => {
    const { browser } = await joinCity(console_, city);
    const thief = newBrowser(console_, '203.0.113.66');
    thief.jar.set('refresh', browser.jar.get('refresh') ?? '');
    await browser.call('POST', '/session/refresh');
    await inCity("update staff_session set refreshed_at = now() - interval '1 minute'");
    expect((await thief.call('POST', '/session/refresh')).status).toBe(401);
    const [letter] = await letters();
    expect(letter).toMatchObject({ subject: '【手のひら市役所】サインインを止めました' });
    expect(letter?.text).toContain('接続元 203.0.113.66');
  });
});
