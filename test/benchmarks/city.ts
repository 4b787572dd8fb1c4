import { randomBytes } from 'node:crypto';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { randomToken, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { channelSecretPlace } from '@tenohira/messaging';
import { createTenantSecrets } from '@tenohira/secrets';
import { features } from '../support/features-under-test.ts';

export type BenchmarkCity = {
  tenantId: string;
  channelId: string;
  channelSecret: string;
  destination: string;
  path: string;
};

/** A tenant with a channel and the probe feature. */
export async function makeCity(db: Database, masterKey: string): Promise<BenchmarkCity> {
  const tenantId = uuidv7();
  const channelId = uuidv7();
  const webhookKey = randomToken();
  const channelSecret = randomBytes(16).toString('hex');
  const destination = `U${randomBytes(16).toString('hex')}`;
  const secrets = createTenantSecrets({ masterKey, loadKeys: (id) => db.platform.listTenantKeys(id) });
  await db.platform.createTenant({
    id: tenantId,
    slug: `b-${tenantId}`,
    name: '計測市',
    wrappedKey: secrets.wrapNewKey(tenantId),
  });
  const secret = new Uint8Array(await secrets.encrypt(tenantId, channelSecretPlace(channelId), channelSecret));
  await db.withTenant(tenantId, async (scope) => {
    await scope.prisma.lineChannel.create({
      data: {
        id: channelId,
        webhookKey,
        lineChannelId: destination,
        botUserId: destination,
        displayName: '計測市',
        secret,
      },
    });
    await installFeature(scope, createCatalog(features, sharedBlocks), { key: 'probe', settings: {} }, 'system');
  });
  return { tenantId, channelId, channelSecret, destination, path: `/line/webhook/${webhookKey}` };
}
