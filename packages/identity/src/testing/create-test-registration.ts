import type { TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import type { Person } from '../person.ts';
import { saveRegistration } from '../registration.ts';

/** A registration as the page would have made it. Returns its id. */
export async function createTestRegistration(
  db: TenantDb,
  secrets: TenantSecrets,
  { residentId, person }: { residentId: string; person: Person },
): Promise<string> {
  const now = new Date();
  const { registrationId } = await saveRegistration(db, await secrets.opened(db.tenantId), {
    residentId,
    person,
    consentVersion: '1',
    consentedAt: now,
    verifiedAt: now,
  });
  return registrationId;
}
