// The page that describes the API, in a real browser.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTestConsole } from '../../services/console/src/testing/test-console.ts';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';

describe.skipIf(!hasChromium)('the page of the API (needs Chromium)', () => {
  const console_ = withTestConsole();
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    url = await console_.server.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('lists the operations, without anything that its policy forbids', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${url}/api/docs`);
    await page.getByRole('link', { name: '給付金' }).click();
    await page.getByText('何世帯に、何で届くか').click();
    await page.getByRole('heading', { name: 'Parameters' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('serves no other file of the package', async () => {
    for (const path of ['package.json', 'index.html', '../package.json', 'swagger-initializer.js']) {
      expect((await fetch(`${url}/api/docs/${path}`)).status, path).toBe(404);
    }
  });
});
