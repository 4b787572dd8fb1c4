// A person opens the phone page of the running demo in a real Chromium and taps.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';

describe.skipIf(!hasChromium)('the demo in Chromium', () => {
  const folder = makeDataDir();
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  let first: Locator;
  let second: Locator;
  const complaints: string[] = [];

  beforeAll(async () => {
    demo = await startDemo(folder.dataDir);
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(demo.sandboxUrl);
    const phones = page.getByRole('region').filter({ hasText: '追加' });
    await phones.nth(1).waitFor();
    first = page.getByRole('region').nth(0);
    second = page.getByRole('region').nth(1);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    folder.remove();
  });

  it('greets a new friend in the name of the city', async () => {
    await first.getByRole('button', { name: '追加', exact: true }).click();
    await first.getByText('みなと野市の「手のひら市役所」です。').waitFor();
  });

  it('leads to the collection days in a few taps', async () => {
    await first.getByRole('button', { name: 'ごみの収集・分別' }).last().click();
    await first.getByText('お住まいの町名はどちらですか').last().waitFor();
    await send(first, '汐見');
    await first
      .getByRole('button', { name: /^汐見町1/ })
      .first()
      .click();
    await first.getByText('今日と明日の収集').last().waitFor();
  });

  it('takes a report with a photo and a place from the quick replies', async () => {
    await send(first, '道路通報');
    await first.getByRole('button', { name: '街路灯・照明' }).click();
    await first.getByRole('button', { name: '写真なし' }).click();
    await first.getByText('場所はどこですか').last().waitFor();
    await first.getByRole('button', { name: '地図で送る' }).click();
    await first.getByRole('button', { name: 'この位置を送る' }).click();
    await first.getByText('どうなっていますか').last().waitFor();
    await first.getByRole('button', { name: 'とくにない' }).click();
    await first.getByRole('button', { name: '送信する' }).click();
    await first.getByText('受付番号：').last().waitFor();
  });

  it('answers on the second phone from the second city', async () => {
    await second.getByRole('button', { name: '追加', exact: true }).click();
    await second.getByText('雪見沢町の公式LINEへようこそ').waitFor();
    expect(await second.getByText('みなと野市').count()).toBe(0);
  });

  it('logs no error in the browser', () => {
    expect(complaints).toEqual([]);
  });
});

async function send(phone: Locator, text: string): Promise<void> {
  const field = phone.getByPlaceholder('メッセージを入力');
  await field.fill(text);
  await field.press('Enter');
}
