import { existsSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { phonePlugin } from './plugin.ts';
import { CITIES, createFakeControl, type FakeControl, PEOPLE } from './testing/fake-control.ts';
import * as sample from './testing/sample-messages.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SAKURA = { channelId: CITIES[0].channelId, personId: PEOPLE[0].personId };
const ICHIRO = { channelId: CITIES[1].channelId, personId: PEOPLE[1].personId };

describe.skipIf(!existsSync(CHROMIUM))('the phone page in Chromium (/usr/bin/chromium)', { timeout: 30_000 }, () => {
  let browser: Browser;
  let app: FastifyInstance;
  let control: FakeControl;
  let page: Page;
  let phone: Locator;
  let problems: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  }, 30_000);
  afterAll(() => browser.close());

  beforeEach(async () => {
    control = createFakeControl();
    app = Fastify({ forceCloseConnections: true });
    await app.register(control.plugin);
    await app.register(phonePlugin);
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(6_000);
    problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    // A refused style or script (CSP) is reported on the console.
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(address);
    phone = page.locator('.phone').first();
    await phone.locator('textarea').waitFor();
  });
  afterEach(async () => {
    await page.close();
    await app.close();
    expect(problems).toEqual([]);
  });

  const lastAction = async (type: string) => {
    await expect.poll(() => control.actions.at(-1)?.action.type).toBe(type);
    return control.actions.at(-1);
  };
  const openTray = async (item: string) => {
    await phone.getByLabel('写真・位置情報・スタンプ').click();
    await phone.locator('.tray-button', { hasText: item }).click();
  };

  it('shows two residents in the first two cities, and keeps them in the address', async () => {
    expect(await page.locator('.phone .chat-title').allTextContents()).toEqual(['こもれび市', 'しおかぜ町']);
    await page.locator('.add-phone select[name=person]').selectOption({ label: '山田さくら' });
    await page.locator('.add-phone select[name=channel]').selectOption({ label: 'しおかぜ町' });
    await page.getByText('スマホを置く').click();
    await expect.poll(() => page.locator('.phone').count()).toBe(3);
    await page.getByLabel('田中いちろうのスマートフォンを片づける').click();
    await page.goto(page.url());
    await expect.poll(() => page.locator('.phone .chat-title').allTextContents()).toEqual(['こもれび市', 'しおかぜ町']);
    expect(await page.locator('.caption-person').allTextContents()).toEqual(['山田さくら', '山田さくら']);
  });

  it('makes a new resident', async () => {
    await page.locator('.add-phone select[name=person]').selectOption({ label: '新しい住民…' });
    await page.getByLabel('新しい住民のお名前').fill('佐藤あおい');
    await page.getByText('スマホを置く').click();
    await expect.poll(() => page.locator('.caption-person').allTextContents()).toContain('佐藤あおい');
  });

  it('draws each kind of message', async () => {
    for (const message of sample.EVERY_KIND) control.say(SAKURA, message);
    await expect.poll(() => phone.locator('.room-list .row.is-city').count()).toBe(sample.EVERY_KIND.length);
    const log = phone.locator('.room-list');
    for (const selector of [
      '.bubble.text .link',
      '.sticker svg[aria-label="スタンプ ありがとう"]',
      '.picture img[src="/picture/small"]',
      '.picture.has-play-mark',
      '.bubble.audio',
      '.location-card .map',
      '.template-card .template-title',
      '.template-card.is-confirm .template-pair',
      '.template-picture-column',
      '.imagemap .tap-area',
      '.flex-bubble.is-mega .flex-button-face.is-primary',
      '.flex-bubble.is-micro',
    ]) {
      expect(await log.locator(selector).count(), selector).toBeGreaterThan(0);
    }
  });

  it('lays a Flex message out by ratio, size and colour', async () => {
    control.say(SAKURA, sample.FLEX);
    const bubble = phone.locator('.flex-bubble');
    const amount = bubble.getByText('30,000円');
    await amount.waitFor();
    expect(await styleOf(amount, 'font-size')).toBe('22px');
    expect(await styleOf(amount, 'text-align')).toBe('end');
    expect(await styleOf(bubble.getByText('この口座で受け取る'), 'background-color')).toBe('rgb(13, 107, 82)');
    const [label, value] = await Promise.all([
      bubble.getByText('対象', { exact: true }).boundingBox(),
      bubble.getByText('山田さくら様の世帯').boundingBox(),
    ]);
    expect((value?.width ?? 0) / (label?.width ?? 1)).toBeCloseTo(2.5, 1);
  });

  it('shows a kind that it does not know by name', async () => {
    control.say(SAKURA, { type: 'hologram' });
    await phone.getByText('この画面では見られない種類です: hologram').waitFor();
  });

  it('sends text on Enter, but not while an IME composes', async () => {
    const field = phone.locator('textarea');
    await field.fill('みちに あなが あいています');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(control.actions).toEqual([]);
    await field.press('Enter');
    expect(await lastAction('text')).toEqual({
      ...SAKURA,
      action: { type: 'text', text: 'みちに あなが あいています' },
    });
    await phone.locator('.is-resident .bubble', { hasText: 'みちに' }).waitFor();
    expect(await field.inputValue()).toBe('');
  });

  it('offers quick replies under the last message only, and takes them away once answered', async () => {
    control.say(SAKURA, sample.QUESTION_WITH_QUICK_REPLIES);
    const chips = phone.locator('.quick-reply');
    await expect.poll(() => chips.count()).toBe(5);
    await chips.getByText('街灯').click();
    expect((await lastAction('postback'))?.action).toEqual({
      type: 'postback',
      data: 'kind=lamp',
      displayText: '街灯が消えています',
    });
    await phone.locator('.is-resident', { hasText: '街灯が消えています' }).waitFor();
    expect(await chips.count()).toBe(0);

    control.say(SAKURA, sample.QUESTION_WITH_QUICK_REPLIES);
    await expect.poll(() => chips.count()).toBe(5);
    control.say(SAKURA, sample.TEXT_WITH_LINK);
    await expect.poll(() => chips.count()).toBe(0);
  });

  it('sends the date that was picked as postback params, within its limits', async () => {
    control.say(SAKURA, sample.BUTTONS);
    await phone.getByText('日にちで調べる').click();
    const input = phone.locator('.sheet input[type=date]');
    expect(await input.inputValue()).toBe('2026-07-03');
    expect(await input.getAttribute('max')).toBe('2027-03-31');
    await input.fill('2026-08-09');
    await phone.getByText('決定').click();
    expect((await lastAction('postback'))?.action).toMatchObject({
      data: 'garbage=day',
      params: { date: '2026-08-09' },
    });
  });

  it('says where an address leads before it opens', async () => {
    control.say(SAKURA, sample.TEXT_WITH_LINK);
    await phone.locator('.link').click();
    await phone.locator('.sheet-address', { hasText: 'https://city.example.jp/report?id=1' }).waitFor();
    expect(await phone.locator('.app').evaluate((element) => element.hasAttribute('inert'))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => phone.locator('.sheet').count()).toBe(0);
  });

  it('sends a sample photo as a JPEG and shows it', async () => {
    await openTray('写真');
    await phone.getByText('道路の穴').click();
    const { base64 } = (await lastAction('image'))?.action ?? {};
    expect(Buffer.from(String(base64), 'base64').subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const picture = phone.locator('.is-resident .picture img');
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(960);
  });

  it('sends the place that was tapped on the map', async () => {
    await openTray('位置情報');
    const latitude = phone.locator('input[name=latitude]');
    expect(await latitude.inputValue()).toBe('35.012000');
    await phone.locator('.map-picker').click({ position: { x: 200, y: 20 } });
    expect(Number(await latitude.inputValue())).toBeGreaterThan(35.013);
    await phone.getByText('この位置を送る').click();
    const { action } = (await lastAction('location')) ?? {};
    expect(action).toMatchObject({ type: 'location', title: '位置情報' });
    await phone.locator('.is-resident .location-card').waitFor();
  });

  it('opens the menu of an own photo by a long press, and not the photo', async () => {
    await openTray('写真');
    await phone.getByText('花だん').click();
    const picture = phone.locator('.is-resident .picture');
    await picture.click({ delay: 700 });
    await phone.getByText('送信取消').waitFor();
    expect(await phone.locator('.viewer').count()).toBe(0);
    await page.keyboard.press('Escape');
    await picture.click();
    await phone.locator('.viewer').waitFor();
  });

  it('keeps the screen where it is, however long the talk', async () => {
    for (let said = 0; said < 30; said++) control.say(SAKURA, sample.LOCATION);
    await openTray('写真');
    await phone.getByText('道路の穴').click();
    await phone.locator('.is-resident .picture').waitFor();
    expect(await phone.locator('.screen').evaluate((screen) => Reflect.get(screen, 'scrollTop'))).toBe(0);
    const log = phone.locator('.room-log');
    const toEnd = () => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    await expect.poll(toEnd).toBeLessThan(2);
  });

  it('sends a sticker', async () => {
    await openTray('スタンプ');
    await phone.locator('.sticker-choice').first().click();
    expect((await lastAction('sticker'))?.action).toEqual({ type: 'sticker', packageId: '446', stickerId: '1988' });
  });

  it('unsends an own message by its menu', async () => {
    await phone.locator('textarea').fill('まちがえました');
    await phone.locator('textarea').press('Enter');
    await phone.locator('.is-resident .bubble').click({ button: 'right' });
    await phone.getByText('送信取消').click();
    expect((await lastAction('unsend'))?.action).toEqual({ type: 'unsend', messageId: 'm1' });
    await phone.getByText('メッセージの送信を取り消しました').waitFor();
    expect(await phone.getByText('まちがえました').count()).toBe(0);
  });

  it('opens a rich menu that says selected, and taps its areas', async () => {
    control.setRichMenu(sample.RICH_MENU, '/picture/menu');
    await phone.getByLabel('道路を知らせる').click();
    expect((await lastAction('text'))?.action).toEqual({ type: 'text', text: '道路を知らせる' });
    await phone.getByLabel('防災').click();
    expect((await lastAction('richmenuswitch'))?.action).toMatchObject({ richMenuAliasId: 'alias-b', data: 'tab=b' });
    await phone.locator('.menu-bar').click();
    await expect.poll(() => phone.locator('.rich-menu').isHidden()).toBe(true);
  });

  it('adds a friend, blocks and unblocks', async () => {
    control.setFriendship(SAKURA, 'none');
    await page.reload();
    await phone.getByRole('button', { name: '追加', exact: true }).click();
    await lastAction('follow');
    await phone.locator('textarea').waitFor();
    await phone.getByLabel('トークのメニュー').click();
    await phone.getByText('ブロック', { exact: true }).click();
    await lastAction('block');
    await phone.getByText('ブロックを解除').click();
    await lastAction('follow');
    await phone.locator('textarea').waitFor();
  });

  it('drops a notification for a push, also from a city whose chat is not open', async () => {
    control.say(SAKURA, sample.FLEX, 'push');
    await phone.locator('.notification', { hasText: '給付金の受け取りのご案内' }).waitFor();
    control.say({ ...SAKURA, channelId: ICHIRO.channelId }, sample.CONFIRM, 'multicast');
    await phone.locator('.notification', { hasText: 'しおかぜ町' }).click();
    await phone.locator('.chat-title', { hasText: 'しおかぜ町' }).waitFor();
    await phone.getByText('この内容で送りますか?').waitFor();
  });

  it('shows that the city is preparing an answer, until it comes', async () => {
    control.showLoading(SAKURA, 20);
    await phone.locator('.loading').waitFor();
    control.say(SAKURA, sample.TEXT_WITH_LINK);
    await expect.poll(() => phone.locator('.loading').isHidden()).toBe(true);
  });

  it('says so when the city cannot be reached', async () => {
    control.failDeliveries();
    await phone.locator('textarea').fill('もしもし');
    await phone.locator('textarea').press('Enter');
    await phone.getByText('市のシステムに届きませんでした(error_status_code)').waitFor();
  });

  it('switches a misfortune on and off', async () => {
    await page.getByText('いたずら').click();
    const box = page.getByLabel('市への知らせが届かない');
    await box.check();
    await expect.poll(() => control.faults()).toEqual([{ kind: 'webhookDrop' }]);
    await page.getByText('いたずら(1)').waitFor();
    await box.uncheck();
    await expect.poll(() => control.faults()).toEqual([]);
  });

  it('fills a window of 390 pixels with one phone', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const box = await phone.boundingBox();
    expect(box?.width).toBe(390);
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(800);
  });

  it('forgets what the sandbox forgot, once it is connected again', async () => {
    control.say(SAKURA, sample.TEXT_WITH_LINK);
    await phone.locator('.bubble.text').waitFor();
    control.forgetTranscripts();
    control.breakEventStream();
    await expect.poll(() => phone.locator('.bubble.text').count(), { timeout: 8_000 }).toBe(0);
    control.say(SAKURA, sample.STICKER);
    await phone.locator('.sticker').waitFor();
  });

  it('makes text larger on request and remembers it', async () => {
    control.say(SAKURA, sample.TEXT_WITH_LINK);
    const bubble = phone.locator('.bubble.text');
    await bubble.waitFor();
    expect(await styleOf(bubble, 'font-size')).toBe('15px');
    await page.getByText('文字を大きく').click();
    expect(await styleOf(bubble, 'font-size')).toBe('18.75px');
    await page.reload();
    await bubble.waitFor();
    expect(await styleOf(bubble, 'font-size')).toBe('18.75px');
  });
});

function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    // Runs in the browser, whose types this file does not have.
    (element, name) => Reflect.get(globalThis, 'getComputedStyle')(element).getPropertyValue(name),
    property,
  );
}
