// Draws the README's picture from a fresh installation of its own, so that it stays true: npm run screenshots
import { join } from 'node:path';
import { makeDataDir, startDemo } from '../support/start-demo.ts';
import { openTalk } from '../support/talk.ts';
import { launchChromium } from './chromium.ts';

const { dataDir, remove } = makeDataDir();
const demo = await startDemo(dataDir);
try {
  const [minatono, yukimizawa] = await demo.sandbox.channels();
  const [hanako, tsuru] = await demo.sandbox.people();
  if (!minatono || !yukimizawa || !hanako || !tsuru) throw new Error('the demo cities are not there');

  const garbage = openTalk(demo.sandbox, minatono.channelId, hanako.personId);
  await garbage.act({ type: 'follow' });
  await garbage.hears('ごみの収集・分別');
  await garbage.tap('ごみの収集・分別');
  await garbage.hears('お住まいの町名');
  await garbage.say('汐見町1');
  await garbage.hears('汐見町1〜3丁目');
  await garbage.tap('汐見町1〜3丁目');
  await garbage.hears('今日と明日の収集');

  const road = openTalk(demo.sandbox, yukimizawa.channelId, tsuru.personId);
  await road.act({ type: 'follow' });
  await road.hears('道路の不具合通報');
  await road.tap('道路の不具合通報');
  await road.hears('どんなことですか');
  await road.tap('道路の穴・ひび割れ');
  await road.hears('写真を送ってください');
  await road.act({ type: 'image', sample: 'road' });
  await road.hears('写真を1枚受け取りました');
  await road.tap('写真はこれで全部');
  await road.hears('場所はどこですか');
  await road.act({ type: 'location', latitude: 38.6, longitude: 138.55, address: '雪見沢町本町1-2 役場前' });
  await road.hears('どうなっていますか');
  await road.say('役場の前の道に、大きな穴があります');
  await road.hears('連絡先を入れますか');
  await road.tap('入れない');
  await road.hears('この内容で送ります');

  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 });
  await page.goto(demo.sandboxUrl);
  await page.getByText('この内容で送ります').first().waitFor();
  // The rich menu would hide half of the talk.
  const openRichMenu = page.locator('[aria-expanded="true"]').filter({ hasText: 'メニュー' }).first();
  while ((await openRichMenu.count()) > 0) await openRichMenu.click();
  await page.waitForTimeout(800); // what scrolls and fades comes to rest
  await page.screenshot({ path: join(import.meta.dirname, 'phone.png') });
  await browser.close();
} finally {
  await demo.interrupt();
  remove();
}
