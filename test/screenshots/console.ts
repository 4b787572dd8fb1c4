// Draws the README's pictures of the console from a fresh installation of its own, so that they stay true.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { applyInChat, openBenefitStage } from '../browser/benefit-stage.ts';
import { joinByLink, openPersonsBrowser } from '../support/passkey-device.ts';
import { runCity } from '../support/run-city.ts';
import { type Demo, makeDataDir, startDemo } from '../support/start-demo.ts';
import { openTalk } from '../support/talk.ts';
import { launchChromium } from './chromium.ts';

const CITY = 'minatono';
const TROUBLED_CITY = 'yukimizawa';
const programsSchema = z.object({ items: z.array(z.object({ programId: z.string() })).min(1) });
const invitationSchema = z.object({ link: z.string() });

const { dataDir, remove } = makeDataDir();
const demo = await startDemo(dataDir);
const origin = `http://localhost:${demo.env.CONSOLE_PORT}`;
try {
  const stage = await openBenefitStage(demo, 3);
  const [first, second] = stage.told;
  if (!first || !second) throw new Error('three residents were asked for');
  await applyInChat(first, 'デジタルギフト');
  await applyInChat(second, 'デジタルギフト');
  await reportRoads(demo, stage.channelId);

  const browser = await launchChromium();
  const owner = await enter(browser, ['staff', 'invite', CITY, 'minori@city.example', '課長 みのり', 'owner']);
  const { items } = programsSchema.parse(await (await owner.request.get(`${origin}/api/v1/programs`)).json());
  await draw(owner, 'console-home', '/');
  await draw(owner, 'console-cases', '/cases');
  await draw(owner, 'console-benefit', `/benefits/${items[0]?.programId}`);
  await draw(owner, 'console-features', '/features/road-damage-report');
  await draw(owner, 'console-rich-menu', '/rich-menu');

  const operator = await enter(browser, ['operator', 'invite', 'taro@platform.example', '運営 太郎']);
  await answerByHand(demo, operator);
  await draw(operator, 'console-operator', '/operator/cities');
  await browser.close();
} finally {
  await demo.interrupt();
  remove();
}

async function enter(browser: Browser, invitation: readonly string[]): Promise<Page> {
  const { output } = await runCity(demo.env, ...invitation, '--json');
  const { page } = await openPersonsBrowser(browser, { deviceScaleFactor: 1.5 });
  await joinByLink(page, invitationSchema.parse(JSON.parse(output)).link);
  await page.getByRole('navigation', { name: 'メニュー' }).waitFor();
  return page;
}

/** What the window shows, once it has everything and is at rest. */
async function draw(page: Page, name: string, path: string): Promise<void> {
  await page.goto(`${origin}${path}`);
  const heading = page.getByRole('heading', { level: 1 });
  await heading.waitFor();
  if ((await heading.textContent()) === 'ページが見つかりません') throw new Error(`there is no page ${path}`);
  // Not 'networkidle': a page may listen to what the server tells.
  await page.getByText('読み込んでいます').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(1_000); // pictures and tiles
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) });
}

/** So that there is something to do. */
async function reportRoads({ sandbox }: Demo, channelId: string): Promise<void> {
  const reports = [
    ['道路の穴・ひび割れ', '役場の前の道に、大きな穴があります'],
    ['街路灯・照明', '街灯が消えていて、夜は真っ暗です'],
    ['道路の穴・ひび割れ', '歩道のタイルがはがれています'],
  ] as const;
  for (const [index, [kind, words]] of reports.entries()) {
    const { personId } = await sandbox.makePerson(`住民 ${index + 1}`);
    const talk = openTalk(sandbox, channelId, personId);
    await talk.act({ type: 'follow' });
    await talk.hears('道路の不具合通報');
    await talk.tap('道路の不具合通報');
    await talk.hears('どんなことですか');
    await talk.tap(kind);
    await talk.hears('写真を送ってください');
    await talk.act({ type: 'image', sample: 'road' });
    await talk.hears('写真を1枚受け取りました');
    await talk.tap('写真はこれで全部');
    await talk.hears('場所はどこですか');
    const latitude = 35.6 + index / 500;
    await talk.act({ type: 'location', latitude, longitude: 139.7, address: `本町${index + 1}-2` });
    await talk.hears('どうなっていますか');
    await talk.say(words);
    await talk.hears('連絡先を入れますか');
    await talk.tap('入れない');
    await talk.hears('この内容で送ります');
    await talk.tap('送信する');
    await talk.hears('受付番号');
  }
}

/** One city has switched LINE's own chat on: the list says what to do. */
async function answerByHand({ sandbox }: Demo, operator: Page): Promise<void> {
  const channel = (await sandbox.channels()).find(({ key }) => key === TROUBLED_CITY);
  if (!channel) throw new Error(`there is no demo city ${TROUBLED_CITY}`);
  await sandbox.patchChannel(channel.channelId, { chatMode: 'chat' });
  await operator.goto(`${origin}/operator/cities?text=${TROUBLED_CITY}`);
  await operator.getByRole('table').getByRole('link').click();
  await operator.getByRole('button', { name: 'LINEに確かめる' }).click();
  await operator.getByText('チャット(手動での応答)がオンになっています').waitFor();
}
