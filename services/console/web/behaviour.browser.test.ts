// What the application does by itself around every page: sessions, second proofs, lost networks, forms, focus.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium, resize, violationsIn, watch } from './testing/browser.ts';
import { buildApplication } from './testing/builds.ts';
import { type Answers, createFakeConsole, type FakeConsole, Refusal } from './testing/fake-api.ts';
import { ME, SAMPLE_CITY, STAFF } from './testing/sample-city.ts';
import { CASE_DETAIL, LISTED_CASES, LISTED_MESSAGES } from './testing/sample-desk.ts';
import { ONBOARDING, SAMPLE_PLATFORM } from './testing/sample-platform.ts';
import { BILLING, CITY, RICH_MENU, SCHEDULED_BILLING } from './testing/sample-settings.ts';

const NOT_SIGNED_IN = new Refusal(401, 'STAFF_NOT_SIGNED_IN', 'サインインが必要です。');
const STEP_UP = new Refusal(403, 'STAFF_STEP_UP_NEEDED', 'もう一度、本人であることを確かめてください。');

describe.skipIf(!hasChromium)('the console in Chromium', () => {
  let browser: Browser;
  let fake: FakeConsole;
  let page: Page;
  let url: string;
  beforeAll(async () => {
    buildApplication();
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    fake = await createFakeConsole(SAMPLE_CITY);
    // Passkeys belong to names, not to numbers.
    url = (await fake.server.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await watch(page);
  });
  afterEach(async () => {
    const violations = await violationsIn(page);
    await page.close();
    await fake.close();
    expect(violations).toEqual([]);
  });

  const asked = (key: string) => fake.received.filter((each) => each.key === key);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  describe('a session', () => {
    it('that has run out is renewed without a word, once for all calls at a time', async () => {
      let isFresh = false;
      const expired: Answers = {
        'GET /me': () => (isFresh ? ME : NOT_SIGNED_IN),
        'GET /staff': () => (isFresh ? STAFF : NOT_SIGNED_IN),
        'POST /session/refresh': () => {
          isFresh = true;
          return { next: 'done' };
        },
      };
      fake.answer(expired);
      await page.goto(`${url}/settings/staff`);
      await page.getByText('汐見 さくら', { exact: true }).waitFor();
      expect(asked('POST /session/refresh')).toHaveLength(1);
      expect(asked('POST /session/refresh')[0]?.headers).toMatchObject({ 'x-tenohira-request': '1' });
    });

    it('that cannot be renewed leads to the sign-in and from there back to where one was', async () => {
      let isSignedIn = false;
      fake.answer({
        'GET /me': () => (isSignedIn ? ME : NOT_SIGNED_IN),
        'POST /session/refresh': NOT_SIGNED_IN,
        'POST /sign-in/password': { next: 'code' },
        'POST /sign-in/code': () => {
          isSignedIn = true;
          return { next: 'done' };
        },
      });
      await page.goto(`${url}/settings/audit?subject=claim:1`);
      await heading('市区町村を選ぶ').waitFor();
      await page.getByRole('link', { name: 'みなとの市' }).click();
      await page.getByLabel('メールアドレス').fill('hanako@minatono.example');
      await page.getByLabel('パスワード').fill('とても長いことば');
      await page.getByRole('button', { name: '次へ' }).click();
      await page.getByLabel('確認コード').fill(' 123456 ');
      await page.getByRole('button', { name: 'サインイン', exact: true }).click();
      await heading('操作の記録').waitFor();
      expect(page.url()).toBe(`${url}/settings/audit?subject=claim:1`);
      expect(asked('POST /sign-in/password')[0]?.body).toEqual({
        ...{ city: 'minatono', email: 'hanako@minatono.example', password: 'とても長いことば' },
      });
      expect(asked('POST /sign-in/code')[0]?.body).toEqual({ code: '123456' });
    });

    it('is opened with a recovery code as well, for which there is a keyboard with letters', async () => {
      fake.answer({ 'POST /sign-in/password': { next: 'code' }, 'POST /sign-in/code': { next: 'done' } });
      await page.goto(`${url}/sign-in/minatono`);
      await page.getByLabel('メールアドレス').fill('a@b.example');
      await page.getByLabel('パスワード').fill('x');
      await page.getByRole('button', { name: '次へ' }).click();
      const digits = page.getByLabel('認証アプリの確認コード');
      expect(await keyboardOf(digits)).toEqual({ inputMode: 'numeric', autocomplete: 'one-time-code' });
      await page.getByRole('button', { name: '回復コードを使う' }).click();
      expect(await digits.count()).toBe(0);
      const recovery = page.getByLabel('回復コード');
      expect(await keyboardOf(recovery)).toEqual({ inputMode: '', autocomplete: 'off' });
      // The focus is there already.
      await page.keyboard.type('abcd-efgh');
      await page.getByRole('button', { name: 'サインイン', exact: true }).click();
      await heading('ホーム').waitFor();
      expect(asked('POST /sign-in/code')[0]?.body).toEqual({ code: 'abcd-efgh' });
    });

    it('never leads out of the console, whatever the address says', async () => {
      fake.answer({ 'POST /sign-in/password': { next: 'code' }, 'POST /sign-in/code': { next: 'done' } });
      await page.goto(`${url}/sign-in/minatono?from=${encodeURIComponent('//evil.example/')}`);
      await page.getByLabel('メールアドレス').fill('a@b.example');
      await page.getByLabel('パスワード').fill('x');
      await page.getByRole('button', { name: '次へ' }).click();
      await page.getByLabel('確認コード').fill('123456');
      await page.getByRole('button', { name: 'サインイン', exact: true }).click();
      await heading('ホーム').waitFor();
      expect(page.url()).toBe(`${url}/`);
    });

    it('says at the form what is wrong with a password, and asks for no new session', async () => {
      fake.answer({
        'POST /sign-in/password': new Refusal(401, 'STAFF_SIGN_IN_FAILED', 'メールアドレスかパスワードが違います。'),
      });
      await page.goto(`${url}/sign-in/minatono`);
      await page.getByLabel('メールアドレス').fill('a@b.example');
      await page.getByLabel('パスワード').fill('x');
      await page.getByRole('button', { name: '次へ' }).click();
      await page.getByRole('alert').getByText('メールアドレスかパスワードが違います。').waitFor();
      expect(asked('POST /session/refresh')).toEqual([]);
    });
  });

  describe('a passkey', () => {
    beforeEach(async () => {
      const session = await page.context().newCDPSession(page);
      await session.send('WebAuthn.enable');
      await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
          ...{ isUserVerified: true, automaticPresenceSimulation: true },
        },
      });
    });

    it('is registered from an invitation, whose token leaves the address bar, and opens the door', async () => {
      fake.answer({
        'POST /invitations/passkey/options': {
          options: {
            ...{ rp: { id: 'localhost', name: '手のひら市役所' }, challenge: 'AAAA', timeout: 60_000 },
            user: { id: 'AQID', name: 'sakura@minatono.example', displayName: '汐見 さくら' },
            pubKeyCredParams: [{ alg: -7, type: 'public-key' }],
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          },
        },
        'POST /invitations/passkey': { next: 'done' },
      });
      await page.goto(`${url}/invitation#018f.secret`);
      await heading('ようこそ、手のひら市役所へ').waitFor();
      expect(page.url()).toBe(`${url}/invitation`);
      await page.getByRole('button', { name: 'パスキーを登録する' }).click();
      await heading('ホーム').waitFor();
      expect(asked('POST /invitations/open')[0]?.body).toEqual({ token: '018f.secret' });
      expect(asked('POST /invitations/passkey')[0]?.body).toMatchObject({
        ...{ token: '018f.secret', label: expect.stringContaining('パスキー') },
        response: { type: 'public-key', response: { attestationObject: expect.any(String) } },
      });
    });
  });

  it('offers to sign out the other devices when a way to sign in has changed', async () => {
    fake.answer({ 'DELETE /me/passkeys/:passkeyId': { ok: true }, 'POST /sessions/end-others': { ok: true } });
    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: /^消す/ }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: '消す' }).click();
    const offer = page.getByRole('dialog', { name: 'ほかの端末のサインインも終わらせますか' });
    await offer.getByRole('button', { name: 'ほかの端末をサインアウトさせる' }).click();
    await page.getByText('ほかの端末をサインアウトさせました。').waitFor();
    expect(asked('POST /sessions/end-others')).toHaveLength(1);
  });

  describe('the password', () => {
    const dialog = (name: string) => page.getByRole('dialog', { name });

    it('is changed with the present one, and the other devices are signed out', async () => {
      fake.answer({ 'PUT /me/password': { ok: true } });
      await page.goto(`${url}/account`);
      await page.getByText('変えると、ほかの端末ではサインアウトします。').waitFor();
      await page.getByRole('button', { name: 'パスワードを変える' }).click();
      const form = dialog('パスワードを変える');
      await form.getByLabel('今のパスワード').fill('とても長いことば');
      await form.getByLabel('新しいパスワード').fill('もっと長いことば');
      await form.getByRole('button', { name: 'パスワードを変える' }).click();
      await page.getByText('パスワードを変えました。ほかの端末では、サインアウトしました。').waitFor();
      expect(asked('PUT /me/password')[0]?.body).toEqual({ present: 'とても長いことば', next: 'もっと長いことば' });
      await form.waitFor({ state: 'hidden' });
    });

    it('stays in the form when the present one is wrong', async () => {
      fake.answer({
        'PUT /me/password': new Refusal(400, 'STAFF_PASSWORD_WRONG', '今のパスワードが違います。'),
      });
      await page.goto(`${url}/account`);
      await page.getByRole('button', { name: 'パスワードを変える' }).click();
      const form = dialog('パスワードを変える');
      await form.getByLabel('今のパスワード').fill('ちがうことば');
      await form.getByLabel('新しいパスワード').fill('もっと長いことば');
      await form.getByRole('button', { name: 'パスワードを変える' }).click();
      await form.getByRole('alert').getByText('今のパスワードが違います。').waitFor();
      expect(await form.getByLabel('新しいパスワード').inputValue()).toBe('もっと長いことば');
    });

    it('is chosen by whoever has none, who came by passkey', async () => {
      fake.answer({ 'GET /me': { ...ME, hasPassword: false }, 'PUT /me/password': { ok: true } });
      await page.goto(`${url}/account`);
      await page.getByRole('button', { name: 'パスワードを決める' }).click();
      const form = dialog('パスワードを決める');
      await form.getByLabel('新しいパスワード').fill('とても長いことば');
      expect(await form.getByLabel('今のパスワード').count()).toBe(0);
      await form.getByRole('button', { name: 'パスワードを決める' }).click();
      await page.getByText('認証アプリがまだのときは、続けて登録してください。').waitFor();
      expect(asked('PUT /me/password')[0]?.body).toEqual({ next: 'とても長いことば' });
    });
  });

  it('leads through password, authenticator app and recovery codes', async () => {
    fake.answer({
      'POST /invitations/password': { totp: { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/x?secret=ABCD' } },
      'POST /invitations/totp': { recoveryCodes: ['aaaa-bbbb', 'cccc-dddd'] },
    });
    await page.goto(`${url}/invitation#x.y`);
    await page.getByRole('button', { name: 'パスワードを決める' }).click();
    await page.getByLabel('新しいパスワード').fill('とても長いことば');
    await page.getByRole('button', { name: '次へ' }).click();
    await page.getByRole('img', { name: '認証アプリで読み取る図' }).waitFor();
    await page.getByText('ABCD EFGH IJKL MNOP').waitFor();
    await page.getByLabel('確認コード').fill('123456');
    await page.getByRole('button', { name: '登録する' }).click();
    await page.getByText('cccc-dddd').waitFor();
    await page.getByRole('button', { name: '控えました' }).click();
    await heading('ホーム').waitFor();
  });

  describe('a second proof', () => {
    it('is asked for in a dialog, and the call repeated with the same key', async () => {
      let isProven = false;
      fake.answer({
        'POST /staff': () => (isProven ? { staffId: 'x' } : STEP_UP),
        'POST /step-up/code': () => {
          isProven = true;
          return { ok: true };
        },
      });
      await page.goto(`${url}/settings/staff`);
      await invite(page);
      const dialog = page.getByRole('dialog', { name: '本人の確認' });
      await dialog.getByLabel('認証アプリの確認コード').fill('123456');
      await dialog.getByRole('button', { name: 'コードで確かめる' }).click();
      await page.getByText('招待のメールを送りました。').waitFor();
      const keys = asked('POST /staff').map(({ headers }) => headers['idempotency-key']);
      expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0]]);
    });

    it('is a recovery code where the app is lost, and one may go back to the app', async () => {
      fake.answer({ 'POST /staff': STEP_UP, 'POST /step-up/code': { ok: true } });
      await page.goto(`${url}/settings/staff`);
      await invite(page);
      const dialog = page.getByRole('dialog', { name: '本人の確認' });
      await dialog.getByRole('button', { name: '回復コードを使う' }).click();
      await dialog.getByRole('button', { name: '認証アプリの確認コードを使う' }).click();
      await dialog.getByLabel('認証アプリの確認コード').waitFor();
      await dialog.getByRole('button', { name: '回復コードを使う' }).click();
      expect(await keyboardOf(dialog.getByLabel('回復コード'))).toEqual({ inputMode: '', autocomplete: 'off' });
      await dialog.getByLabel('回復コード').fill('abcd-efgh');
      await dialog.getByRole('button', { name: 'コードで確かめる' }).click();
      await expect.poll(() => asked('POST /step-up/code')).toMatchObject([{ body: { code: 'abcd-efgh' } }]);
    });

    it('that must be a passkey offers nothing else', async () => {
      fake.answer({
        'PUT /money-proof': new Refusal(403, 'STAFF_PASSKEY_NEEDED', 'パスキーでの本人の確認が必要です。'),
      });
      await page.goto(`${url}/settings/money-proof`);
      await page.getByLabel('承認・支払いにはパスキーを必須にする').check();
      await page.getByRole('button', { name: '本人確認を保存する' }).click();
      const dialog = page.getByRole('dialog', { name: '本人の確認' });
      await dialog.getByRole('button', { name: 'パスキーで確かめる' }).waitFor();
      expect(await dialog.getByLabel('認証アプリの確認コード').count()).toBe(0);
    });

    it('that is declined leaves the form as it was', async () => {
      fake.answer({ 'POST /staff': STEP_UP });
      await page.goto(`${url}/settings/staff`);
      await invite(page);
      const dialog = page.getByRole('dialog', { name: '本人の確認' });
      await dialog.getByRole('button', { name: '閉じる' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(await page.getByLabel('メールアドレス').inputValue()).toBe('new@minatono.example');
      expect(asked('POST /staff')).toHaveLength(1);
    });
  });

  describe('a form', () => {
    it('shows what the server does not take at the field, and the focus goes there', async () => {
      const problems = [{ field: 'body.email', message: 'このアドレスは、もう使われています。' }];
      fake.answer({ 'POST /staff': new Refusal(422, 'INPUT_INVALID', '入力に誤りがあります。', problems) });
      await page.goto(`${url}/settings/staff`);
      await invite(page);
      await page.getByText('このアドレスは、もう使われています。').waitFor();
      const email = page.getByLabel('メールアドレス');
      expect(await email.getAttribute('aria-invalid')).toBe('true');
      expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
    });

    it('says that the network was lost, and the second press is the same action', async () => {
      fake.answer({ 'POST /staff': { staffId: 'x' } });
      await page.goto(`${url}/settings/staff`);
      const keys: (string | undefined)[] = [];
      await page.route('**/api/v1/staff', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        keys.push(route.request().headers()['idempotency-key']);
        return keys.length === 1 ? route.abort() : route.continue();
      });
      await invite(page);
      await page.getByText('サーバーにつながりませんでした。').waitFor();
      await page.getByRole('button', { name: '招待のメールを送る' }).click();
      await page.getByText('招待のメールを送りました。').waitFor();
      expect(keys).toEqual([expect.any(String), keys[0]]);
    });
  });

  it('reads again by itself when the network comes back', async () => {
    let tries = 0;
    await page.route('**/api/v1/staff', (route) => {
      tries += 1;
      return tries < 3 ? route.abort() : route.continue();
    });
    await page.goto(`${url}/settings/staff`);
    await page.getByText('汐見 さくら', { exact: true }).waitFor();
    expect(tries).toBe(3);
  });

  it('says of a page whose code is gone since the console was renewed that it has to be read anew', async () => {
    await page.goto(`${url}/settings`);
    await heading('設定').waitFor();
    await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: '受付', exact: true }).click();
    await page.getByText('手のひら市役所が新しくなったか、通信が切れました').waitFor();
    await page.unroute('**/assets/*.js');
    await page.getByRole('button', { name: '画面を読み込み直す' }).click();
    await heading('受付').waitFor();
  });

  it('says that there is no network, until there is', async () => {
    await page.goto(`${url}/settings`);
    await heading('設定').waitFor();
    await page.context().setOffline(true);
    await page.getByText('ネットワークにつながっていません。').waitFor();
    await page.context().setOffline(false);
    await page.getByText('ネットワークにつながっていません。').waitFor({ state: 'hidden' });
  });

  it('says which browsers it is for where it does not begin', async () => {
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.goto(`${url}/`);
    await page.getByText('ブラウザーを新しくしてください').waitFor();
  });

  it('goes on page by page, and narrows by a link that can be sent', async () => {
    await page.goto(`${url}/settings/audit`);
    const rows = page.getByRole('row');
    await page.getByRole('button', { name: 'さらに表示' }).click();
    await expect.poll(() => rows.count()).toBe(101);
    await page.getByRole('button', { name: 'さらに表示' }).click();
    await expect.poll(() => rows.count()).toBe(121);
    expect(await page.getByRole('button', { name: 'さらに表示' }).count()).toBe(0);
    await page.getByRole('link', { name: /^申請/ }).first().click();
    await page.getByText('申請ひとつの記録だけを見ています').waitFor();
    expect(new URL(page.url()).searchParams.get('subject')).toMatch(/^claim:/);
    await expect.poll(() => rows.count()).toBe(2);
  });

  it.each(['/cases', '/cases?view=map'])('shows the photos of cases in small on %s', async (path) => {
    const photo = 'GET /cases/:caseNumber/photos/:objectId';
    fake.answer({
      'GET /cases': {
        ...{ items: LISTED_CASES.map((each) => ({ ...each, photos: 1, photoId: each.caseId })), next: null },
        counts: null,
      },
      [photo]: new Refusal(404, 'CASE_PHOTO_NOT_FOUND', '写真が見つかりません。'),
    });
    await page.goto(url + path);
    await page.getByText('写真を表示できません').first().waitFor({ state: 'attached' });
    expect(new Set(asked(photo).map(({ query }) => JSON.stringify(query)))).toEqual(
      new Set([JSON.stringify({ size: 'thumbnail' })]),
    );
  });

  it('says when another way of paying begins and what it costs, before it is decided, and takes it back', async () => {
    let current = BILLING;
    fake.answer({
      'GET /billing': () => current,
      'PUT /billing/interval': () => {
        current = SCHEDULED_BILLING;
        return current;
      },
      'DELETE /billing/interval': () => {
        current = BILLING;
        return current;
      },
    });
    await page.goto(`${url}/settings/billing`);
    await page.getByRole('button', { name: '月払いに切り替える' }).click();
    const dialog = page.getByRole('dialog', { name: '月払いに切り替える' });
    await dialog.getByText('2027年4月1日(木)から、月払いになります。').waitFor();
    await dialog.getByRole('row', { name: /合計/ }).getByText('121,000').waitFor();
    expect(asked('PUT /billing/interval')).toEqual([]);
    await dialog.getByRole('button', { name: '次の年度から月払いにする' }).click();
    await page.getByText('2027年4月1日(木)から、月払いに切り替わります').waitFor();
    expect(asked('PUT /billing/interval').map(({ body }) => body)).toEqual([{ interval: 'month' }]);
    await expect.poll(() => page.getByRole('button', { name: '月払いに切り替える' }).count()).toBe(0);
    await page.getByRole('button', { name: '切り替えを取りやめる' }).click();
    await page.getByRole('button', { name: '月払いに切り替える' }).waitFor();
    expect(asked('DELETE /billing/interval')).toHaveLength(1);
  });

  it('keeps no secret of a channel in the page once it is connected, and asks whose account it is', async () => {
    const { tenantId, health } = ONBOARDING;
    if (!health.channel) throw new Error('the sample has no channel');
    const ofAnother = {
      ...ONBOARDING,
      health: { ...health, channel: { ...health.channel, displayName: 'やまびこ村' } },
    };
    fake.answer({
      ...SAMPLE_PLATFORM,
      'GET /operator/cities/:tenantId': ofAnother,
      'POST /operator/cities/:tenantId/channel': ofAnother,
    });
    await page.goto(`${url}/operator/onboarding/${tenantId}`);
    const secret = page.getByLabel('チャネルシークレット');
    await secret.fill('0123456789abcdef0123456789abcdef');
    await page.getByRole('button', { name: 'LINEに確かめて、つなぐ' }).click();
    await page.getByText('LINE公式アカウントをつなぎ、Webhookを試しました。').waitFor();
    await expect.poll(() => secret.inputValue()).toBe('');
    await page.getByText('つながっているのは「やまびこ村」です').waitFor();
  });

  it('verifies the record, and says what came of it', async () => {
    await page.goto(`${url}/settings/audit`);
    await page.getByRole('button', { name: '書き換えがないか確かめる' }).click();
    await page.getByRole('alert').getByText('書き換えはありません').waitFor();
  });

  it('hides what the role does not open, and says so to who comes by its address', async () => {
    fake.answer({
      'GET /me': { ...ME, role: 'viewer', permissions: ['read'] },
    });
    await page.goto(`${url}/settings`);
    await page.getByRole('link', { name: '操作の記録' }).waitFor();
    expect(await page.getByRole('link', { name: '職員' }).count()).toBe(0);
    await page.goto(`${url}/settings/staff`);
    await heading('このページを開く権限がありません').waitFor();
    expect(asked('GET /staff')).toEqual([]);
  });

  it('puts the focus on the heading of the next page, and names the page in the tab', async () => {
    await page.goto(`${url}/settings`);
    await page.getByRole('link', { name: '操作の記録' }).click();
    await heading('操作の記録').waitFor();
    expect(await heading('操作の記録').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.title()).toBe('操作の記録｜手のひら市役所');
  });

  it('gives the focus back where a dialog was opened', async () => {
    await page.goto(`${url}/messages`);
    const opener = page.getByRole('button', { name: /^送り直す/ });
    await opener.click();
    await page.getByRole('dialog').getByRole('button', { name: 'やめる' }).click();
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('goes where one pressed, also before what was typed has narrowed the list', async () => {
    const { promise: isLoaded, resolve: load } = Promise.withResolvers<void>();
    await page.route('**/assets/resident-page*', async (route) => {
      await isLoaded;
      await route.continue();
    });
    await page.clock.install();
    await page.goto(`${url}/residents`);
    await page.getByLabel('受付番号').fill('26-00108');
    await page.getByRole('link', { name: '7KQ2-M9XD' }).click();
    await page.clock.runFor(1_000);
    load();
    await heading('住民の履歴').waitFor();
  });

  it('keeps the focus on the row whose button has gone with what it did', async () => {
    fake.answer({
      'POST /messages/:messageId/resend': () => {
        const items = LISTED_MESSAGES.map((each) =>
          each.resend === 'possible' ? { ...each, resend: 'resent' as const } : each,
        );
        fake.answer({ 'GET /messages': { items, next: null } });
        return { messageId: 'x' };
      },
    });
    await page.goto(`${url}/messages`);
    await page.getByRole('button', { name: /^送り直す/ }).press('Enter');
    await page.getByRole('button', { name: '1通を送り直す' }).press('Enter');
    await page.getByText('新しいほうの結果を見る').waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toContain('送り直しました。');
  });

  it.each([1280, 1024])('covers nothing that can be pressed with a toast, %s pixels wide', async (width) => {
    fake.answer({ 'PUT /rich-menu': { problems: [{ field: 'areas.0.label', message: '' }], warnings: [] } });
    await resize(page, { width, height: 768 });
    await page.goto(`${url}/rich-menu`);
    await page.getByLabel('はじめから開いておく').uncheck();
    await page.getByRole('button', { name: '下書きを保存する' }).click();
    await page.getByText('直すところが1個あります。').waitFor();
    expect(await coveredByToasts(page)).toEqual([]);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    expect(await coveredByToasts(page)).toEqual([]);
  });

  describe('what a colleague has saved meanwhile', () => {
    const LATER = '2026-11-27T06:05:00.000Z';
    const overtaken = (code: string) => new Refusal(409, code, 'ほかの職員が先に保存したため、保存しませんでした。');

    it('is not written over by a draft of the rich menu, which stays until the newest is asked for', async () => {
      const drawn = { ...RICH_MENU.draft.design, chatBarText: '太郎の帯' };
      fake.answer({
        'PUT /rich-menu': () => {
          fake.answer({
            'GET /rich-menu': {
              ...RICH_MENU,
              draft: { ...RICH_MENU.draft, design: drawn, updatedAt: LATER, updatedBy: '入江 太郎' },
            },
          });
          return overtaken('RICH_MENU_DRAFT_OVERTAKEN');
        },
      });
      await page.goto(`${url}/rich-menu`);
      const bar = page.getByLabel('帯の文字');
      await bar.fill('花子の帯');
      await page.getByRole('button', { name: '下書きを保存する' }).click();
      await page.getByRole('alert').getByText('入江 太郎が、2026/11/27 15:05に保存しました。').waitFor();
      await expect.poll(() => bar.inputValue()).toBe('花子の帯');
      await page.getByRole('button', { name: 'いまの内容を読み込む' }).click();
      await expect.poll(() => bar.inputValue()).toBe('太郎の帯');
      await expect.poll(() => page.locator(':focus').textContent()).toBe('リッチメニュー');
      fake.answer({ 'PUT /rich-menu': { problems: [], warnings: [] } });
      for (const text of ['ふたりの帯', 'さらに']) {
        await bar.fill(text);
        await page.getByRole('button', { name: '下書きを保存する' }).click();
        await page.getByText('下書きは保存されています。').waitFor();
      }
      expect(asked('PUT /rich-menu').map(({ body }) => body)).toMatchObject([
        { seen: RICH_MENU.draft.design, design: { chatBarText: '花子の帯' } },
        { seen: drawn, design: { chatBarText: 'ふたりの帯' } },
        { seen: { chatBarText: 'ふたりの帯' }, design: { chatBarText: 'さらに' } },
      ]);
    });

    it('is not written over by settings of the city, which stay until the newest are asked for', async () => {
      const settings = { ...CITY.settings, messageRetentionDays: 60 };
      fake.answer({
        'PUT /city/settings': () => {
          fake.answer({ 'GET /city': { ...CITY, settings, updatedAt: LATER, updatedBy: null } });
          return overtaken('CATALOG_CITY_SETTINGS_OVERTAKEN');
        },
      });
      await page.goto(`${url}/settings/city`);
      const days = page.getByLabel('やりとりの保存日数');
      await days.fill('30');
      await page.getByRole('button', { name: '設定を保存する' }).click();
      await page.getByRole('alert').getByText('ほかの職員が、2026/11/27 15:05に保存しました。').waitFor();
      await expect.poll(() => days.inputValue()).toBe('30');
      await page.getByRole('button', { name: 'いまの内容を読み込む' }).click();
      await expect.poll(() => days.inputValue()).toBe('60');
      const saved = { ...settings, messageRetentionDays: 45 };
      fake.answer({ 'PUT /city/settings': { settings: saved } });
      for (const text of ['45', '50']) {
        await days.fill(text);
        await page.getByRole('button', { name: '設定を保存する' }).click();
        await expect
          .poll(() => asked('PUT /city/settings').at(-1)?.body)
          .toMatchObject({
            settings: { messageRetentionDays: Number(text) },
          });
        await page.getByText('設定を保存しました。').waitFor();
      }
      expect(asked('PUT /city/settings').map(({ body }) => body)).toMatchObject([
        { seen: CITY.settings },
        { seen: settings },
        { seen: saved },
      ]);
    });
  });

  it('takes a double click for one press', async () => {
    fake.answer({ 'POST /messages/:messageId/resend': { messageId: 'x' } });
    await page.goto(`${url}/messages`);
    await page.getByRole('button', { name: /^送り直す/ }).click();
    await page.getByRole('button', { name: '1通を送り直す' }).dblclick();
    await page.getByText('もう一度送ります。').waitFor();
    expect(asked('POST /messages/:messageId/resend')).toHaveLength(1);
  });

  it('shows what becomes of a message that is being sent', async () => {
    const sentOnes = LISTED_MESSAGES.filter(({ status }) => status === 'sent');
    const waiting = sentOnes.map((message) => ({ ...message, status: 'pending' as const, statusText: '送信待ち' }));
    fake.answer({ 'GET /messages': { items: waiting, next: null } });
    await page.goto(`${url}/messages`);
    const table = page.getByRole('table', { name: '送ったもの、新しいものから' });
    await table.getByText('送信待ち').first().waitFor();
    fake.answer({ 'GET /messages': { items: sentOnes, next: null } });
    await table.getByText('送信済み').first().waitFor();
  });

  it('shows on the page of a case what becomes of a reply that is being sent, and keeps what is typed', async () => {
    const waits = { status: 'sending', text: '送信中' } as const;
    const timeline = CASE_DETAIL.timeline.map((entry) =>
      entry.delivery === null ? entry : { ...entry, delivery: waits },
    );
    fake.answer({ 'GET /cases/:caseNumber': { ...CASE_DETAIL, timeline } });
    await page.goto(`${url}/cases/${CASE_DETAIL.number}`);
    await page.getByText('LINE：送信中').waitFor();
    await page.getByLabel('返事の文章').fill('つづきです');
    fake.answer({ 'GET /cases/:caseNumber': CASE_DETAIL });
    await page.getByText('LINE：送信済み').waitFor();
    await expect.poll(() => page.getByLabel('返事の文章').inputValue()).toBe('つづきです');
  });

  it('lets the keyboard skip to the content', async () => {
    await page.goto(`${url}/settings`);
    await heading('設定').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('本文へ移動');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    // The first that can be reached in the content, whichever setting that is.
    expect(await page.evaluate(() => document.activeElement === document.querySelector('#content a'))).toBe(true);
  });

  it('signs out', async () => {
    fake.answer({ 'POST /session/end': { ok: true } });
    await page.goto(`${url}/`);
    await page.evaluate(() => localStorage.clear());
    await page.getByText('アカウントのメニュー').click({ force: true });
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await heading('サインイン').waitFor();
    expect(page.url()).toBe(`${url}/sign-in/minatono`);
    expect(asked('POST /session/end')).toHaveLength(1);
    // The city is known again, although signing out has emptied the browser's storage.
    await expect.poll(() => page.evaluate(() => localStorage.getItem('tenohira.city'))).toContain('みなとの市');
  });
});

/** Buttons and links of the page that lie below a toast. */
function coveredByToasts(page: Page): Promise<(string | null)[]> {
  return page.evaluate(() => {
    const toasts = [...document.querySelectorAll('[role=log] > *')].map((toast) => toast.getBoundingClientRect());
    return [...document.querySelectorAll('main a, main button, header a, header summary')]
      .filter((each) => {
        const { top, right, bottom, left } = each.getBoundingClientRect();
        return toasts.some((it) => top < it.bottom && it.top < bottom && left < it.right && it.left < right);
      })
      .map(({ textContent }) => textContent);
  });
}

/** What a phone decides by which keys it shows and what it offers to fill in. */
function keyboardOf(field: Locator) {
  return field.evaluate((element) =>
    element instanceof HTMLInputElement
      ? { inputMode: element.inputMode, autocomplete: element.autocomplete }
      : undefined,
  );
}

async function invite(page: Page): Promise<void> {
  await page.getByRole('button', { name: '職員を招待する' }).click();
  await page.getByLabel('名前').fill('新しい 人');
  await page.getByLabel('メールアドレス').fill('new@minatono.example');
  await page.getByRole('button', { name: '招待のメールを送る' }).click();
}
