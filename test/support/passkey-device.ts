// A person's own browser: cookies of their own, and a device that keeps passkeys and says yes to every question about them.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export type PersonsBrowser = { context: BrowserContext; page: Page; complaints: string[] };

/** For one thing to appear; a test that waits longer waits for what does not come. */
const PATIENCE_MS = 20_000;

const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/** `complaints` collects what the page logs as an error, but for answers that say no. */
export async function openPersonsBrowser(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<PersonsBrowser> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

/** Opens the link of an invitation and registers a passkey: the way into the console that it recommends. */
export async function joinByLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
}
