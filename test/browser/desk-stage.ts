// A city of a running demo with two people who work there, and two residents with a phone each.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '@tenohira/db';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { type ConsoleClient, createConsoleClient } from '../story/console-client.ts';
import { overflowOf, resize, sidewaysTablesOf } from '../support/overflow.ts';
import { employ, type StaffBrowser } from '../support/staff-browser.ts';
import type { Demo } from '../support/start-demo.ts';
import { openTalk, type Talk } from '../support/talk.ts';
import { violationsOf } from '../support/violations.ts';

const CITY = 'minatono';
/** For one thing to appear. */
const PATIENCE_MS = 15_000;
const TILES = 'https://cyberjapandata.gsi.go.jp/**';

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  addresses: z.object({ console: z.string() }),
});

export type DeskStage = {
  consoleUrl: string;
  /** Handles cases. */
  editor: StaffBrowser;
  /** May delete a resident. */
  owner: StaffBrowser;
  /** The owner, by the API. */
  api: ConsoleClient;
  talk: Talk;
  /** Of somebody else, who saw the same hole. */
  neighbour: Talk;
  /** As if they had proven long ago who they are. */
  expireProof(person: StaffBrowser): Promise<void>;
  close(): Promise<void>;
};

export async function openDeskStage({ dataDir, sandbox }: Pick<Demo, 'dataDir' | 'sandbox'>): Promise<DeskStage> {
  const channel = (await sandbox.channels()).find(({ key }) => key === CITY);
  if (!channel) throw new Error(`there is no demo city ${CITY}`);
  const running = runningSchema.parse(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')));
  const consoleUrl = running.addresses.console;
  const db = createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 2,
  });
  const tenant = await db.platform.findTenant(CITY);
  if (!tenant) throw new Error(`there is no demo city ${CITY}`);
  const befriend = async (name: string): Promise<Talk> => {
    const { personId } = await sandbox.makePerson(name);
    const talk = openTalk(sandbox, channel.channelId, personId);
    await talk.act({ type: 'follow' });
    return talk;
  };
  const owner = await employ(db, tenant.id, consoleUrl, { name: '課長 みのり', role: 'owner' });
  const editor = await employ(db, tenant.id, consoleUrl, { name: '担当 さくら', role: 'editor' });
  const [talk, neighbour] = await Promise.all([befriend('浜辺 あおい'), befriend('沖田 なぎさ')]);
  return {
    ...{ consoleUrl, editor, owner, api: createConsoleClient(owner), talk, neighbour },
    expireProof: async ({ staffId }) => {
      await db.withTenant(tenant.id, ({ sql }) =>
        sql(`update staff_session set proven_at = now() - interval '1 hour' where staff_id = $1`, [staffId]),
      );
    },
    close: () => db.close(),
  };
}

/** A road with a hole: photo, place, words. */
export async function reportRoad(
  talk: Talk,
  { latitude = 34.05, words = 'バス停の前の車道に、大きい穴があります' } = {},
): Promise<void> {
  await talk.say('道路通報');
  await talk.hears('どんなことですか');
  await talk.tap('道路の穴・ひび割れ');
  await talk.hears('写真を送ってください');
  await talk.act({ type: 'image', sample: 'road' });
  await talk.hears('写真はこれで全部');
  await talk.tap('写真はこれで全部');
  await talk.hears('場所はどこですか');
  await talk.act({ type: 'location', latitude, longitude: 137.55, address: 'みなと野市本町1' });
  await talk.hears('どうなっていますか');
  await talk.say(words);
  await talk.hears('送信する');
  await talk.tap('送信する');
  await talk.hears('受付番号：');
}

/** Opens the first page, signed in as that person. What goes wrong in the page by itself is added to `errors`. */
export async function sitDown(
  browser: Browser,
  consoleUrl: string,
  person: StaffBrowser,
  errors: string[],
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies(person.cookies().map((cookie) => ({ ...cookie, domain: new URL(consoleUrl).hostname })));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => errors.push(String(error)));
  // What an answer of 409 makes a browser say is none.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) errors.push(message.text());
  });
  await page.route(TILES, (route) => route.abort());
  await page.goto(consoleUrl);
  await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
  return page;
}

/** What a person with another way of seeing or moving would stumble over, at the desk and on a tablet, held either way. */
export async function barriersOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1280, 1024, 820]) {
    await resize(page, { width, height: 900 });
    // What is found by reading the page is no other in a window between the two.
    const violations = width === 1024 ? [] : await violationsOf(page, ['best-practice']);
    const wider = await overflowOf(page);
    found.push(...[...violations, ...(await factsCutOff(page))].map((each) => `${width}: ${each}`));
    if (wider > 0) found.push(`${width}: wider than the window by ${wider} pixels`);
    if (width >= 1024)
      found.push(...(await sidewaysTablesOf(page)).map((each) => `${width}: to be scrolled sideways: ${each}`));
  }
  await resize(page, { width: 1280, height: 900 });
  return found;
}

/** Values of facts that are wider than the place that they have. */
function factsCutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('dd')]
       .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
       .map(({ textContent }) => 'cut off: ' + textContent)`,
  );
}
