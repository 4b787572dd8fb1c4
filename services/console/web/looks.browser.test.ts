// Every page and every component in a real Chromium: free of WCAG violations, of violations of the CSP and of errors, wide
// enough for its window, also with letters twice as large.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  hasChromium,
  launchChromium,
  letterSizeOf,
  overflowOf,
  resize,
  setLetterSize,
  sidewaysTablesOf,
  violationsIn,
  watch,
} from './testing/browser.ts';
import { buildApplication, buildGallery } from './testing/builds.ts';
import { createFakeConsole, type FakeConsole } from './testing/fake-api.ts';
import { OPERATOR_PAGES, PAGES, SIGNED_OUT_PAGES } from './testing/pages.ts';
import { SAMPLE_CITY } from './testing/sample-city.ts';
import { SAMPLE_PLATFORM } from './testing/sample-platform.ts';

const SECTIONS = ['feedback', 'fields', 'settings', 'lists', 'charts', 'places'];
const DESK = { width: 1280, height: 900 };
const TABLET = { width: 820, height: 900 };
const TABLET_ACROSS = { width: 1024, height: 768 };
/** In pixels; browsers have 16. */
const LARGE = 32;

describe.skipIf(!hasChromium)('the console in Chromium', () => {
  let browser: Browser;
  let fake: FakeConsole;
  let platform: FakeConsole;
  let gallery: FakeConsole;
  let url: string;
  let platformUrl: string;
  let galleryUrl: string;
  beforeAll(async () => {
    buildApplication();
    browser = await launchChromium();
    fake = await createFakeConsole(SAMPLE_CITY);
    url = await fake.server.listen({ port: 0, host: '127.0.0.1' });
    platform = await createFakeConsole(SAMPLE_PLATFORM);
    platformUrl = await platform.server.listen({ port: 0, host: '127.0.0.1' });
    gallery = await createFakeConsole({}, await buildGallery());
    galleryUrl = await gallery.server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await browser?.close();
    await fake?.close();
    await platform?.close();
    await gallery?.close();
  });

  async function look(page: Page, errors: readonly string[]): Promise<object> {
    await page.waitForLoadState('networkidle');
    return {
      errors,
      policy: await violationsIn(page),
      axe: await axeViolations(page),
      overflow: await overflowOf(page),
    };
  }

  const fine = { errors: [], policy: [], axe: [], overflow: 0 };

  /** At a desk, on a tablet that is held either way, and at a desk with letters twice as large. */
  async function visit(address: string, heading?: string): Promise<object> {
    const page = await browser.newPage({ viewport: DESK });
    const errors = await watch(page);
    await page.goto(address);
    await page
      .getByRole('heading', { level: 1, ...(heading === undefined ? {} : { name: heading, exact: true }) })
      .waitFor();
    const atDesk = await look(page, errors);
    await resize(page, TABLET);
    const onTablet = await look(page, errors);
    await resize(page, TABLET_ACROSS);
    const across = { overflow: await overflowOf(page), tables: await sidewaysTablesOf(page) };
    await resize(page, DESK);
    await setLetterSize(page, LARGE);
    const enlarged = { letters: await letterSizeOf(page), overflow: await overflowOf(page) };
    await page.close();
    return { atDesk, onTablet, across, enlarged };
  }

  const well = {
    ...{ atDesk: fine, onTablet: fine, across: { overflow: 0, tables: [] } },
    enlarged: { letters: LARGE, overflow: 0 },
  };

  it.each([...PAGES, ...SIGNED_OUT_PAGES])('$path is well', async ({ path, heading }) => {
    expect(await visit(`${url}${path}`, heading)).toEqual(well);
  });

  it.each(OPERATOR_PAGES)('$path of an operator is well', async ({ path, heading }) => {
    expect(await visit(`${platformUrl}${path}`, heading)).toEqual(well);
  });

  it.each(SECTIONS)('the components of %s are well', async (section) => {
    expect(await visit(`${galleryUrl}/${section}`)).toEqual(well);
  });

  it('the menu, dialogs and toasts are well when they are open', async () => {
    const page = await browser.newPage({ viewport: { width: 820, height: 900 } });
    const errors = await watch(page);
    await page.goto(`${url}/settings/staff`);
    await page.getByRole('button', { name: 'メニュー' }).click();
    expect(await look(page, errors)).toEqual(fine);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '職員を招待する' }).click();
    await page.getByRole('dialog', { name: '職員を招待する' }).waitFor();
    await page.getByRole('button', { name: '招待のメールを送る' }).click();
    await page.getByText('名前を入力してください。').waitFor();
    expect(await look(page, errors)).toEqual(fine);
    await page.goto(`${url}/settings/billing`);
    await page.getByRole('button', { name: '月払いに切り替える' }).click();
    await page.getByText('2027年4月1日(木)から、月払いになります。').waitFor();
    expect(await look(page, errors)).toEqual(fine);
    await page.goto(`${galleryUrl}/feedback`);
    await page.getByRole('button', { name: 'うまくいったとき' }).click();
    await page.getByText('保存しました。').waitFor();
    await page.getByRole('button', { name: '消す', exact: true }).click();
    await page.getByRole('dialog', { name: '下書きを消しますか' }).waitFor();
    expect(await look(page, errors)).toEqual(fine);
    await page.close();
  });
});
