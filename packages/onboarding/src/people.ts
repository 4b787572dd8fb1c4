import type { TenantDb } from '@tenohira/db';
import { listStaff } from '@tenohira/staff';

/** Who can do what for the city, of those who can sign in. */
export async function countPeople(db: TenantDb): Promise<{ owners: number; approvers: number }> {
  const active = (await listStaff(db)).filter(({ enabled }) => enabled);
  const count = (sought: string) => active.filter(({ role }) => role === sought).length;
  return { owners: count('owner'), approvers: count('approver') };
}
