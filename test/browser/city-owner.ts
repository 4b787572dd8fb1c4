// An owner of a running demo's city at their desk: a real browser in which they are signed in, and the same calls by API.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '@tenohira/db';
import { inviteStaff } from '@tenohira/staff';
import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { Demo } from '../support/start-demo.ts';
import { violationsOf } from '../support/violations.ts';

const PASSWORD = 'みずうみ そらいろ きつつき 2026';
/** For one thing to appear. */
const PATIENCE_MS = 15_000;

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  addresses: z.object({ console: z.string() }),
});
const totpSchema = z.object({ totp: z.object({ secret: z.string() }) });

export type CityOwner = {
  page: Page;
  /** Errors of scripts and of the CSP. */
  complaints: readonly string[];
  /** Opens a page of the console and waits for its heading. */
  open(path: string, heading: string): Promise<void>;
  /** Asks the API as the same person. */
  ask(path: string): Promise<unknown>;
};

/** Invites somebody, follows the link in a browser of their own, and gives that. */
export async function openCityOwner(
  { dataDir }: Pick<Demo, 'dataDir'>,
  browser: Browser,
  slug: string,
): Promise<CityOwner> {
  const running = runningSchema.parse(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')));
  const origin = running.addresses.console;
  const token = await invite(running, slug);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP' });
  const headers = { origin, 'x-tenohira-request': '1' };
  const post = async (path: string, data: object): Promise<unknown> => {
    const response = await context.request.post(`${origin}/api/v1${path}`, { headers, data });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response.json();
  };
  const { totp } = totpSchema.parse(await post('/invitations/password', { token, password: PASSWORD }));
  await post('/invitations/totp', { token, code: await generate({ secret: totp.secret }) });

  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  // What an answer of 400 makes a browser say is none.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
  });
  return {
    page,
    complaints,
    open: async (path, heading) => {
      await page.goto(`${origin}${path}`);
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    },
    ask: async (path) => (await context.request.get(`${origin}/api/v1${path}`, { headers })).json(),
  };
}

async function invite(running: z.infer<typeof runningSchema>, slug: string): Promise<string> {
  const db = createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 2,
  });
  try {
    const tenant = await db.platform.findTenant(slug);
    if (!tenant) throw new Error(`there is no demo city ${slug}`);
    const person = { name: '港 花子', email: 'hanako@city.example', role: 'owner' } as const;
    const { ticket } = await db.withTenant(tenant.id, (scope) => inviteStaff(scope, person, 'system'));
    return ticket;
  } finally {
    await db.close();
  }
}

/** What keeps somebody from using the page as it is now, by WCAG 2.2 A and AA. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.getByText('読み込んでいます').waitFor({ state: 'detached' });
  return violationsOf(page);
}
