import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { Role } from '../roles.ts';
import { type Granted, startSession } from '../sessions/sessions.ts';

/** Somebody who has been invited and signed in long since, for tests that are about something else. */
export async function createActiveStaff(
  db: Database,
  tenantId: string,
  person: { role: Role; name?: string },
): Promise<{ staffId: string; email: string; session: Granted }> {
  const staffId = uuidv7();
  const email = `${staffId}@city.example`;
  const { role, name = `試験 ${role}` } = person;
  return db.withTenant(tenantId, async (scope) => {
    await scope.prisma.staffMember.create({ data: { id: staffId, email, name, role, status: 'active' } });
    const browser = { ip: '127.0.0.1', userAgent: 'test' };
    return { staffId, email, session: await startSession(scope, staffId, browser, 'passkey') };
  });
}
