// Fills an installation with the demo cities. Every step can be repeated: what is there already stays.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature, listInstalled, saveCitySettings } from '@tenohira/catalog';
import { jstDateOf, randomToken, uuidv7 } from '@tenohira/core';
import { createDatabase, type Database } from '@tenohira/db';
import { features } from '@tenohira/features';
import { importGarbageData } from '@tenohira/features/garbage-guide/staff';
import { channelSecretPlace, createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods, saveMethodSettings } from '@tenohira/payouts';
import { publishStarterMenu } from '@tenohira/rich-menus';
import { createTenantSecrets, type TenantSecrets } from '@tenohira/secrets';
import { type DemoCity, demoCities, demoPeople, garbageFilesOf } from './demo-cities.ts';
import {
  createSandboxControl,
  type IdentityClient,
  type SandboxChannel,
  type SandboxControl,
} from './sandbox-control.ts';

export type SeedOptions = {
  APP_DATABASE_URL: string;
  PLATFORM_DATABASE_URL: string;
  MASTER_KEY: string;
  gatewayUrl: string;
  sandboxUrl: string;
  /** Absent where the identity provider is not the sandbox. */
  identity?: IdentityClient;
};

export type SeededCity = { name: string; slug: string; features: string[] };

const catalog = createCatalog(features, sharedBlocks);
const methods = createPayoutMethods(payoutMethods);

export async function seedDemoCities(options: SeedOptions): Promise<SeededCity[]> {
  const db = createDatabase({
    appUrl: options.APP_DATABASE_URL,
    platformUrl: options.PLATFORM_DATABASE_URL,
    maxConnections: 4,
  });
  const secrets = createTenantSecrets({
    masterKey: options.MASTER_KEY,
    loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
  });
  const sandbox = createSandboxControl(options.sandboxUrl);
  try {
    const seeded: SeededCity[] = [];
    for (const city of demoCities) seeded.push(await seedCity({ db, secrets, sandbox, options }, city));
    for (const person of demoPeople) await sandbox.ensurePerson(person);
    if (options.identity) await sandbox.ensureIdentityClient(options.identity);
    return seeded;
  } finally {
    await db.close();
  }
}

type Tools = { db: Database; secrets: TenantSecrets; sandbox: SandboxControl; options: SeedOptions };

async function seedCity({ db, secrets, sandbox, options }: Tools, city: DemoCity): Promise<SeededCity> {
  const id = uuidv7();
  await db.platform.createTenant({ id, slug: city.slug, name: city.name, wrappedKey: secrets.wrapNewKey(id) });
  const tenant = await db.platform.findTenant(city.slug);
  if (!tenant) throw new Error(`the tenant ${city.slug} was not made`);

  const channel = await sandbox.ensureChannel({ key: city.slug, displayName: city.name, center: city.center });
  const webhookKey = await ensureLineChannel({ db, secrets }, tenant.id, channel);
  await sandbox.setWebhook(channel.channelId, `${options.gatewayUrl}/line/webhook/${webhookKey}`);

  await db.withTenant(tenant.id, async (scope) => {
    const present = new Set((await listInstalled(scope, catalog)).map((entry) => entry.feature.key));
    if (present.size === 0) await saveCitySettings(scope, { greeting: city.greeting }, 'system');
    for (const [menuOrder, feature] of city.features.entries()) {
      if (!present.has(feature.key)) await installFeature(scope, catalog, { ...feature, menuOrder }, 'system');
    }
    for (const { method, settings } of city.payoutMethods) {
      await saveMethodSettings(scope, { secrets, methods }, method, settings, 'system');
    }
    await importGarbageData(scope, garbageFilesOf(city.slug), { today: jstDateOf(new Date()) });
  });
  const lineClients = createLineClients({
    ...{ db, secrets },
    apiBaseUrl: options.sandboxUrl,
    dataApiBaseUrl: options.sandboxUrl,
  });
  await publishStarterMenu({ db, catalog, lineClients }, tenant.id, 'system', { theme: city.richMenuTheme });
  return { name: city.name, slug: city.slug, features: city.features.map((feature) => catalog.get(feature.key).title) };
}

/** The tenant's channel, as the sandbox gave it: made, or brought up to date. */
async function ensureLineChannel(
  tools: Pick<Tools, 'db' | 'secrets'>,
  tenantId: string,
  channel: SandboxChannel,
): Promise<string> {
  const existing = await tools.db.readTenant(tenantId, ({ prisma }) =>
    prisma.lineChannel.findFirst({ where: { lineChannelId: channel.channelId } }),
  );
  const id = existing?.id ?? uuidv7();
  const secret = new Uint8Array(await tools.secrets.encrypt(tenantId, channelSecretPlace(id), channel.channelSecret));
  const known = { botUserId: channel.botUserId, displayName: channel.displayName, secret };
  const webhookKey = existing?.webhookKey ?? randomToken();
  await tools.db.withTenant(tenantId, async ({ prisma }) => {
    if (existing) await prisma.lineChannel.updateMany({ where: { id }, data: known });
    else await prisma.lineChannel.create({ data: { id, lineChannelId: channel.channelId, webhookKey, ...known } });
  });
  return webhookKey;
}
