import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { PLATFORM_SLUG } from '@tenohira/staff';

/**
 * The tenant in which operators are at home, made where there is none. It is no city: nothing that is done for cities is done
 * for it, and the database lets nobody else have operators.
 */
export async function ensurePlatformTenant(db: Database, secrets: TenantSecrets): Promise<{ tenantId: string }> {
  const id = uuidv7();
  const tenant = { id, slug: PLATFORM_SLUG, name: '手のひら市役所 運営', wrappedKey: secrets.wrapNewKey(id) };
  await db.platform.createTenant({ ...tenant, kind: 'platform' });
  const found = await db.platform.findTenant(PLATFORM_SLUG);
  if (found?.kind !== 'platform') throw new Error(`the slug ${PLATFORM_SLUG} is a city's`);
  return { tenantId: found.id };
}
