// What an owner sets for the city, at the console's pages in a real Chromium against the whole demo: features, the rich menu,
// garbage, settings. What the pages say is held against the API and the sandbox's phone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { atWidth, overflowOf } from '../support/overflow.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { type CityOwner, openCityOwner, violationsIn } from './city-owner.ts';

const TABLET = 820;
const GARBAGE = join(import.meta.dirname, '../../prisma/seed/garbage/minatono');

describe.skipIf(!hasChromium)('an owner sets up the city', () => {
  const folder = makeDataDir();
  let demo: Demo;
  let browser: Browser;
  let owner: CityOwner;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(folder.dataDir), launchChromium()]);
    owner = await openCityOwner(demo, browser, 'minatono');
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    folder.remove();
  });

  const button = (name: string | RegExp) => owner.page.getByRole('button', { name });
  const dialog = () => owner.page.getByRole('dialog');
  const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  /** A button of a list says to those who listen of what it is. */
  const of = (words: string, what: string) => new RegExp(`^${words}\\s*：${what}$`);
  const sees = (text: string | RegExp) => owner.page.getByText(text).first().waitFor();
  const phone = () => owner.page.getByRole('region', { name: 'みなと野市のLINEの見本' });

  async function isFitForAll(): Promise<void> {
    expect(await violationsIn(owner.page)).toEqual([]);
    expect(await atWidth(owner.page, TABLET, overflowOf)).toBe(0);
  }

  type Card = { key: string; on: boolean };
  const features = async () => ((await owner.ask('/features')) as { features: Card[] }).features;
  const featuresOn = async () => (await features()).filter(({ on }) => on).map(({ key }) => key);

  it('stops two features and begins them again', async () => {
    await owner.open('/features', '機能');
    await sees('使っている機能');
    await isFitForAll();
    const before = await featuresOn();
    for (const title of ['アンケート', '道路の不具合通報']) {
      await button(of('止める', title)).click();
      await sees('すぐに住民のメニューから1つ減り');
      await confirm('機能を止める');
      await sees(`${title}を止めました。`);
      await owner.page.getByRole('link', { name: of('設定', title) }).waitFor({ state: 'detached' });
    }
    await isFitForAll();
    expect(await featuresOn()).toEqual(before.filter((key) => !['survey', 'road-damage-report'].includes(key)));

    for (const title of ['道路の不具合通報', 'アンケート']) {
      await owner.page.getByRole('link', { name: title, exact: true }).click();
      await owner.page.getByRole('heading', { level: 1, name: title }).waitFor();
      await button('この設定で使いはじめる').click();
      await sees(`${title}を使えるようにしました。`);
      await button('機能を止める').waitFor();
      await owner.page.getByRole('navigation', { name: '現在位置' }).getByRole('link', { name: '機能' }).click();
    }
    expect((await featuresOn()).toSorted()).toEqual(before.toSorted());
  });

  it('moves a feature up with the keyboard alone', async () => {
    await owner.open('/features', '機能');
    const place = (await featuresOn()).indexOf('benefit-application');
    await button('給付金を上へ').focus();
    await owner.page.keyboard.press('Enter');
    await sees(`給付金を${place}番目にしました。`);
    expect((await featuresOn()).indexOf('benefit-application')).toBe(place - 1);
  });

  it('sees a setting on the phone before it is saved', async () => {
    await owner.open('/features/road-damage-report', '道路の不具合通報');
    await phone().waitFor();
    await isFitForAll();
    await owner.page.getByLabel('緊急の電話番号').fill('土木課 000-000-1111');
    await phone().getByText('土木課 000-000-1111').first().waitFor();
    await sees('左の設定での見え方です。まだ保存されていません。');
    const saved = async () => JSON.stringify(await owner.ask('/features/road-damage-report'));
    expect(await saved()).not.toContain('土木課 000-000-1111');
    await owner.page.getByLabel('職員だけ').check();
    await button('設定を保存する').click();
    await sees('設定を保存しました。');
    expect(await saved()).toContain('土木課 000-000-1111');
    expect(await owner.ask('/features/road-damage-report')).toMatchObject({ audience: { key: 'staff' } });
  });

  it('publishes a rich menu, which the phone of a resident shows', async () => {
    await owner.open('/rich-menu', 'リッチメニュー');
    await sees('公開する前に');
    await isFitForAll();
    await owner.page.getByLabel('大きな1つと、3つ').check();
    await owner.page.getByLabel('森', { exact: true }).check();
    await button(/^4番目のボタン/)
      .first()
      .click();
    await owner.page.getByLabel('押したときの動き').selectOption({ label: 'ホームページを開く' });
    await owner.page.getByLabel('アドレス').fill('http://city.example');
    await sees('直すところが1個あります');
    expect(await button('住民に公開する').isDisabled()).toBe(true);
    await isFitForAll();
    await owner.page.getByLabel('アドレス').fill('https://www.city.example/');
    await owner.page.getByLabel('ラベル').fill('市のホームページ');
    await sees('直すところはありません。');
    await button('下書きを保存する').click();
    await sees('下書きを保存しました。');
    await button('住民に公開する').click();
    await sees('ボタン4個のメニューが');
    await confirm('公開する');
    await sees('公開しました。');

    const { published } = (await owner.ask('/rich-menu')) as { published: object };
    expect(published).toMatchObject({ design: { layout: 'one-and-three', theme: 'forest' } });
    const resident = await browser.newPage();
    await resident.goto(demo.sandboxUrl);
    const first = resident.getByRole('region').first();
    await first.getByRole('button', { name: '追加', exact: true }).click();
    await first
      .getByRole('link', { name: '市のホームページ' })
      .or(first.getByRole('button', { name: '市のホームページ' }))
      .first()
      .waitFor();
    await resident.close();
  });

  it('goes back to the menu that was there before', async () => {
    await owner.open('/rich-menu', 'リッチメニュー');
    await button('戻す').first().click();
    await confirm('このメニューに戻す');
    await sees('前のメニューに戻しました。');
    const { published } = (await owner.ask('/rich-menu')) as { published: object };
    expect(published).toMatchObject({ design: { layout: 'six' } });
  });

  const garbageFiles = (areaDays: (text: string) => string) =>
    readdirSync(GARBAGE).map((name) => {
      const text = readFileSync(join(GARBAGE, name), 'utf8');
      return { name, mimeType: 'text/csv', buffer: Buffer.from(name === 'area_days.csv' ? areaDays(text) : text) };
    });

  it('is told where a garbage file is wrong, sees what the right one changes, and puts it in force', async () => {
    await owner.open('/garbage', 'ごみ収集');
    await sees('地区のカレンダー');
    await owner.page.getByRole('table').getByText('燃やすごみ').first().waitFor();
    await isFitForAll();
    await owner.page.getByRole('link', { name: 'カレンダーを取り込む' }).click();
    const drop = owner.page.getByLabel('CSVファイルを選ぶ');
    await drop.setInputFiles(garbageFiles((text) => text.replace('月 木', '月9 木')));
    await sees('直すところが1個あります');
    const problem = owner.page.getByRole('table', { name: 'ファイルの直すところ' }).getByRole('row').nth(1);
    expect(await problem.textContent()).toMatch(/^area_days\.csv2燃やすごみ/);
    await isFitForAll();

    await drop.setInputFiles(garbageFiles((text) => text.replace('月 木', '火 金')));
    await sees('いまとの違い');
    await sees(/汐見町1〜3丁目/);
    await isFitForAll();
    await button('この内容で案内をはじめる').click();
    await sees('12地区、159品の案内に、すぐ変わります。');
    await confirm('案内をはじめる');
    await sees('新しいカレンダーで案内をはじめました。');
    const { inForce } = (await owner.ask('/garbage')) as { inForce: { areas: { key: string; name: string }[] } };
    const key = inForce.areas.find(({ name }) => name === '汐見町1〜3丁目')?.key;
    // A Tuesday.
    const calendar = await owner.ask(`/garbage/areas/${key}/calendar?from=2027-02-02&to=2027-02-02`);
    expect(calendar).toMatchObject({
      days: [{ collections: expect.arrayContaining([{ categoryLabel: '燃やすごみ', remarks: [] }]) }],
    });
  });

  it('adds a department, puts somebody in it, and makes it answer for a feature', async () => {
    await owner.open('/settings/departments', '部署');
    await button('部署を加える').first().click();
    await dialog().getByLabel('名前').fill('土木課');
    await isFitForAll();
    await confirm('部署を加える');
    await owner.page.getByRole('cell', { name: '土木課', exact: true }).waitFor();
    await isFitForAll();
    await owner.open('/settings/staff', '職員');
    await button(of('変更する', '港 花子')).click();
    await dialog().getByLabel('土木課').check();
    await confirm('部署を保存する');
    await owner.page.getByRole('cell', { name: '土木課', exact: true }).waitFor();
    expect(await owner.ask('/staff')).toMatchObject({ staff: [{ departments: [{ name: '土木課' }] }] });
    await owner.open('/features/road-damage-report', '道路の不具合通報');
    await owner.page.getByLabel('担当する部署').selectOption({ label: '土木課' });
    await button('設定を保存する').click();
    await sees('設定を保存しました。');
    expect(await owner.ask('/features/road-damage-report')).toMatchObject({ department: { name: '土木課' } });
  });

  it('makes a token, which is shown once', async () => {
    await owner.open('/settings/api-tokens', 'APIトークン');
    await button('トークンを作る').first().click();
    await isFitForAll();
    await confirm('トークンを作る');
    await sees('できることを、1つ以上選んでください。');
    await dialog().getByLabel('名前').fill('道路台帳システム');
    await dialog().getByLabel('受付を読む').check();
    await confirm('トークンを作る');
    await sees('この画面を閉じると、もう見られません。');
    const token = await dialog().locator('.font-mono').textContent();
    await isFitForAll();
    await confirm('書きとめたので閉じる');
    await owner.page.getByRole('cell', { name: '道路台帳システム', exact: true }).waitFor();
    expect(token).toMatch(/^\S{40,}$/);
    expect(await owner.page.content()).not.toContain(token);
    expect(await owner.ask('/api-tokens')).toMatchObject({
      tokens: [{ name: '道路台帳システム', scopes: ['cases:read'] }],
    });
  });

  it('asks LINE how the account is', async () => {
    await owner.open('/settings/channel', 'LINE公式アカウント');
    await button('いま確かめる').click();
    await sees('LINEに確かめました。');
    await isFitForAll();
  });

  it('changes how the city talks', async () => {
    await owner.open('/settings/city', '市の設定');
    await owner.page.getByLabel('やりとりの保存日数').fill('30');
    await button('設定を保存する').click();
    await sees('設定を保存しました。');
    await isFitForAll();
    expect(await owner.ask('/city')).toMatchObject({ settings: { messageRetentionDays: 30 } });
  });

  it.each([
    ['/settings', '設定'],
    ['/settings/practice', '練習モード'],
    ['/settings/networks', '使える場所'],
    ['/settings/money-proof', '承認の本人確認'],
    ['/settings/billing', '料金とお支払い'],
  ])('finds %s fit for all', async (path, heading) => {
    await owner.open(path, heading);
    await isFitForAll();
  });

  it('sees what the demo city pays: its plan, an invoice with its PDF, and the receipt', async () => {
    await owner.open('/settings/billing', '料金とお支払い');
    await sees('人口5万人まで 年払い');
    const [invoice] = ((await owner.ask('/billing')) as { invoices: { id: string; status: string; pdfUrl: string }[] })
      .invoices;
    expect(invoice).toMatchObject({ status: 'paid' });
    expect((await fetch(invoice?.pdfUrl ?? '')).headers.get('content-type')).toBe('application/pdf');
    await button(/^領収書/).click();
    await owner.page.waitForURL(`**:${demo.env.SANDBOX_PORT}/stripe/receipts/**`);
    await sees('領収書');
  });

  it('met no error in the browser', () => {
    expect(owner.complaints).toEqual([]);
  });
});
