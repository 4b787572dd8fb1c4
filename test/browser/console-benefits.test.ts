// A small benefit from the list to settled, by the hands of an editor, an approver and an owner at their pages, with residents
// on the sandbox's phones. What the pages say is held against what the API and the phones say.
import { addDays, jstDateOf } from '@tenohira/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import type { StoryResident } from '../story/resident.ts';
import { openConsoleOn } from '../support/console-on-a-day.ts';
import { atWidth, overflowOf, sidewaysTablesOf } from '../support/overflow.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { violationsOf } from '../support/violations.ts';
import { waitUntil } from '../support/wait-until.ts';
import {
  type Colleague,
  type Couple,
  type Desk,
  GIVEN_NAME_OF_SPOUSE,
  listFile,
  nextCode,
  openCouple,
  openDesk,
} from './benefit-desk.ts';
import { applyInChat, linkTo } from './benefit-stage.ts';

const AMOUNT_YEN = 70_000;
const NAME = '暮らし応援給付金';
const TABLET = 820;
const TABLET_ACROSS = 1024;
const RECORD_BYTES = 122;

type Household = { portions: { entitlementId: string; isHead: boolean; isFenced: boolean; status: string }[] };

describe.skipIf(!hasChromium)('a benefit at the console', () => {
  const folder = makeDataDir();
  let demo: Demo;
  let browser: Browser;
  let desk: Desk;
  let programId = '';
  let residents: { byBank: StoryResident; byGift: StoryResident; renamed: StoryResident };
  let claimOnPaper = '';
  let batchId = '';
  let payOn = '';

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(folder.dataDir), launchChromium()]);
    desk = await openDesk(demo, browser);
    const [first, second, third] = desk.heads;
    if (!first || !second || !third) throw new Error('six households were asked for');
    const [byBank, byGift, renamed] = await Promise.all([
      desk.addResident(first),
      desk.addResident(second),
      desk.addResident(third, '鳴海'),
    ]);
    residents = { byBank, byGift, renamed };
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    await demo?.interrupt();
    folder.remove();
  });

  const at = (path = '') => `${desk.consoleUrl}/benefits/${programId}${path}`;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
  const confirm = (page: Page, name: string | RegExp) =>
    page.getByRole('dialog').getByRole('button', { name }).last().click();
  /** Presses a button that asks first, and says yes. */
  const pressAndConfirm = async (page: Page, name: string | RegExp) => {
    await press(page, name);
    await confirm(page, name);
  };
  const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

  async function open({ page }: Colleague, path: string, heading: string): Promise<Page> {
    await page.goto(at(path));
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    return page;
  }

  /** Can be used by everybody, and on a tablet. */
  async function isFitForAll(page: Page): Promise<void> {
    await page.getByText('読み込んでいます').first().waitFor({ state: 'detached' });
    expect(await violationsOf(page)).toEqual([]);
    expect(await atWidth(page, TABLET, overflowOf)).toBe(0);
    expect(await atWidth(page, TABLET_ACROSS, sidewaysTablesOf)).toEqual([]);
  }

  /** Of the page with the number of the gift: what is on the resident's own screen. */
  async function codePageOf(resident: StoryResident): Promise<string> {
    await resident.hears('番号を見る');
    await resident.tap('番号を見る');
    await resident.hears('番号のページを開く');
    const phone = await browser.newPage({ viewport: { width: 375, height: 700 } });
    await phone.goto(await linkTo(resident, '/benefits/'));
    await phone.getByText('お金と同じものです').waitFor();
    const words = await phone.locator('body').textContent();
    await phone.close();
    return words ?? '';
  }

  const program = () =>
    desk.editor.client.get<{ status: string; balances: Record<string, number> }>(`/programs/${programId}`);

  it('is made by an editor, who reads the amount in words', async () => {
    const { page } = desk.editor;
    await page.goto(`${desk.consoleUrl}/benefits`);
    await page.getByRole('link', { name: '給付事業をつくる' }).first().click();
    await sees(page, '練習用です。お金は支払われません。');
    await press(page, '給付事業をつくる');
    await sees(page, '事業の名前を入力してください。');
    await isFitForAll(page);
    const today = jstDateOf(new Date());
    await page.getByLabel('事業の名前').fill(NAME);
    await page.getByLabel('根拠').fill('みなと野市暮らし応援給付金支給要綱');
    await page.getByLabel('本番').check();
    await page.getByRole('textbox', { name: /^金額/ }).fill('７０，０００');
    await sees(page, '1世帯あたり 7万円');
    await page.getByLabel('基準日').fill(addDays(today, -30));
    await page.getByLabel('初日').fill(today);
    await page.getByLabel('最終日').fill(addDays(today, 60));
    await page.getByLabel('銀行口座への振込').check();
    await page.getByLabel('デジタルギフト').check();
    await page.getByRole('textbox', { name: '問い合わせ先' }).fill('福祉課\n000-000-2345');
    await press(page, '給付事業をつくる');
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
    programId = /benefits\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await isFitForAll(page);
    expect(await program()).toMatchObject({
      ...{ name: NAME, amountYen: AMOUNT_YEN, isPractice: false, status: 'draft' },
      methods: ['bank-transfer-zengin', 'gift-code'],
    });
  });

  it('is funded by the owner; the editor reads who does that', async () => {
    await sees(await open(desk.editor, '/budget', '予算'), '予算の登録は、管理者が行います。');
    const page = await open(desk.owner, '/budget', '予算');
    await page.getByRole('textbox', { name: /^金額/ }).fill('42万円');
    await sees(page, '数字だけで入力してください');
    await page.getByRole('textbox', { name: /^金額/ }).fill('420000');
    await sees(page, '42万円');
    await press(page, '予算を入れる');
    await sees(page, '¥0 から ¥420,000 になります');
    await confirm(page, '予算を入れる');
    await sees(page, '予算を入れました。');
    await press(page, '確かめる');
    await sees(page, 'すべて合っています');
    await isFitForAll(page);
    expect((await program()).balances).toMatchObject({ budget: 6 * AMOUNT_YEN });
  });

  it('refuses a list with a mistake and says where it is', async () => {
    const page = await open(desk.editor, '/lists', '対象者リスト');
    await page.getByLabel('CSVファイルを選ぶ').setInputFiles({
      ...{ name: 'meibo.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('\ufeff宛名番号,氏名\r\n', 'utf16le'),
    });
    await sees(page, '「meibo.csv」の文字コードが分かりません');
    const wrong = listFile(desk.people, (row, index) => (index === 2 ? row.replace(/,\d{8},/, ',20261301,') : row));
    await page
      .getByLabel('CSVファイルを選ぶ')
      .setInputFiles({ name: 'meibo.csv', mimeType: 'text/csv', buffer: wrong });
    await sees(page, '「備考」が何の列かを選んでください');
    await page.getByLabel('「備考」は何の列か').selectOption('読み込まない');
    await sees(page, 'すべての列が分かりました');
    await isFitForAll(page);
    await press(page, '「meibo.csv」を取り込む');
    await sees(page, /取り込めませんでした。直すところが1か所あります/);
    const problem = page
      .getByRole('table', { name: /直すところ/ })
      .getByRole('row')
      .nth(1);
    expect(await problem.textContent()).toMatch(/4\s*生年月日/);
    await isFitForAll(page);
  });

  it('reads the right one with the columns that it remembers, and lets another person put it in force', async () => {
    const page = await open(desk.editor, '/lists', '対象者リスト');
    const file = { name: 'meibo-2.csv', mimeType: 'text/csv', buffer: listFile(desk.people) };
    await page.getByLabel('CSVファイルを選ぶ').setInputFiles(file);
    await sees(page, 'すべての列が分かりました');
    await press(page, '「meibo-2.csv」を取り込む');
    await sees(page, 'いま有効なリストとの違い');
    await sees(page, 'リストの反映は、承認者か管理者が行います。');
    await desk.approver.page.goto(page.url());
    await pressAndConfirm(desk.approver.page, 'このリストを反映する');
    await sees(desk.approver.page, 'このリストが有効です');
    await isFitForAll(desk.approver.page);
    await open(desk.approver, '', NAME);
    await pressAndConfirm(desk.approver.page, '受付を始める');
    await waitUntil('the program is open', async () => (await program()).status === 'open');
  });

  it('shows a doubtful pair with the letters that differ, and takes two people to accept it', async () => {
    const page = await open(desk.editor, '/matches', '照合');
    await press(page, '照合する');
    const pair = page.getByRole('article').filter({ hasText: '鳴海' });
    await pair.waitFor();
    expect((await pair.locator('mark').allTextContents()).at(-1)).toBe('鳴海');
    await isFitForAll(page);
    await pair.getByRole('button', { name: '同じ人と認める（ひとりめ）' }).click();
    await sees(page, 'あなたがひとりめとして認めました');
    const owners = await open(desk.owner, '/matches', '照合');
    await sees(owners, '担当 さくらさんが、ひとりめとして認めました。');
    await press(owners, '同じ人と認める（ふたりめ）');
    await sees(owners, '確かめる組は、ありません');
  });

  it('says what reaches whom before anybody is told, and then tells just those', async () => {
    const plan = await open(desk.approver, '/reach', '届け方の計画');
    await sees(plan, '届かない世帯はありません');
    await expect
      .poll(() => plan.getByRole('table', { name: /（表）/ }).textContent())
      .toMatch(/スーパーファストパス）3.*手紙3/);
    await isFitForAll(plan);
    const page = await open(desk.approver, '/notices', 'お知らせと手紙');
    const phone = page.getByRole('region', { name: /のLINEの見本/ });
    await phone.getByRole('button', { name: '申し込みへ進む' }).waitFor();
    expect(await phone.textContent()).toContain(NAME);
    await isFitForAll(page);
    await press(page, '3人にお知らせを送る');
    await sees(page, '3人に、LINEでお知らせを送りますか');
    await confirm(page, '3人にお知らせを送る');
    await sees(page, 'いま送る相手はいません');
    await Promise.all(Object.values(residents).map((resident) => resident.hears('申し込みへ進む')));
  });

  it('hands out letters to the others', async () => {
    const { page } = desk.approver;
    await page.getByLabel(/発送業者に渡すCSV/).check();
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '手紙をつくる')]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    await waitUntil('three households have letters', async () => {
      const { letters } = await desk.editor.client.get<{ letters: { households: number } }>(
        `/programs/${programId}/progress`,
      );
      return letters.households === 3;
    });
  });

  it('takes applications from the chat, and one from paper that a second person confirms', async () => {
    await applyInChat(residents.byBank, '役所が知っている口座で');
    await applyInChat(residents.byGift, 'デジタルギフト');
    const page = await open(desk.editor, '/claims/new', '紙の申請の入力');
    await page.getByRole('textbox', { name: '世帯番号' }).fill(desk.heads[3]?.household ?? '');
    await press(page, '世帯を探す');
    await sees(page, desk.heads[3]?.name ?? '');
    await press(page, 'この内容で入力する');
    await sees(page, '申請書に押した番号を入力してください。');
    await page.getByLabel('申請書の番号').fill('紙-001');
    await page.getByLabel('銀行口座への振込').check();
    await page.getByRole('combobox', { name: /金融機関/ }).fill('みずほ');
    await page.getByRole('option', { name: /0001/ }).click();
    await page.getByRole('combobox', { name: /支店/ }).fill('001');
    await page.getByRole('option', { name: /001/ }).first().click();
    await page.getByLabel('口座番号').fill('1234567');
    await page.getByLabel('口座名義（カナ）').fill('カミノ シンセイ');
    await isFitForAll(page);
    await press(page, 'この内容で入力する');
    await sees(page, '受付番号（申請書に書いてください）');
    await page.getByRole('link', { name: 'この申請を見る' }).click();
    await sees(page, 'あなたが入力した申請なので、あなたは確かめられません');
    claimOnPaper = /claims\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    const owners = await open(desk.owner, `/claims/${claimOnPaper}`, '申請の内容');
    await press(owners, '口座を表示する');
    await sees(owners, /普通.*1234567/);
    await isFitForAll(owners);
    await pressAndConfirm(owners, '申請書と同じと確かめた');
    await sees(owners, '承認待ち');
  });

  it('is approved by somebody who had no part in it, who proves once more who they are', async () => {
    const owners = await open(desk.owner, '/approvals', '承認');
    await sees(owners, 'あなたが入力・確認・修正などをした申請なので、あなたは承認できません。');
    expect(await owners.getByRole('checkbox', { checked: true }).count()).toBe(2);
    const page = await open(desk.approver, '/approvals', '承認');
    await sees(page, '¥210,000');
    await isFitForAll(page);
    await desk.db.withTenant(desk.tenantId, ({ sql }) =>
      sql(`update staff_session set proven_at = now() - interval '1 hour' where staff_id = $1`, [
        desk.approver.staff.staffId,
      ]),
    );
    await press(page, '承認する');
    await sees(page, '合計 ¥210,000（21万円）');
    await confirm(page, '承認する');
    const proof = page.getByRole('dialog', { name: '本人の確認' });
    await proof.getByLabel('認証アプリの確認コード').fill(await nextCode(desk.approver));
    await proof.getByRole('button', { name: 'コードで確かめる' }).click();
    await sees(page, '承認を待つ申請は、ありません');
    const { budget, reserved, 'in-transit': inTransit, paid } = (await program()).balances;
    expect([budget, (reserved ?? 0) + (inTransit ?? 0) + (paid ?? 0)]).toEqual([3 * AMOUNT_YEN, 3 * AMOUNT_YEN]);
  });

  it('pays the gift at once, and shows what was tried', async () => {
    await residents.byGift.hears('番号を見る');
    const page = await open(desk.editor, '/payouts', '支払い');
    await page.getByRole('combobox', { name: '状態' }).selectOption('支払い済み');
    await page.getByRole('button', { name: /1回/ }).click();
    await sees(page, '支払いを頼んだ：支払われた');
    await isFitForAll(page);
    await page.keyboard.press('Escape');
  });

  it('writes the bank file after every warning was confirmed, and hands it out when another person has released it', async () => {
    const page = await open(desk.editor, '/batches', '振込データ');
    await press(page, 'つくる前に確かめる');
    await sees(page, '2件　合計 ¥140,000（14万円）');
    for (const warning of await page
      .getByRole('group', { name: 'ひとつずつ確かめるところ' })
      .getByRole('checkbox')
      .all()) {
      await warning.check();
    }
    await isFitForAll(page);
    await pressAndConfirm(page, '振込データをつくる');
    await sees(page, '総合振込 伝票');
    batchId = /batches\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await sees(page, '決めるのは、承認者か管理者です。');
    const approvers = await open(desk.approver, `/batches/${batchId}`, '振込データの内容');
    await pressAndConfirm(approvers, '銀行に渡してよい');
    await sees(approvers, 'ファイルを受け取る');
    await open(desk.editor, `/batches/${batchId}`, '振込データの内容');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '銀行に渡すファイルを受け取る')]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks)).toHaveLength((2 + 3) * RECORD_BYTES);
    await sees(page, 'あなたはもう受け取りました');
    await isFitForAll(page);
    ({ payOn } = await desk.editor.client.get<{ payOn: string }>(`/batches/${batchId}`));
  });

  it('is settled on the day of payment', async () => {
    const soon = await openConsoleOn(payOn, desk);
    // Of its own: a clock is that of all pages of a context.
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const signInThere = async ({ client }: Colleague): Promise<Page> => {
      const { sessions } = await client.get<{ sessions: { sessionId: string; isThis: boolean }[] }>('/sessions');
      const { sessionId = '' } = sessions.find(({ isThis }) => isThis) ?? {};
      await context.addCookies([{ ...soon.accessCookie(desk.tenantId, sessionId), domain: 'localhost' }]);
      const page = await context.newPage();
      await page.clock.setFixedTime(new Date(`${payOn}T15:00:00+09:00`));
      await page.goto(`${soon.url}/benefits/${programId}/batches/${batchId}`);
      return page;
    };
    try {
      const approvers = await signInThere(desk.approver);
      await pressAndConfirm(approvers, '振込が済んだ');
      await sees(approvers, '振込済み');
    } finally {
      await context.close();
      await soon.close();
    }
    await residents.byBank.hears('給付金を振り込みました');
    expect((await program()).balances).toMatchObject({ paid: 3 * AMOUNT_YEN, reserved: 0, 'in-transit': 0 });
  });

  it('records what the bank sent back, corrects it, and has it approved anew', async () => {
    const page = await open(desk.editor, `/batches/${batchId}`, '振込データの内容');
    const { items } = await desk.editor.client.get<{ items: { line: number; claimId: string }[] }>(
      `/batches/${batchId}/lines`,
    );
    const line = items.find(({ claimId }) => claimId === claimOnPaper)?.line ?? 0;
    await page.getByLabel('行の番号か、受付番号').fill(String(line));
    await page.getByLabel('戻ったわけ').selectOption('名義相違');
    await press(page, '加える');
    await pressAndConfirm(page, '1件の戻りを記録する');
    await sees(page, '戻りを記録しました。');
    await open(desk.editor, `/claims/${claimOnPaper}`, '申請の内容');
    await page.getByLabel('デジタルギフト').check();
    await press(page, 'この内容に直す');
    await sees(page, '承認待ち');
    const approvers = await open(desk.approver, '/approvals', '承認');
    await sees(approvers, '再支給');
    await pressAndConfirm(approvers, '承認する');
    await sees(approvers, '承認を待つ申請は、ありません');
    await waitUntil('it is paid again', async () => (await program()).balances.paid === 3 * AMOUNT_YEN);
  });

  it('asks a person where nobody knows whether it was paid, and takes their word with evidence alone', async () => {
    await demo.sandbox.setFaults([{ kind: 'issuerUnlistedCode', endpoint: 'CreateGiftCard' }]);
    await applyInChat(residents.renamed, 'デジタルギフト');
    const { claims, count, totalYen } = await desk.approver.client.get<{
      claims: { claimId: string; seal: string }[];
      count: number;
      totalYen: number;
    }>(`/programs/${programId}/claims/to-approve`);
    const expected = { count, totalYen };
    const named = claims.map(({ claimId, seal }) => ({ claimId, seal }));
    await desk.approver.client.post('/approvals', { claims: named, expected });
    await waitUntil('it is not known', async () => {
      const { payouts } = await desk.editor.client.get<{ payouts: object[] }>('/payouts/stuck');
      return payouts.length > 0;
    });
    const page = await open(desk.approver, '/payouts', '支払い');
    await sees(page, '人が確かめる支払い（1件）');
    await isFitForAll(page);
    await press(page, /^結果を記録する/);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('支払われていた', { exact: true }).check();
    await dialog.getByRole('textbox').fill('みた');
    await dialog.getByRole('button', { name: '結果を記録する' }).click();
    await sees(page, '10文字以上で、くわしく書いてください。');
    await dialog.getByRole('textbox').fill('発行会社の管理画面で、発行の記録を確かめた');
    await dialog.getByRole('button', { name: '結果を記録する' }).click();
    await sees(page, '記録しました。');
    await demo.sandbox.clearFaults();
    expect((await program()).balances).toMatchObject({ paid: 4 * AMOUNT_YEN, 'in-transit': 0 });
  });

  it('counts answers to the survey while somebody looks', async () => {
    const page = await open(desk.editor, '/survey', 'アンケートの結果');
    await sees(page, 'リアルタイム');
    await isFitForAll(page);
    await residents.byGift.tap('アンケートに答える');
    await residents.byGift.hears('申し込みは簡単でしたか');
    await residents.byGift.tap('とても簡単だった');
    await page.getByRole('row', { name: /とても簡単だった.*1 人/ }).waitFor();
  });

  it('tells the story of a household from the list to the money', async () => {
    const page = await open(desk.editor, '/households', '世帯の記録');
    await isFitForAll(page);
    await page.getByRole('textbox', { name: '世帯番号' }).fill(desk.heads[3]?.household ?? '');
    await press(page, '世帯を探す');
    const story = page.getByRole('list', { name: 'この世帯の記録、古いものから' });
    await story.waitFor();
    const told = (await story.textContent()) ?? '';
    const steps = ['紙と見くらべて確かめた', '申請を承認した', '振込データに入った', '振込が済んだと記録した'];
    const again = ['振込が戻ってきた', '受け取り方を直した', 'デジタルギフト：支払いを頼んだ（支払われた）'];
    const places = [...steps, ...again].map((step) => told.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    await isFitForAll(page);
  });

  describe('a household of two, whose head has applied for both', () => {
    let couple: Couple;
    beforeAll(async () => {
      couple = await openCouple(desk);
      await applyInChat(couple.householder, 'デジタルギフト');
      expect(JSON.stringify(await couple.householder.entries())).toContain('20,000円');
    });

    it('is parted by an approver, who reads what must not be told', async () => {
      const { page } = desk.approver;
      await page.goto(`${desk.consoleUrl}/benefits/${couple.programId}/households`);
      await page.getByRole('textbox', { name: '世帯番号' }).fill(couple.number);
      await press(page, '世帯を探す');
      const row = page.getByRole('row', { name: new RegExp(GIVEN_NAME_OF_SPOUSE) });
      await row.getByRole('button', { name: /^世帯から切り離す/ }).click();
      await page.getByRole('dialog').getByText('世帯の人に話さないでください').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '世帯から切り離す' }).dblclick();
      await row.getByText('切り離し（秘密）').waitFor();
      await expect.poll(() => page.locator(':focus').textContent()).toContain('切り離し（秘密）');
      await sees(page, '外に出してはいけない情報です');
      await isFitForAll(page);
      const { portions } = await desk.editor.client.post<Household>(`/programs/${couple.programId}/households/search`, {
        number: couple.number,
      });
      expect(portions).toMatchObject([
        { isHead: true, isFenced: false, status: 'claimed' },
        { isHead: false, isFenced: true, status: 'open' },
      ]);
      const { items } = await desk.owner.client.get<{ items: { action: string }[] }>(
        `/audit?subject=entitlement:${portions[1]?.entitlementId}`,
      );
      expect(items.map(({ action }) => action)).toEqual(['benefit.portion-fenced']);
    });

    it('gets its money each for themselves, and neither phone nor page of the head says why', async () => {
      const { programId: byPerson, householder, spouse } = couple;
      const before = (await householder.entries()).length;
      const { page } = desk.approver;
      await page.goto(`${desk.consoleUrl}/benefits/${byPerson}/notices`);
      await pressAndConfirm(page, '1人にお知らせを送る');
      await applyInChat(spouse, 'デジタルギフト');
      await page.goto(`${desk.consoleUrl}/benefits/${byPerson}/approvals`);
      await press(page, '承認する');
      await sees(page, '2件を承認しますか');
      await confirm(page, '承認する');
      const [screen, other] = await Promise.all([householder, spouse].map(codePageOf));
      expect([screen, other]).toEqual(Array(2).fill(expect.stringContaining('10,000円')));
      const heard = screen + JSON.stringify((await householder.entries()).slice(before));
      for (const secret of [GIVEN_NAME_OF_SPOUSE, '20,000', '切り離', '支援措置']) expect(heard).not.toContain(secret);
    });
  });

  it('marks practice on every page and in the notice', async () => {
    const practice = await desk.editor.client.post<{ id: string }>('/programs', {
      ...{ name: '練習の給付金', amountRule: 'person', amountYen: 10_000, methods: ['noop'], isPractice: true },
      ...{
        baseDate: jstDateOf(new Date()),
        opensOn: jstDateOf(new Date()),
        closesOn: addDays(jstDateOf(new Date()), 9),
      },
    });
    const { page } = desk.editor;
    await page.goto(`${desk.consoleUrl}/benefits/${practice.id}/notices`);
    await sees(page, '練習用の給付事業です。');
    await page
      .getByRole('region', { name: /のLINEの見本/ })
      .getByText('【練習】')
      .first()
      .waitFor();
    await page.goto(`${desk.consoleUrl}/benefits`);
    await page.getByRole('row', { name: /練習の給付金.*準備中.*練習/ }).waitFor();
    await isFitForAll(page);
  });

  it('ends with every step done, and nothing complained of in any browser', async () => {
    const page = await open(desk.editor, '', NAME);
    await sees(page, '支給済み 4件');
    await isFitForAll(page);
    expect(desk.complaints).toEqual([]);
  });
});
