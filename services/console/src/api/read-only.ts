// A city that is long late with its fee reads and does not write, in its console. What is never cut is named here.
import { billingErrors, readStanding } from '@tenohira/billing';
import type { Staff } from '@tenohira/staff';
import type { ConsoleTools } from './console-tools.ts';

/** Paying. One's own account is open by its permission. */
const ALWAYS_OPEN = /^\/billing(\/|$)/;

/** What residents have applied for is paid, who has to be protected is, and whoever leaves loses access. */
export const OPEN_WHEN_READ_ONLY: ReadonlySet<string> = new Set([
  'POST /programs/:programId/claims',
  'POST /claims/:claimId/confirm',
  'POST /claims/:claimId/recipient',
  'POST /claims/:claimId/cancel',
  'PUT /claims/:claimId/account',
  'POST /claims/:claimId/correction',
  'POST /approvals',
  'POST /entitlements/:entitlementId/fence',
  'POST /entitlements/:entitlementId/fenced-portion',
  'POST /entitlements/:entitlementId/refusal',
  'POST /programs/:programId/batches/preflight',
  'POST /programs/:programId/batches',
  'POST /batches/:batchId/release',
  'POST /batches/:batchId/file',
  'POST /batches/:batchId/cancel',
  'POST /batches/:batchId/settle',
  'POST /batches/:batchId/returns',
  'POST /batches/:batchId/returns/file',
  'POST /payouts/:payoutId/resolution',
  'POST /staff/:staffId/disabling',
  'DELETE /api-tokens/:tokenId',
]);

/** @throws AppError BILLING_READ_ONLY */
export async function assertWritable(
  { db, clock }: Pick<ConsoleTools, 'db' | 'clock'>,
  { tenantId }: Pick<Staff, 'tenantId'>,
  { method, url, permission }: { method: string; url: string; permission: string },
): Promise<void> {
  if (method === 'GET' || permission === 'read' || permission === 'signed-in') return;
  if (ALWAYS_OPEN.test(url) || OPEN_WHEN_READ_ONLY.has(`${method} ${url}`)) return;
  const standing = await db.readTenant(tenantId, (scope) => readStanding(scope, clock.now()));
  if (standing === 'read-only') throw billingErrors.READ_ONLY();
}
