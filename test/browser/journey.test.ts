// The whole way of a city, by the pages that people use: an operator brings it on board, its owner comes in with a passkey,
// a resident is answered, the city goes live, and its invoice is paid.
import { randomInt } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { joinByLink, openPersonsBrowser, type PersonsBrowser } from '../support/passkey-device.ts';
import { runCity } from '../support/run-city.ts';
import type { SandboxChannel } from '../support/sandbox-control.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { violationsOf } from '../support/violations.ts';
import { waitUntil } from '../support/wait-until.ts';

/** In the list of municipalities, by its number: the code of a place that no demo city stands for. */
const MUNICIPALITY = '332089';
const OWNER = `owner-${randomInt(1e9)}@city.example`;
const APPROVER = `approver-${randomInt(1e9)}@city.example`;

/** How long Stripe keeps an invoice as a draft, and a minute more. */
const DRAFT_MS = 61 * 60_000;

const invitationSchema = z.object({ link: z.string() });

describe.skipIf(!hasChromium)('a city, from nothing to a paid invoice', () => {
  const folder = makeDataDir();
  let demo: Demo;
  let origin: string;
  let browser: Browser;
  let operator: PersonsBrowser;
  let owner: PersonsBrowser;
  let channel: SandboxChannel;
  let tenantId: string;
  let phone: Page;
  let caseNumber: string;

  beforeAll(async () => {
    demo = await startDemo(folder.dataDir);
    // Passkeys are bound to the name by which browsers reach the console.
    origin = `http://localhost:${demo.env.CONSOLE_PORT}`;
    browser = await launchChromium();
    operator = await openPersonsBrowser(browser);
    owner = await openPersonsBrowser(browser);
    channel = await demo.sandbox.makeChannel('journey', 'みほん市');
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    folder.remove();
  });

  const expectAccessible = async (page: Page) => expect(await violationsOf(page)).toEqual([]);

  it('lets an operator in, who sees the platform and no city', async () => {
    const { page } = operator;
    const invited = await runCity(demo.env, 'operator', 'invite', 'taro@platform.example', '運営 太郎', '--json');
    await joinByLink(page, invitationSchema.parse(JSON.parse(invited.output)).link);
    await page.getByRole('heading', { level: 1, name: '市区町村' }).waitFor();
    expect(await page.title()).toBe('市区町村｜手のひら市役所 運営');
    const menu = await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link').allTextContents();
    expect(menu.slice(0, 4)).toEqual(['市区町村', '導入', 'カタログ', '料金']);
    await page.getByRole('row', { name: /みなと野市/ }).waitFor();
    await expectAccessible(page);
  });

  it('chooses the municipality by searching', async () => {
    const { page } = operator;
    await page.getByRole('link', { name: '市区町村を導入する' }).click();
    // The list that one comes from has a search of its own.
    await page.getByRole('heading', { level: 1, name: '市区町村を導入する' }).waitFor();
    await page.getByRole('searchbox').fill(MUNICIPALITY);
    await page.getByRole('button', { name: /^選ぶ/ }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: '導入を始める' }).click();
    await page.getByRole('progressbar').waitFor();
    tenantId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await expectAccessible(page);
  });

  it('invites two people, each with a letter', async () => {
    const { page } = operator;
    await page.getByLabel('名前').fill('管理 花子');
    await page.getByLabel('メールアドレス').fill(OWNER);
    await page.getByRole('button', { name: 'もうひとり加える' }).click();
    await page.getByLabel('名前').last().fill('承認 次郎');
    await page.getByLabel('メールアドレス').last().fill(APPROVER);
    await page.getByRole('button', { name: '招待のメールを送る' }).click();
    await page.getByText('最後に招待した人：管理者、承認者').waitFor();
    for (const address of [OWNER, APPROVER]) {
      await waitUntil('the letter is there', async () => (await demo.sandbox.mails(address)).length === 1);
    }
  });

  it('orders a plan, which is billed at once', async () => {
    const { page } = operator;
    await page.getByRole('combobox', { name: /料金プラン/ }).selectOption({ value: 'up-to-30000-year' });
    await page.getByRole('button', { name: 'この料金で契約を始める' }).click();
    await stepIsDone(page, '契約プラン');
  });

  it('is told what to do about a wrong secret and about a webhook that is switched off', async () => {
    const { page } = operator;
    await page.getByLabel('チャネルID').fill(channel.channelId);
    await page.getByLabel('チャネルシークレット').fill('0'.repeat(32));
    await page.getByRole('button', { name: 'LINEに確かめて、つなぐ' }).click();
    await page.getByText('2つをもう一度コピーしてください').first().waitFor();
    await demo.sandbox.patchChannel(channel.channelId, { webhookActive: false });
    await page.getByLabel('チャネルシークレット').fill(channel.channelSecret);
    await page.getByRole('button', { name: 'LINEに確かめて、つなぐ' }).click();
    await page.getByText('「Webhookの利用」をオンにしてください').first().waitFor();
    await expectAccessible(page);
  });

  it('takes up again where it was left, and finishes', async () => {
    const { page } = operator;
    await demo.sandbox.patchChannel(channel.channelId, { webhookActive: true });
    await page.goto(`${origin}/operator/cities/${tenantId}`);
    await page.getByText(/残っている手順：.*LINE公式アカウントをつなぐ/).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '導入の手順へ' }).click();
    await page.getByRole('button', { name: 'もう一度確かめる' }).click();
    await stepIsDone(page, 'LINE公式アカウントをつなぐ');
    await page.getByRole('button', { name: 'はじめの機能を入れる', exact: true }).click();
    await stepIsDone(page, 'はじめの機能を入れる');
    await page.getByRole('button', { name: 'リッチメニューを公開する', exact: true }).click();
    await page.getByText('運営の手順は、すべて済みました').waitFor();
    await expectAccessible(page);
  });

  it('brings the owner in by the letter, with a passkey, into a city that practises', async () => {
    const { page } = owner;
    const [letter] = await demo.sandbox.mails(OWNER);
    expect(letter?.text).toContain('管理 花子');
    await joinByLink(page, letter?.links[0] ?? '');
    await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
    await page.getByText('練習モード').first().waitFor();
  });

  it('lets the owner out, and in again by the passkey', async () => {
    const { page } = owner;
    await page.getByText('管理 花子', { exact: true }).click();
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await page.waitForURL(`${origin}/sign-in/${MUNICIPALITY}`);
    await page.getByRole('button', { name: 'パスキーでサインイン' }).click();
    await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
  });

  it('answers a resident on the phone, who reports a road', async () => {
    const { personId } = await demo.sandbox.makePerson('住田 みのり');
    phone = await browser.newPage({ viewport: { width: 700, height: 900 } });
    await phone.goto(`${demo.sandboxUrl}/?phone=${personId}~${channel.channelId}`);
    await phone.getByRole('button', { name: '追加', exact: true }).click();
    await phone.getByText('「手のひら市役所」です。').waitFor();
    const field = phone.getByPlaceholder('メッセージを入力');
    await field.fill('道路通報');
    await field.press('Enter');
    await phone.getByRole('button', { name: '街路灯・照明' }).click();
    await phone.getByRole('button', { name: '写真なし' }).click();
    await phone.getByRole('button', { name: '地図で送る' }).click();
    await phone.getByRole('button', { name: 'この位置を送る' }).click();
    await phone.getByText('どうなっていますか').last().waitFor();
    await phone.getByRole('button', { name: 'とくにない' }).click();
    await phone.getByRole('button', { name: '送信する' }).click();
    const said = await phone.getByText('受付番号：').last().textContent();
    caseNumber = /\d{2}-\d{5}/.exec(said ?? '')?.[0] ?? '';
    expect(caseNumber).not.toBe('');
  });

  it('refuses the owner what is another city’s', async () => {
    const answer = await owner.page.request.get(`${origin}/api/v1/operator/cities`);
    expect(answer.status()).toBe(403);
  });

  it('lets the owner switch on two features', async () => {
    const { page } = owner;
    for (const title of ['アンケート', '本人確認の登録']) {
      await openFromMenu(page, '機能', '機能');
      await page.getByRole('link', { name: title, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByRole('button', { name: 'この設定で使いはじめる' }).click();
      await page.getByText(`${title}を使えるようにしました。`).waitFor();
    }
    await expectAccessible(page);
  });

  it('lets the owner publish a rich menu, which the phone shows', async () => {
    const { page } = owner;
    await openFromMenu(page, 'リッチメニュー', 'リッチメニュー');
    await page.getByLabel('大きな1つと、3つ').check();
    await page
      .getByRole('button', { name: /^4番目のボタン/ })
      .first()
      .click();
    await page.getByLabel('押したときの動き').selectOption({ label: 'ホームページを開く' });
    await page.getByLabel('アドレス').fill('https://www.city.example/');
    await page.getByLabel('ラベル').fill('市のホームページ');
    await page.getByText('直すところはありません。').waitFor();
    await page.getByRole('button', { name: '下書きを保存する' }).click();
    await page.getByText('下書きを保存しました。').waitFor();
    await page.getByRole('button', { name: '住民に公開する' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '公開する', exact: true }).click();
    await page.getByText('公開しました。').waitFor();
    await expect.poll(() => phone.locator('.rich-menu > :not(img)').count(), { timeout: 10_000 }).toBe(4);
  });

  it('goes live, and says so to everybody', async () => {
    const { page } = owner;
    await openFromMenu(page, '設定', '設定');
    await page.getByRole('link', { name: '練習モード' }).first().click();
    await page.getByRole('heading', { level: 1, name: '練習モード' }).waitFor();
    await page.getByRole('button', { name: '本番に切りかえる' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('練習には戻せません').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '本番に切りかえる' }).click();
    await page.getByText('本番で動いています。').waitFor();
    await openFromMenu(page, 'ホーム', 'ホーム');
    expect(await page.getByText('練習モード').count()).toBe(0);
    await operator.page.goto(`${origin}/operator/cities/${tenantId}`);
    await operator.page.getByText('すべての手順が済んでいます。').waitFor();
  });

  it('answers the report, and the resident reads it', async () => {
    const { page } = owner;
    await page.getByRole('link', { name: /行き先の決まっていない受付/ }).click();
    await page.getByRole('link', { name: /街路灯・照明/ }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${caseNumber} `) }).waitFor();
    await page.getByLabel('返事の文章', { exact: true }).fill('あした直します。');
    await page.getByRole('button', { name: 'LINEで返事を送る' }).click();
    await page.getByText('返事を送りました。').waitFor();
    await phone.getByText('あした直します。').last().waitFor();
  });

  it('is paid by bank transfer, and the operator sees the invoice paid', async () => {
    const { page } = operator;
    const shows = (words: string) =>
      waitUntil(`the invoice is ${words}`, async () => {
        await page.reload();
        await page.getByText('次の請求（税込）').waitFor();
        return (await page.getByRole('cell', { name: words }).count()) === 1;
      });
    await demo.sandbox.advanceClock(DRAFT_MS);
    await shows('支払い待ち');
    const paidYen = await demo.sandbox.transferFor(OWNER);
    await shows('支払い済み');
    await expectAccessible(page);
    expect(paidYen).toBeGreaterThan(0);
    await openFromMenu(owner.page, '設定', '設定');
    await owner.page.getByRole('link', { name: '料金とお支払い' }).first().click();
    const invoice = owner.page.getByRole('table', { name: '請求書の一覧' }).getByRole('row').nth(1);
    await invoice.getByText('お支払い済み').waitFor();
    await invoice.getByText(`¥${paidYen.toLocaleString('ja-JP')}`).waitFor();
    await invoice.getByRole('button', { name: /領収書/ }).waitFor();
  });

  it('keeps a feature from every city, and gives it back', async () => {
    const { page } = operator;
    const say = async (text: string) => {
      const field = phone.getByPlaceholder('メッセージを入力');
      await field.fill(text);
      await field.press('Enter');
    };
    const decide = async (action: string, submit: string, reason: string) => {
      await page.getByRole('button', { name: action }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('理由').fill(reason);
      await expectAccessible(page);
      await dialog.getByRole('button', { name: submit, exact: true }).click();
    };
    await openFromMenu(page, 'カタログ', 'カタログ');
    await page.getByRole('link', { name: '道路の不具合通報' }).click();
    await page.getByText('直すところはありません。').waitFor();
    await expectAccessible(page);
    await decide('すべての市区町村で止める', '止める', '地図のずれを直しています。夕方に再開します。');
    await page.getByText('すべての市区町村で止めています').waitFor();
    await expectAccessible(page);

    await openFromMenu(owner.page, '機能', '機能');
    await owner.page.getByText('運営が停止中').waitFor();
    await owner.page.getByText('地図のずれを直しています。').waitFor();
    await expectAccessible(owner.page);
    await say('道路通報');
    await phone.getByText('わかりませんでした').last().waitFor();

    await decide('再開する', '再開する', '地図のずれが直りました。');
    await page.getByText('公開中').waitFor();
    await say('道路通報');
    await phone.getByRole('button', { name: '街路灯・照明' }).last().waitFor();
  });

  it('shows the catalog and the plans', async () => {
    const { page } = operator;
    for (const [item, cell] of [
      ['カタログ', '道路の不具合通報'],
      ['料金', '10,000人まで'],
    ] as const) {
      await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: item }).click();
      await page.getByRole('cell', { name: cell }).waitFor();
      await expectAccessible(page);
    }
  });

  it('shows the queues, and what is in them on a page that obeys its CSP', async () => {
    const { page } = operator;
    await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: 'キュー' }).click();
    await page.getByRole('cell', { name: 'メールを送る' }).waitFor();
    await expectAccessible(page);
    const address = await page.getByRole('link', { name: /ひとつずつの仕事を見る/ }).getAttribute('href');
    await page.goto(`${origin}${address}queue/mail-send`);
    // bull-board's own words: nothing can be done, only looked at.
    await page.getByRole('heading', { name: 'mail-send' }).first().waitFor();
    expect(await page.getByRole('button', { name: /追加|空に|一時停止|再試行/ }).count()).toBe(0);
  });

  it('logs no error in either browser', () => {
    expect([...operator.complaints, ...owner.complaints]).toEqual([]);
  });
});

/** As people find it: by the menu at the side. */
async function openFromMenu(page: Page, item: string, heading: string): Promise<void> {
  await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: item, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

async function stepIsDone(page: Page, title: string): Promise<void> {
  const step = page.getByRole('region', { name: title, exact: true });
  await step.getByText('済み', { exact: true }).waitFor();
}
