import type { TenantDb } from '@tenohira/db';
import { listStaff, type StaffStatus } from '@tenohira/staff';

/** How many can do what for the city; of those who can sign in, unless others are asked for. */
export async function countPeople(
  db: TenantDb,
  statuses: readonly StaffStatus[] = ['active'],
): Promise<{ owners: number; approvers: number }> {
  const people = (await listStaff(db)).filter(({ status }) => statuses.includes(status));
  const count = (sought: string) => people.filter(({ role }) => role === sought).length;
  return { owners: count('owner'), approvers: count('approver') };
}
