// Draws the README's picture of a benefit: told, chosen, applied, received. From a fresh installation of its own.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { applyInChat, linkTo, openBenefitStage } from '../browser/benefit-stage.ts';
import type { StoryResident } from '../story/resident.ts';
import { makeDataDir, startDemo } from '../support/start-demo.ts';
import { launchChromium } from './chromium.ts';

const SCREEN = { width: 390, height: 780 };
/** On a narrow page of the sandbox a phone fills it below the bar. */
const SANDBOX = { width: 430, height: 975 };

const { dataDir, remove } = makeDataDir();
const demo = await startDemo(dataDir);
try {
  const stage = await openBenefitStage(demo, 3);
  const [told, choosing, applied] = stage.told;
  if (!told || !choosing || !applied) throw new Error('three residents were asked for');
  await told.hears('申し込みへ進む');
  await choosing.hears('申し込みへ進む');
  await choosing.tap('申し込みへ進む');
  await choosing.hears('どうやって受け取りますか');
  await applyInChat(applied, 'デジタルギフト');

  const browser = await launchChromium();
  const pictures = [
    { title: '1. 届く', note: '対象の方だけに、お知らせ', picture: await drawPhone(browser, stage.channelId, told) },
    {
      title: '2. えらぶ',
      note: '6つの受け取り方',
      picture: await drawPhone(browser, stage.channelId, choosing),
    },
    {
      title: '3. 申し込む',
      note: 'お知らせから4回押して、おわり',
      picture: await drawPhone(browser, stage.channelId, applied),
    },
  ];
  await stage.approve();
  await applied.hears('番号を見る');
  await applied.tap('番号を見る');
  await applied.hears('番号のページを開く');
  const link = await linkTo(applied, '/benefits/');
  pictures.push({
    title: '4. 受け取る',
    note: 'その日のうちに、本人のページで',
    picture: await drawPage(browser, link),
  });
  await drawTogether(browser, pictures);
  await browser.close();
} finally {
  await demo.interrupt();
  remove();
}

type Picture = { title: string; note: string; picture: Buffer };

/** The end of the talk. */
async function drawPhone(browser: Browser, channelId: string, { name }: StoryResident): Promise<Buffer> {
  const person = (await demo.sandbox.people()).find(({ displayName }) => displayName === name);
  if (!person) throw new Error(`the sandbox does not know ${name}`);
  const page = await browser.newPage({ viewport: SANDBOX, deviceScaleFactor: 2 });
  await page.goto(`${demo.sandboxUrl}/?phone=${person.personId}~${channelId}`);
  await page.getByText('物価高騰対策給付金').first().waitFor();
  const openRichMenu = page.locator('[aria-expanded="true"]').filter({ hasText: 'メニュー' }).first();
  await openRichMenu.click(); // it would hide a third of the talk
  await page.mouse.move(0, 0);
  await page.waitForTimeout(800); // what scrolls and fades comes to rest
  const picture = await page.locator('.screen').first().screenshot();
  await page.close();
  return picture;
}

async function drawPage(browser: Browser, url: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: SCREEN, deviceScaleFactor: 2, javaScriptEnabled: false });
  await page.goto(url);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

async function drawTogether(browser: Browser, pictures: readonly Picture[]): Promise<void> {
  const figures = pictures.map(
    ({ title, note, picture }) =>
      `<figure><figcaption><b>${title}</b><span>${note}</span></figcaption><img alt="" src="data:image/png;base64,${picture.toString('base64')}"></figure>`,
  );
  const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, deviceScaleFactor: 1.5 });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>
    body{margin:0;padding:28px 24px 32px;display:flex;gap:20px;background:linear-gradient(#e8f1fe,#f8fafc);font-family:"Noto Sans CJK JP",sans-serif;color:#1a1a1c}
    figure{flex:1;margin:0;min-width:0} figcaption{padding:0 4px 12px} b{display:block;color:#0017c1;font-size:22px;line-height:1.5} span{font-size:15px}
    img{display:block;width:100%;aspect-ratio:1/2;object-fit:cover;object-position:bottom;border-radius:26px;border:6px solid #1a1a1c;box-sizing:border-box;box-shadow:0 6px 18px #0017c12e}
    figure:last-child img{object-position:top}
  </style>${figures.join('')}`);
  await page.screenshot({ path: join(import.meta.dirname, 'fast-pass.png'), fullPage: true });
  await page.close();
}
