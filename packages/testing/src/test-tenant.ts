import { randomBytes } from 'node:crypto';
import { randomToken, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { createTenantSecrets, type TenantSecrets } from '@tenohira/secrets';

export type TestTenant = {
  tenantId: string;
  slug: string;
  channelId: string;
  lineChannelId: string;
  channelSecret: string;
  botUserId: string;
  webhookKey: string;
  secrets: TenantSecrets;
};

/** One master key for a test run is as good as any. */
const masterKey = randomBytes(32).toString('base64');

/** The secrets of every tenant of that database. */
export function createTestSecrets(db: Database): TenantSecrets {
  return createTenantSecrets({ masterKey, loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId) });
}

/** A tenant of one's own, with a LINE channel and live unless it is to practise: no test shares rows with another. */
export async function createTestTenant(
  db: Database,
  channel: Partial<Pick<TestTenant, 'lineChannelId' | 'channelSecret' | 'botUserId'>> & { isPractice?: boolean } = {},
): Promise<TestTenant> {
  const secrets = createTestSecrets(db);
  const tenantId = uuidv7();
  const tenant: TestTenant = {
    tenantId,
    slug: `t-${tenantId}`,
    channelId: uuidv7(),
    lineChannelId: channel.lineChannelId ?? String(1_600_000_000 + randomBytes(3).readUIntBE(0, 3)),
    channelSecret: channel.channelSecret ?? randomBytes(16).toString('hex'),
    botUserId: channel.botUserId ?? `U${randomBytes(16).toString('hex')}`,
    webhookKey: randomToken(),
    secrets,
  };
  await db.platform.createTenant({
    id: tenantId,
    slug: tenant.slug,
    name: `試験市${tenantId.slice(-4)}`,
    wrappedKey: secrets.wrapNewKey(tenantId),
    isPractice: channel.isPractice ?? false,
  });
  const secret = await secrets.encrypt(tenantId, `line_channel.secret:${tenant.channelId}`, tenant.channelSecret);
  await db.withTenant(tenantId, async ({ prisma }) => {
    await prisma.lineChannel.create({
      data: {
        id: tenant.channelId,
        webhookKey: tenant.webhookKey,
        lineChannelId: tenant.lineChannelId,
        botUserId: tenant.botUserId,
        displayName: '試験市',
        secret: new Uint8Array(secret),
      },
    });
  });
  return tenant;
}

/** A resident of that tenant, for tests that need only the row. */
export async function createTestResident(
  db: Database,
  tenant: TestTenant,
  options: { isTest?: boolean } = {},
): Promise<{ residentId: string; lineUserId: string }> {
  const residentId = uuidv7();
  const lineUserId = `U${randomBytes(16).toString('hex')}`;
  await db.withTenant(tenant.tenantId, async ({ prisma }) => {
    await prisma.resident.create({
      data: {
        id: residentId,
        channelId: tenant.channelId,
        lineUserId,
        status: 'friend',
        isTest: options.isTest ?? false,
      },
    });
  });
  return { residentId, lineUserId };
}
