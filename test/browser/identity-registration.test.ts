// A resident registers on a phone: our page, the sandbox's identity provider, and back, in a real Chromium without scripts.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { randomToken, systemClock, uuidv7 } from '@tenohira/core';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import {
  createIdentityProvider,
  findRegistration,
  identityPageUrl,
  identityRedirectUri,
  openIdentityRequest,
  readPerson,
} from '@tenohira/identity';
import { createLineClients } from '@tenohira/messaging';
import {
  createTestResident,
  createTestSecrets,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../../services/sandbox/src/testing/start-sandbox.ts';
import { hasChromium, launchChromium } from '../screenshots/chromium.ts';
import { startLineProfiles } from '../support/line-profiles.ts';
import { overflowOf } from '../support/overflow.ts';

describe.skipIf(!hasChromium)('registering in Chromium', () => {
  let database: TestDatabase;
  let sandbox: TestSandbox;
  let line: Awaited<ReturnType<typeof startLineProfiles>>;
  let gateway: Gateway;
  let browser: Browser;
  let page: Page;
  let tenant: TestTenant;
  let publicBaseUrl: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    [database, sandbox, line, browser] = await Promise.all([
      openTestDatabase(),
      startSandbox(),
      startLineProfiles(),
      launchChromium(),
    ]);
    line.profile = { status: 200, name: 'うめちゃん' };
    const port = await findPort();
    publicBaseUrl = `http://localhost:${port}`;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const redirectUri = identityRedirectUri(publicBaseUrl);
    const client = { clientId: 'RP00000001', jwks: { keys: [publicKey.export({ format: 'jwk' })] } };
    await sandbox.control('PUT', '/identity/clients', { clients: [{ ...client, redirectUris: [redirectUri] }] });
    const secrets = createTestSecrets(database.db);
    gateway = await buildGateway({
      db: database.db,
      secrets,
      catalog,
      lineClients: createLineClients({ db: database.db, secrets, apiBaseUrl: line.url, dataApiBaseUrl: line.url }),
      methods: new Map(),
      clock: systemClock,
      publicBaseUrl,
      log: false,
      identity: createIdentityProvider({
        issuer: `${sandbox.url}/identity`,
        clientId: client.clientId,
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        redirectUri,
      }),
    });
    await gateway.server.listen({ port, host: 'localhost' });
    tenant = await createTestTenant(database.db);
    await database.db.withTenant(tenant.tenantId, (db) =>
      installFeature(db, catalog, { key: 'identity-registration', settings: {} }, 'system'),
    );
  });
  beforeEach(async () => {
    page = await newPhone();
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser?.close();
    await gateway?.server.close();
    await Promise.all([database?.drop(), sandbox?.close(), line?.close()]);
  });

  const catalog = createCatalog(features, sharedBlocks);

  async function newPhone(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    const phone = await context.newPage();
    phone.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return phone;
  }

  async function openLink(phone: Page): Promise<{ residentId: string; url: string }> {
    const { residentId } = await createTestResident(database.db, tenant);
    const token = randomToken();
    const expiresAt = new Date(Date.now() + 3_600_000);
    await database.db.withTenant(tenant.tenantId, (db) =>
      openIdentityRequest(db, { requestId: uuidv7(), token, residentId, expiresAt }),
    );
    const url = identityPageUrl(publicBaseUrl, tenant.tenantId, token);
    await phone.goto(url);
    return { residentId, url };
  }

  const consent = (phone: Page) => phone.getByRole('button', { name: '同意して本人確認へ進む' }).click();
  const personOf = (residentId: string) =>
    database.db.withTenant(tenant.tenantId, async (db) => {
      const registration = await findRegistration(db, residentId);
      return registration && readPerson(db, tenant.secrets, registration.registrationId);
    });

  it('leads from the consent over the card back to the result', async () => {
    const { residentId } = await openLink(page);
    await page.getByText('うめちゃん').waitFor();
    await consent(page);
    await page.getByRole('heading', { name: 'マイナンバーカードで本人確認' }).waitFor();
    await page.getByText('佐藤').first().click();
    await page.getByRole('button', { name: '認証する' }).click();
    await page.getByRole('heading', { name: '登録ができました' }).waitFor();
    expect(await personOf(residentId)).toMatchObject({ name: expect.stringContaining('佐藤') });
    await page.reload();
    await page.getByRole('heading', { name: '登録ができました' }).waitFor();
  });

  it.each([
    ['やめる', '登録をやめました'],
    ['カードがちがう', 'ご本人の確認ができませんでした'],
    ['暗証番号をまちがえた', 'ご本人の確認ができませんでした'],
    ['時間切れ', '有効時間が過ぎました'],
  ])('comes back from 「%s」 with 「%s」 and registers nobody', async (button, text) => {
    const { residentId } = await openLink(page);
    await consent(page);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(text).first().waitFor();
    expect(await personOf(residentId)).toBeUndefined();
  });

  it('does not let another phone take over a way out, nor bring it home', async () => {
    const { residentId, url } = await openLink(page);
    await consent(page);
    const stranger = await newPhone();
    await stranger.goto(url);
    await consent(stranger);
    await stranger.getByText('ほかの画面ではじめられた').waitFor();
    await stranger.context().close();
    expect(await personOf(residentId)).toBeUndefined();
  });

  it('fits the narrowest phone, with large letters and buttons', async () => {
    await openLink(page);
    const measured = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await measured.goto(page.url());
    // As text: what runs in the page knows the DOM, this project's types do not.
    const sizes = await measured.evaluate<{ smallest: number; button: number }>(`({
      smallest: Math.min(...[...document.querySelectorAll('p, li, h1, h2, button')].map((element) =>
        Number.parseFloat(getComputedStyle(element).fontSize))),
      button: document.querySelector('button').getBoundingClientRect().height,
    })`);
    expect(await overflowOf(measured)).toBe(0);
    await measured.close();
    expect(sizes.smallest).toBeGreaterThanOrEqual(16);
    expect(sizes.button).toBeGreaterThanOrEqual(56);
  });

  it('had nothing that the browser complained about, but for the refusals', () => {
    expect(complaints.filter((text) => !/status of (400|403|410)/.test(text))).toEqual([]);
  });
});

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((closed) => server.close(closed));
  return port;
}
