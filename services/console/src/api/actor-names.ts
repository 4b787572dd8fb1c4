import type { Change } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { listStaff } from '@tenohira/staff';

/** What people are called, by how the audit log and requests name them: `staff:<id>`. */
export async function readActorNames(scope: TenantDb): Promise<ReadonlyMap<string, string>> {
  return new Map((await listStaff(scope)).map(({ staffId, name }) => [`staff:${staffId}`, name]));
}

/** The name of whoever made that change; null where nobody of the staff did. */
export async function nameOfActor(scope: TenantDb, change: Change | undefined): Promise<string | null> {
  return (change && (await readActorNames(scope)).get(change.by)) ?? null;
}
