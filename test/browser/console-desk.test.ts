// A resident reports a road on the phone; somebody at the city hall finds it, answers it and closes it in a real Chromium,
// against the whole demo. Every page on the way is free of WCAG 2.2 A and AA violations, at a desk's width and a tablet's.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { barriersOn, type DeskStage, openDeskStage, reportRoad, sitDown } from './desk-stage.ts';

type Case = {
  number: string;
  version: number;
  status: string;
  reporter: { residentId: string; number: string };
  assignee: { name: string } | null;
  department: { departmentId: string; name: string } | null;
  timeline: { type: string; body: string | null; by: { name: string } }[];
};
type AuditEntries = { items: { action: string; detail: { reason?: string } }[] };

const REPLY = 'お知らせありがとうございます。あす現地を確かめます。';
const NOTE = '応急の補修材は倉庫に2袋。';
const COMMENT = '穴をふさぎました。ご協力ありがとうございました。';

describe.skipIf(!hasChromium)('the desk of a city hall in Chromium', () => {
  const folder = makeDataDir();
  const errors: string[] = [];
  let demo: Demo;
  let browser: Browser;
  let stage: DeskStage;
  let page: Page;
  let number: string;

  beforeAll(async () => {
    demo = await startDemo(folder.dataDir);
    browser = await launchChromium();
    stage = await openDeskStage(demo);
    await stage.owner.post('/departments', { name: '道路公園課' });
    await stage.owner.post('/reply-templates', {
      ...{ featureKey: null, title: '現地を確かめます' },
      body: '受付番号 {number} の件、現地を確かめます。',
    });
    await reportRoad(stage.talk);
    page = await sitDown(browser, stage, errors);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    folder.remove();
  });

  const read = () => stage.owner.get<Case>(`/cases/${number}`);
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const labelled = (label: string) => page.getByLabel(label, { exact: true });
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();

  it('finds the report from the first page', async () => {
    const waiting = page.getByRole('link', { name: /行き先の決まっていない受付/ });
    await waiting.getByText('1件').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await waiting.click();
    await heading('受付');
    await page.getByRole('link', { name: /道路の穴・ひび割れ/ }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('shows it on the map, with a list that works without one', async () => {
    await press('地図');
    await page.getByRole('list', { name: '地図に出ている受付' }).getByRole('link').waitFor();
    await page.getByText('背景の地図を読み込めません').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await press('一覧');
  });

  it('shows what was reported, with the photo as large as one wants it', async () => {
    await page.getByRole('link', { name: /道路の穴・ひび割れ/ }).click();
    await heading(/^26-\d{5} 道路の穴・ひび割れ$/);
    number = /26-\d{5}/.exec(page.url())?.[0] ?? '';
    await page.getByText('バス停の前の車道に、大きい穴があります').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await press(/写真1.*を大きく見る/);
    await page.getByRole('dialog').getByRole('img', { name: /写真1/ }).waitFor();
    await page.waitForFunction("document.querySelector('dialog[open] img').naturalWidth > 0");
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('takes it on', async () => {
    await labelled('部署').selectOption({ label: '道路公園課' });
    await press('自分を選ぶ');
    await press('担当を決める');
    await page.getByText('部署と担当を決めました。').waitFor();
    expect(await read()).toMatchObject({ department: { name: '道路公園課' }, assignee: { name: '担当 さくら' } });
  });

  it('keeps what was typed where a colleague was faster, and sends it to the phone that it was shown on', async () => {
    const field = labelled('返事の文章');
    await labelled('ひな形').selectOption({ label: '現地を確かめます' });
    expect(await field.inputValue()).toBe(`受付番号 ${number} の件、現地を確かめます。`);
    await field.fill(REPLY);
    await page.getByRole('region', { name: '返事の見本' }).getByText(REPLY).waitFor();
    const { version, department } = await read();
    const departmentId = department?.departmentId ?? null;
    await stage.owner.post(`/cases/${number}/assignment`, { departmentId, assigneeId: null, version });
    await press('LINEで返事を送る');
    await page.getByText('ほかの職員が、先にこの受付を変更しました').waitFor();
    expect(await field.inputValue()).toBe(REPLY);
    await press('最新の内容を読み込む');
    await expect.poll(() => labelled('担当').inputValue()).toBe('');
    await press('LINEで返事を送る');
    await page.getByText('返事を送りました').waitFor();
    await stage.talk.hears(REPLY);
    expect(await field.inputValue()).toBe('');
  });

  it('leaves a note that the phone never shows', async () => {
    await labelled('職員どうしのメモ').fill(NOTE);
    await press('メモを残す');
    await page.getByRole('list', { name: 'この受付の経過' }).getByText(NOTE).waitFor();
    expect((await read()).timeline.at(-1)).toMatchObject({ type: 'noted', body: NOTE, by: { name: '担当 さくら' } });
    expect(await barriersOn(page)).toEqual([]);
  });

  it('closes it, and the resident reads why', async () => {
    await press('対応状況を変える');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('対応済み').check();
    await dialog.getByLabel('住民へのひとこと').fill(COMMENT);
    await dialog.getByText('対応状況が「対応済み」になりました。').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: '変えて住民に知らせる' }).click();
    await page.getByText('住民1人にお知らせします').waitFor();
    await stage.talk.hears(COMMENT);
    expect(await read()).toMatchObject({ status: 'done' });
    expect(JSON.stringify(await stage.talk.entries())).not.toContain(NOTE);
  });

  it('says what was sent about it', async () => {
    await page.getByRole('link', { name: 'メッセージ', exact: true }).click();
    await heading('メッセージ');
    await labelled('何のため').selectOption({ label: '受付のお知らせ' });
    await expect.poll(() => page.getByRole('link', { name: `受付 ${number}` }).count()).toBe(2);
    await page.getByText('送信済み').last().waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('opens the resident by the number of the case, for a reason that stays', async () => {
    const { reporter } = await read();
    await page.getByRole('link', { name: '住民', exact: true }).click();
    await heading('住民');
    await labelled('受付番号').fill(number);
    await page.getByRole('link', { name: reporter.number }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('link', { name: reporter.number }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /理由/ }).fill('電話');
    await dialog.getByRole('button', { name: '履歴を開く' }).click();
    await dialog.getByText('5文字以上で書いてください').waitFor();
    await dialog.getByRole('textbox', { name: /理由/ }).fill(`受付 ${number} の問い合わせのため`);
    await dialog.getByRole('button', { name: '履歴を開く' }).click();
    await heading(`住民 ${reporter.number}`);
    await page.getByRole('link', { name: number }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const { items } = await stage.owner.get<AuditEntries>(`/audit?subject=resident:${reporter.residentId}`);
    expect(items[0]).toMatchObject({
      ...{ action: 'resident.opened', detail: { reason: `受付 ${number} の問い合わせのため` } },
    });
  });

  it('has templates of replies for whoever answers next', async () => {
    await page.goto(`${stage.consoleUrl}/cases/templates`);
    await heading('返事のひな形');
    await page.getByRole('heading', { name: '現地を確かめます' }).first().waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('went by without an error of the page', () => {
    expect(errors).toEqual([]);
  });
});
