// Two residents report the same hole on their phones; somebody at the city hall finds it, answers it, makes one of both and
// closes it in a real Chromium, against the whole demo. Every page on the way is free of WCAG 2.2 A and AA violations, at a desk's width and a tablet's.
import { readFile } from 'node:fs/promises';
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
type AuditEntries = { items: { action: string; detail: { reason?: string; rows?: number } }[] };
type ListedCases = { items: { number: string; mergedInto: string | null; residentNumber: string }[] };
type ListedMessages = { items: { content: { kinds: string[] } }[] };

/** What a spreadsheet would run, and what would end its cell. */
const FORMULA = '=HYPERLINK("https://thief.example","くわしく見る")';
const FORMULA_DEPARTMENT = '=道路公園課';
const REPLY = 'お知らせありがとうございます。あす現地を確かめます。';
const NOTE = '応急の補修材は倉庫に2袋。';
const WISH = '本人から、登録を消すよう求められたため';
const COMMENT = '穴をふさぎました。ご協力ありがとうございました。';

describe.skipIf(!hasChromium)('the desk of a city hall in Chromium', () => {
  const folder = makeDataDir();
  const errors: string[] = [];
  let demo: Demo;
  let browser: Browser;
  let stage: DeskStage;
  let page: Page;
  let number: string;
  let duplicate: string;

  beforeAll(async () => {
    demo = await startDemo(folder.dataDir);
    browser = await launchChromium();
    stage = await openDeskStage(demo);
    await stage.api.post('/departments', { name: FORMULA_DEPARTMENT });
    await stage.api.post('/reply-templates', {
      ...{ featureKey: null, title: '現地を確かめます' },
      body: '受付番号 {number} の件、現地を確かめます。',
    });
    await reportRoad(stage.talk);
    page = await sitDown(browser, stage.consoleUrl, stage.editor, errors);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await demo?.interrupt();
    folder.remove();
  });

  const read = () => stage.api.get<Case>(`/cases/${number}`);
  const audited = (subject: string) => stage.api.get<AuditEntries>(`/audit?subject=${subject}`);
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const labelled = (label: string) => page.getByLabel(label, { exact: true });
  /** The words of what has the focus. */
  const focused = () => page.locator(':focus').textContent();
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
    await labelled('部署').selectOption({ label: FORMULA_DEPARTMENT });
    await press('自分を選ぶ');
    await press('担当を決める');
    await page.getByText('部署と担当を決めました。').waitFor();
    expect(await read()).toMatchObject({ department: { name: FORMULA_DEPARTMENT }, assignee: { name: '担当 さくら' } });
  });

  it('keeps what was typed where a colleague was faster, and sends it to the phone that it was shown on', async () => {
    const field = labelled('返事の文章');
    await labelled('ひな形').selectOption({ label: '現地を確かめます' });
    expect(await field.inputValue()).toBe(`受付番号 ${number} の件、現地を確かめます。`);
    await field.fill(REPLY);
    await page.getByRole('region', { name: '返事の見本' }).getByText(REPLY).waitFor();
    const { version, department } = await read();
    const departmentId = department?.departmentId ?? null;
    await stage.api.post(`/cases/${number}/assignment`, { departmentId, assigneeId: null, version });
    await press('LINEで返事を送る');
    await page.getByText('ほかの職員が、先にこの受付を変更しました').waitFor();
    expect(await field.inputValue()).toBe(REPLY);
    await press('最新の内容を読み込む');
    await expect.poll(() => labelled('担当').inputValue()).toBe('');
    await press('LINEで返事を送る');
    await page.getByText('返事を送りました。').waitFor();
    await stage.talk.hears(REPLY);
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('leaves a note that the phone never shows', async () => {
    await labelled('職員どうしのメモ').fill(NOTE);
    await press('メモを残す');
    await page.getByRole('list', { name: 'この受付の経過' }).getByText(NOTE).waitFor();
    expect((await read()).timeline.at(-1)).toMatchObject({ type: 'noted', body: NOTE, by: { name: '担当 さくら' } });
    expect(await barriersOn(page)).toEqual([]);
  });

  it('makes one of two reports, goes on with the older, and tells whoever sent the other', async () => {
    await reportRoad(stage.neighbour, { latitude: 34.0512, words: FORMULA });
    await page.getByRole('link', { name: '受付', exact: true }).first().click();
    await page
      .getByRole('link', { name: /道路の穴・ひび割れ/ })
      .first()
      .click();
    await page.getByText(FORMULA).waitFor();
    duplicate = /26-\d{5}/.exec(page.url())?.[0] ?? '';
    await demo.sandbox.setFaults([{ kind: 'api429Monthly', endpoint: 'push', count: 1 }]);
    await press('ほかの受付にまとめる');
    await press(new RegExp(`これにまとめる.*${number}`));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('元には戻せません').waitFor();
    expect(await focused()).toMatch(/にまとめます。$/);
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: `受付 ${number} にまとめる` }).dblclick();
    await heading(new RegExp(`^${number} `));
    await page.getByText('住民1人にお知らせします').waitFor();
    expect(await focused()).toMatch(new RegExp(`^${number} `));
    await page.getByRole('link', { name: duplicate }).waitFor();
    await page.getByText('同じ内容を知らせた方が、ほかに1人います').waitFor();
    const { items } = await stage.api.get<ListedCases>('/cases?status=merged');
    expect(items).toMatchObject([{ number: duplicate, mergedInto: number }]);
  });

  it('sends once more what LINE refused, and says what became of it', async () => {
    await page.getByRole('link', { name: 'ホーム', exact: true }).click();
    await page.getByRole('link', { name: '何が起きたかを見る' }).click();
    await heading('メッセージ');
    await page.getByText('今月に送れる通数を使い切りました。').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const resend = page.getByRole('button', { name: /^送り直す/ });
    await resend.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`まとめた受付：${number}`).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'やめる' }).click();
    expect(await focused()).toMatch(/^送り直す/);
    await resend.press('Enter');
    await dialog.getByRole('button', { name: '1通を送り直す' }).dblclick();
    await page.getByText('もう一度送ります。').waitFor();
    await page.getByRole('link', { name: '新しいほうの結果を見る' }).waitFor();
    expect(await focused()).toContain('送り直しました。');
    await stage.neighbour.hears('同じ内容の受付があるため');
    await page.getByRole('link', { name: '新しいほうの結果を見る' }).click();
    const again = page.getByRole('row', { name: /送り直したもの/ });
    await again.getByText('送信済み').waitFor();
    await expect.poll(() => again.count()).toBe(1);
    await again.getByRole('link', { name: `受付 ${number}` }).click();
  });

  it('closes it, and both residents read why', async () => {
    await press('対応状況を変える');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('対応済み').check();
    await dialog.getByLabel('住民へのひとこと').fill(COMMENT);
    await dialog.getByText('対応状況が「対応済み」になりました。').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: '変えて住民に知らせる' }).click();
    await page.getByText('住民2人にお知らせします').waitFor();
    await Promise.all([stage.talk, stage.neighbour].map(({ hears }) => hears(COMMENT)));
    expect(await read()).toMatchObject({ status: 'done' });
    expect(JSON.stringify(await stage.talk.entries())).not.toContain(NOTE);
  });

  it('says what was sent about it', async () => {
    await page.getByRole('link', { name: 'メッセージ', exact: true }).click();
    await heading('メッセージ');
    await labelled('何のため').selectOption({ label: '受付のお知らせ' });
    await expect.poll(() => page.getByRole('link', { name: `受付 ${number}` }).count()).toBe(5);
    await page.getByText('送信済み').last().waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('opens the resident by the number of the case, for a reason that stays', async () => {
    const { reporter } = await read();
    await page.getByRole('link', { name: '住民', exact: true }).click();
    await heading('住民');
    await labelled('受付番号').fill(number);
    await page.getByRole('button', { name: '条件を消す' }).waitFor();
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
    const { items } = await audited(`resident:${reporter.residentId}`);
    expect(items[0]).toMatchObject({
      ...{ action: 'resident.opened', detail: { reason: `受付 ${number} の問い合わせのため` } },
    });
  });

  it('hands the list out as a file that no spreadsheet runs, to whoever proves once more who they are', async () => {
    await page.getByRole('link', { name: '受付', exact: true }).first().click();
    await press(/^すべて 2件/);
    await press('CSVに書き出す');
    await page.getByText('いまの条件の受付（すべて）2件を').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await stage.expireProof(stage.editor);
    await page.getByRole('dialog').getByRole('button', { name: '書き出す' }).click();
    const proof = page.getByRole('dialog', { name: '本人の確認' });
    await proof.getByRole('button', { name: '回復コードを使う' }).click();
    await proof.getByLabel('回復コード').fill(stage.editor.recoveryCodes[0] ?? '');
    expect(await barriersOn(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      proof.getByRole('button', { name: 'コードで確かめる' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^受付一覧_\d{4}-\d\d-\d\d\.csv$/);
    const file = await readFile(await download.path(), 'utf8');
    expect(file.startsWith('\uFEFF"受付番号","受付日"')).toBe(true);
    const [, ...rows] = file.trimEnd().split('\r\n');
    expect(rows.map((row) => row.slice(1, 9))).toEqual([duplicate, number]);
    expect(rows[0]).toMatch(
      new RegExp(`"${number}","[^"]*くわしく:=HYPERLINK\\(""https://thief.example"",""くわしく見る""\\)"$`),
    );
    expect(rows[1]).toContain(`"'${FORMULA_DEPARTMENT}"`);
    expect(file).not.toMatch(/(^|,)"[=+@-]/m);
    const { items } = await audited('cases');
    expect(items).toMatchObject([{ action: 'case.exported', detail: { rows: 2 } }]);
  });

  it('deletes a registration for a reason that stays, and the city has forgotten what it said', async () => {
    const owners = await sitDown(browser, stage.consoleUrl, stage.owner, errors);
    await owners.getByRole('link', { name: '住民', exact: true }).click();
    await owners.getByLabel('受付番号', { exact: true }).fill(duplicate);
    await owners.getByRole('button', { name: '条件を消す' }).waitFor();
    const { residentId, number: residentNumber } = (await stage.api.get<Case>(`/cases/${duplicate}`)).reporter;
    await owners.getByRole('link', { name: residentNumber }).click();
    const dialog = owners.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /理由/ }).fill('本人からの電話に答えるため');
    await dialog.getByRole('button', { name: '履歴を開く' }).click();
    await owners.getByRole('button', { name: '登録を消す' }).click();
    await dialog.getByText('受付2件').waitFor();
    await dialog.getByRole('button', { name: '登録を消す' }).click();
    await dialog.getByText('5文字以上で書いてください').waitFor();
    expect(await barriersOn(owners)).toEqual([]);
    await dialog.getByRole('textbox', { name: /理由/ }).fill(WISH);
    await dialog.getByRole('button', { name: '登録を消す' }).dblclick();
    await owners.getByText(`住民 ${residentNumber} の登録を消しました`).waitFor();
    await owners.getByRole('combobox', { name: '種類' }).selectOption({ label: '登録を消した方' });
    await owners.getByRole('row', { name: new RegExp(`${residentNumber}.*登録を消しました`) }).waitFor();
    const { items } = await audited(`resident:${residentId}`);
    expect(items.map(({ action, detail: { reason } }) => [action, reason])).toEqual([
      ['resident.deleted', WISH],
      ['resident.opened', '本人からの電話に答えるため'],
    ]);
    const messages = await stage.api.get<ListedMessages>(`/messages?residentNumber=${residentNumber}`);
    expect(new Set(messages.items.map(({ content }) => content.kinds.length))).toEqual(new Set([0]));
    await owners.context().close();
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
