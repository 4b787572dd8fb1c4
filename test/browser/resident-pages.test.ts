// Every page that residents see of identity and benefits, walked through in a real Chromium without scripts against the
// whole demo: free of WCAG 2.2 A and AA violations, and readable on the narrowest phone with letters twice as large.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { register, type StoryResident } from '../story/resident.ts';
import { overflowOf } from '../support/overflow.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { violationsOf } from '../support/violations.ts';
import { applyInChat, type BenefitStage, linkTo, openBenefitStage } from './benefit-stage.ts';

const NARROW = { width: 320, height: 640 };

describe.skipIf(!hasChromium)("residents' pages in Chromium", () => {
  const folder = makeDataDir();
  let demo: Demo;
  let browser: Browser;
  let stage: BenefitStage;
  let phone: BrowserContext;
  let glasses: Page;
  let resident: Record<'bank' | 'gift' | 'money' | 'cash' | 'own', StoryResident>;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(folder.dataDir), launchChromium()]);
    stage = await openBenefitStage(demo, 5);
    const [bank, gift, money, cash, own] = stage.told;
    if (!bank || !gift || !money || !cash || !own) throw new Error('five residents were asked for');
    resident = { bank, gift, money, cash, own };
    phone = await browser.newContext({ viewport: NARROW, javaScriptEnabled: false });
    glasses = await browser.newPage({ viewport: NARROW });
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    folder.remove();
  });

  async function open(url: string): Promise<Page> {
    const page = await phone.newPage();
    await page.goto(url);
    return page;
  }

  const openFrom = async (who: StoryResident, path: string) => open(await linkTo(who, path));
  const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();
  const follow = (page: Page, name: string) => page.getByRole('link', { name }).first().click();

  /** The page with that heading, looked at through another one in which scripts run: the page itself has none. */
  async function look(page: Page, heading: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await glasses.route('**/looked-at', async (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: await page.content() }),
    );
    await glasses.goto(`${stage.gatewayUrl}/looked-at`);
    await glasses.unroute('**/looked-at');
    const violations = await violationsOf(glasses);
    const scripts = await glasses.evaluate<number>('document.scripts.length');
    const overflow = await overflowOf(glasses);
    await glasses.evaluate(ENLARGE_LETTERS);
    const overflowWhenLarge = await overflowOf(glasses);
    expect({ heading, violations, scripts, overflow, overflowWhenLarge }).toEqual({
      ...{ heading, violations: [], scripts: 0, overflow: 0, overflowWhenLarge: 0 },
    });
  }

  it('registers: consent, the card, the result', async () => {
    const { stranger } = await stage.addStranger();
    await stranger.act({ type: 'follow' });
    await stranger.hears('手のひら市役所');
    await stranger.say('本人確認');
    await stranger.hears('/identity/');
    const page = await openFrom(stranger, '/identity/');
    await look(page, '本人確認の登録');
    await press(page, '同意して本人確認へ進む');
    await page.getByText('佐藤').first().click();
    await press(page, '認証する');
    await look(page, '登録ができました');
    await page.close();
  });

  it('says in a page what is wrong with an address', async () => {
    const page = await open(`${stage.gatewayUrl}/benefits/x/pages/x`);
    await look(page, 'お知らせ');
    await page.close();
  });

  it('takes an account of a bank', async () => {
    const { own } = resident;
    await own.tap('申し込みへ進む');
    await own.hears('ほかの口座で');
    await own.tap('ほかの口座で');
    await own.hears('口座を入力する');
    const page = await openFrom(own, '/benefits/');
    await look(page, '銀行の名前は');
    await page.getByLabel('銀行の名前').fill('ぬぬぬ');
    await press(page, 'さがす');
    await page.getByText('見つかりませんでした').waitFor();
    await look(page, '銀行の名前は');
    await page.getByLabel('銀行の名前').fill('みずほ');
    await press(page, 'さがす');
    await look(page, '銀行の名前は');
    await follow(page, 'みずほ銀行');
    await look(page, '支店の名前は');
    await page.getByLabel('支店の名前').fill('東京');
    await press(page, 'さがす');
    await look(page, '支店の名前は');
    await follow(page, '東京営業部');
    await look(page, '口座の番号と名前');
    await page.getByLabel('口座番号').fill('12');
    await page.getByLabel('口座の名義').fill('山田');
    await press(page, 'つぎへ');
    await page.getByRole('alert').waitFor();
    await look(page, '口座の番号と名前');
    await page.getByLabel('口座番号').fill('1234567');
    await page.getByLabel('口座の名義').fill('ヤマダ〃ハナコ');
    await press(page, 'つぎへ');
    await look(page, '内容を確かめてください');
    await page.close();
  });

  it('takes an account of ゆうちょ銀行 and says that it was received', async () => {
    const { own } = resident;
    await own.say('給付金');
    await own.hears('ほかの口座で');
    await own.tap('ほかの口座で');
    await own.hears('口座を入力する');
    const page = await openFrom(own, '/benefits/');
    await follow(page, 'ゆうちょ銀行');
    await look(page, '口座の番号と名前');
    await page.getByLabel('記号').fill('10530');
    await page.getByLabel('番号（8けたまで）').fill('12345671');
    await page.getByLabel('口座の名義').fill('ヤマダ ハナコ');
    await press(page, 'つぎへ');
    await look(page, '内容を確かめてください');
    await press(page, '申し込む');
    await look(page, '申し込みを受け付けました');
    await page.close();
  });

  it('takes free words of the survey', async () => {
    const { bank } = resident;
    await applyInChat(bank, '役所が知っている口座で');
    await bank.tap('アンケートに答える');
    await bank.hears('申し込みは簡単でしたか');
    await bank.tap('とても簡単だった');
    await bank.hears('どれくらい');
    await bank.tap('3分まで');
    await bank.hears('書いてくださるときは');
    await bank.tap('書く');
    await bank.hears('/forms/');
    const page = await openFrom(bank, '/forms/');
    await look(page, 'アンケート');
    await press(page, '送信する');
    await page.getByRole('alert').waitFor();
    await look(page, 'アンケート');
    await page.getByLabel('お答え').fill('とても助かりました');
    await press(page, '送信する');
    await look(page, '送信しました');
    await page.close();
  });

  it('shows the numbers of a gift, of e-money and for an ATM', async () => {
    const { gift, money, cash } = resident;
    await applyInChat(gift, 'デジタルギフト');
    await applyInChat(money, '電子マネー');
    await applyInChat(cash, 'ATMで現金を受け取る');
    await stage.approve();
    for (const [who, title] of [
      [gift, 'デジタルギフト'],
      [money, '電子マネー'],
      [cash, 'ATMで現金を受け取る'],
    ] as const) {
      await who.hears('受け取りの準備ができました');
      await who.tap('番号を見る');
      await who.hears('番号のページを開く');
      const page = await openFrom(who, '/benefits/');
      await page.getByText('お金と同じものです').waitFor();
      await look(page, title);
      await page.close();
    }
  });

  it('takes another way where the bank could not pay', async () => {
    const { bank } = resident;
    await stage.bringTransfersBack();
    await bank.hears('受け取り方を直す');
    await bank.tap('受け取り方を直す');
    await bank.hears('30分間');
    const page = await openFrom(bank, '/benefits/');
    await look(page, '受け取り方を直してください');
    await press(page, 'デジタルギフト');
    await look(page, '内容を確かめてください');
    await press(page, 'この内容で直す');
    await look(page, '受け取り方を直しました');
    await page.close();
  });

  it('leads from the letter to the application', async () => {
    const { stranger, letterCode } = await stage.addStranger();
    const [, tenantId = ''] = /\/benefits\/([^/]+)\//.exec(await linkTo(resident.bank, '/benefits/')) ?? [];
    const page = await open(`${stage.gatewayUrl}/benefits/${tenantId}/letter`);
    await look(page, '手紙の番号で申し込む');
    await page.getByLabel('手紙の番号').fill('ABC');
    await press(page, 'つぎへ');
    await page.getByRole('alert').waitFor();
    await look(page, '手紙の番号で申し込む');
    await page.getByLabel('手紙の番号').fill(letterCode);
    await press(page, 'つぎへ');
    await look(page, 'LINEで申し込めます');

    await register(demo.sandbox, stranger);
    await stranger.say('手紙');
    await stranger.hears('申し込みのページへ');
    await page.goto(await linkTo(stranger, '/benefits/'));
    await look(page, '手紙の番号を入力してください');
    await page.getByLabel('手紙の番号').fill(letterCode);
    await press(page, 'つぎへ');
    await look(page, 'どうやって受け取りますか');
    await press(page, '公金受取口座');
    await look(page, '内容を確かめてください');
    await page.close();
  });
});

/** Letters twice as large, as a phone's own setting makes them: the boxes around them stay as wide as they are. */
const ENLARGE_LETTERS = `(() => {
  const sizes = [...document.body.querySelectorAll('*')].map((element) => [element, getComputedStyle(element).fontSize]);
  for (const [element, size] of sizes) element.style.fontSize = 2 * Number.parseFloat(size) + 'px';
})()`;
