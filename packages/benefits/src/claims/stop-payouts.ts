import type { Actor } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { cancelUnsentPayouts } from '@tenohira/payouts';
import type { ClaimTools } from './dependencies.ts';
import { followPayouts } from './follow-payout.ts';

/**
 * Stops what has not left of these claims' payouts: the claims wait for their approval again. Takes the audit chain, so
 * that what else the transaction has to wait for comes before (`holdClaimNumbers`).
 */
export async function stopPayouts(
  db: TenantDb,
  deps: ClaimTools,
  claimIds: readonly string[],
  actor: Actor,
): Promise<void> {
  await cancelUnsentPayouts(
    db,
    {
      onChange: (scope, change) => followPayouts(scope, deps, [change]),
      onChanges: (scope, changes) => followPayouts(scope, deps, changes),
    },
    claimIds,
    actor,
  );
}
