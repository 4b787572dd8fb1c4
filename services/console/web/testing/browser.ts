// A real Chromium, and what a test wants to know of a page in it.
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM_PATH = '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM_PATH);

/** Debian's Chromium without the services that would call home. */
export function launchChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({ executablePath: CHROMIUM_PATH, args });
}

/** For one thing to appear; a test that waits longer waits for what does not come. */
const PATIENCE_MS = 15_000;

declare global {
  interface Window {
    violations: string[];
  }
}

/** What went wrong in the page by itself: errors of its scripts, also those that React caught. Violations of its CSP are in {@link violationsIn}. */
export async function watch(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => errors.push(String(error)));
  // What an answer of 400 makes a browser say is none.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) errors.push(message.text());
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  // The map's tiles are not of this test; that it works without them is.
  await page.route('https://cyberjapandata.gsi.go.jp/**', (route) => route.abort());
  return errors;
}

export function violationsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => window.violations);
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ runOnly }); // put there just now
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, WCAG);
}

/** A window of another size, once the page has it: Playwright comes back before. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction((width) => innerWidth === width, size.width);
}

/** Pixels by which the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Tables that are wider than their place, each with the pixels by which one has to scroll sideways. */
export function sidewaysTablesOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.overflow-x-auto:has(> table)')].flatMap(
      ({ scrollWidth, clientWidth, firstElementChild }) =>
        scrollWidth > clientWidth
          ? [`${firstElementChild?.querySelector('caption')?.textContent}: ${scrollWidth - clientWidth}`]
          : [],
    ),
  );
}

/** As a person sets it in the browser's own settings; 16 is what it is without. */
export async function setLetterSize(page: Page, pixels: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: pixels, fixed: pixels } });
}

/** What the page takes it for, in pixels. */
export function letterSizeOf(page: Page): Promise<number> {
  return page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}
