// Fills an installation with the demo cities, by the steps of onboarding. They are live, so that the demo shows all there is.
// Every step can be repeated: what is there already stays.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { AppError, jstDateOf } from '@tenohira/core';
import { createDatabase, startDatabaseClock } from '@tenohira/db';
import { features } from '@tenohira/features';
import { importGarbageData } from '@tenohira/features/garbage-guide/staff';
import { createLineClients } from '@tenohira/messaging';
import {
  connectChannel,
  ensurePlatformTenant,
  installStarterFeatures,
  type OnboardingDependencies,
  startCity,
} from '@tenohira/onboarding';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods, saveMethodSettings } from '@tenohira/payouts';
import { publishStarterMenu } from '@tenohira/rich-menus';
import { createTenantSecrets } from '@tenohira/secrets';
import { type DemoCity, demoCities, demoPeople, garbageFilesOf } from './demo-cities.ts';
import {
  createSandboxControl,
  type IdentityClient,
  type SandboxControl,
  type StripeEndpoint,
} from './sandbox-control.ts';

export type SeedOptions = {
  APP_DATABASE_URL: string;
  PLATFORM_DATABASE_URL: string;
  MASTER_KEY: string;
  gatewayUrl: string;
  sandboxUrl: string;
  /** Absent where the identity provider is not the sandbox. */
  identity?: IdentityClient;
  /** Absent where Stripe is not the sandbox. */
  stripe?: StripeEndpoint;
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
  const onboarding: OnboardingDependencies = {
    ...{ db, secrets, catalog, clock: await startDatabaseClock(db) },
    lineApi: { apiBaseUrl: options.sandboxUrl, dataApiBaseUrl: options.sandboxUrl },
    publicBaseUrl: options.gatewayUrl,
    ports: {},
  };
  try {
    await ensurePlatformTenant(db, secrets);
    const seeded: SeededCity[] = [];
    for (const city of demoCities) seeded.push(await seedCity({ onboarding, sandbox, options }, city));
    for (const person of demoPeople) await sandbox.ensurePerson(person);
    if (options.identity) await sandbox.ensureIdentityClient(options.identity);
    if (options.stripe) await sandbox.ensureStripeEndpoint(options.stripe);
    return seeded;
  } finally {
    await db.close();
  }
}

type Tools = { onboarding: OnboardingDependencies; sandbox: SandboxControl; options: SeedOptions };

async function seedCity({ onboarding, sandbox, options }: Tools, city: DemoCity): Promise<SeededCity> {
  const { slug, name, greeting } = city;
  const { id } = await startCity(onboarding, { slug, name, greeting, isPractice: false }, 'system');

  const channel = await sandbox.ensureChannel({ key: slug, displayName: name, center: city.center });
  await sandbox.switchWebhookOn(channel.channelId);
  const { channelId: lineChannelId, channelSecret } = channel;
  await connectChannel(onboarding, id, { lineChannelId, channelSecret }, 'system').catch(explainForgetfulness);
  await installStarterFeatures(onboarding, id, 'system', city.features);

  const { db, secrets } = onboarding;
  await db.withTenant(id, async (scope) => {
    for (const { method, settings } of city.payoutMethods) {
      await saveMethodSettings(scope, { secrets, methods }, method, settings, 'system');
    }
    await importGarbageData(scope, garbageFilesOf(slug), { today: jstDateOf(new Date()) });
  });
  const lineClients = createLineClients({
    ...{ db, secrets },
    apiBaseUrl: options.sandboxUrl,
    dataApiBaseUrl: options.sandboxUrl,
  });
  await publishStarterMenu({ db, catalog, lineClients }, id, 'system', { theme: city.richMenuTheme });
  return { name, slug, features: city.features.map((feature) => catalog.get(feature.key).title) };
}

/** A sandbox that was reset has other accounts than the residents in the database know. */
function explainForgetfulness(cause: unknown): never {
  if (!(cause instanceof AppError) || cause.code !== 'ONBOARDING_CHANNEL_IN_USE') throw cause;
  throw new Error(
    'The sandbox has forgotten the demo cities, and the database has not: remove the folder DATA_DIR (and the database at DATABASE_URL, if there is one) to begin anew.',
    { cause },
  );
}
