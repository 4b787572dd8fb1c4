// Fills an installation with the demo cities, by the steps of onboarding. They are live, so that the demo shows all there is.
// Every step can be repeated: what is there already stays.

import { type BillingDependencies, createBilling, readBilling, subscribeCity, syncCity } from '@tenohira/billing';
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
/** Of BILLING_GRACE_DAYS. */
const GRACE_DAYS = 30;

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
    const fees = options.stripe && (await openFees(onboarding, sandbox, options.sandboxUrl, options.stripe));
    const tools: Tools = { onboarding, sandbox, options, fees };
    const begun: BegunCity[] = [];
    for (const city of demoCities) begun.push(await beginCity(tools, city));
    // Side by side: neither waits for the other.
    await Promise.all([
      inTurn(begun, (city) => furnishCity(tools, city)),
      inTurn(begun, (city) => payFee(tools, city)),
    ]);
    for (const person of demoPeople) await sandbox.ensurePerson(person);
    if (options.identity) await sandbox.ensureIdentityClient(options.identity);
    return demoCities.map(({ name, slug, features: chosen }) => ({
      ...{ name, slug },
      features: chosen.map(({ key }) => catalog.get(key).title),
    }));
  } finally {
    await db.close();
  }
}

type Fees = { billing: BillingDependencies; account: { accountId: string; secretKey: string } };
type Tools = {
  onboarding: OnboardingDependencies;
  sandbox: SandboxControl;
  options: SeedOptions;
  fees: Fees | undefined;
};

async function openFees(
  { db, clock }: OnboardingDependencies,
  sandbox: SandboxControl,
  apiBaseUrl: string,
  endpoint: StripeEndpoint,
): Promise<Fees> {
  const { secretKey, webhookSecret } = endpoint;
  return {
    billing: createBilling({ db, clock, apiBaseUrl, secretKey, webhookSecret, graceDays: GRACE_DAYS }),
    account: { accountId: await sandbox.ensureStripeEndpoint(endpoint), secretKey },
  };
}

type BegunCity = DemoCity & { id: string };

async function beginCity({ onboarding }: Tools, city: DemoCity): Promise<BegunCity> {
  const { slug, name, greeting } = city;
  const { id } = await startCity(onboarding, { slug, name, greeting, isPractice: false }, 'system');
  return { ...city, id };
}

async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}

/** Orders what the city pays for as onboarding does, and has the first invoice paid: there is a receipt to look at. */
async function payFee({ sandbox, fees, onboarding: { db } }: Tools, { id, fee }: BegunCity): Promise<void> {
  if (!fee || !fees) return;
  const { billing, account } = fees;
  const read = () => db.readTenant(id, (scope) => readBilling(scope, billing.clock.now()));
  if ((await read())?.subscriptionId) return;
  await subscribeCity(billing, id, { ...fee, actor: 'system' });
  const customerId = (await read())?.customerId;
  if (!customerId) throw new Error(`${id} is no customer after its subscription`);
  await sandbox.settleDraft(account, customerId);
  await syncCity(billing, id);
}

async function furnishCity({ onboarding, sandbox, options }: Tools, city: BegunCity): Promise<void> {
  const { id, slug, name } = city;

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
}

/** A sandbox that was reset has other accounts than the residents in the database know. */
function explainForgetfulness(cause: unknown): never {
  if (!(cause instanceof AppError) || cause.code !== 'ONBOARDING_CHANNEL_IN_USE') throw cause;
  throw new Error(
    'The sandbox has forgotten the demo cities, and the database has not: remove the folder DATA_DIR (and the database at DATABASE_URL, if there is one) to begin anew.',
    { cause },
  );
}
