// What every change of a payout's status brings with it, in its transaction: money on paper, whoever follows, the audit.
import { type Actor, type AuditFact, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { PayoutChange, PayoutDependencies } from './dependencies.ts';
import { moveMoney } from './ledger.ts';
import { ACCOUNT_OF, type PayoutStatus } from './status.ts';

const KIND_OF: Readonly<Record<PayoutStatus, string>> = {
  ready: 'retry',
  batched: 'submit',
  submitting: 'submit',
  submitted: 'submit',
  unknown: 'submit',
  settled: 'settle',
  rejected: 'reject',
  returned: 'return',
  expired: 'expire',
  cancelled: 'cancel',
};

/**
 * Called after the rows were changed, last but for the caller's own facts.
 * @param instead the facts that stand for all the changes at once, where a file is what happened
 */
export async function recordChanges(
  db: TenantDb,
  deps: Pick<PayoutDependencies, 'onChange' | 'onChanges'>,
  changes: readonly PayoutChange[],
  actor: Actor,
  instead?: readonly AuditFact[],
): Promise<void> {
  const movements = changes.map(({ payoutId, programId, amountYen, from, to }) => ({
    payoutId,
    programId,
    amountYen,
    kind: KIND_OF[to],
    from: ACCOUNT_OF[from],
    to: ACCOUNT_OF[to],
  }));
  await moveMoney(db, movements, actor);
  if (deps.onChanges) await deps.onChanges(db, changes);
  else for (const change of changes) await deps.onChange(db, change);
  await appendAudit(db, instead ?? changes.map((change) => changeFact(change, actor)));
}

export function changeFact(
  { payoutId, claimId, method, amountYen, from, to, reason }: PayoutChange,
  actor: Actor,
): AuditFact {
  return {
    actor,
    action: `payout.${to}`,
    subject: `payout:${payoutId}`,
    detail: { claimId, method, amountYen, from, ...(reason === undefined ? {} : { reason }) },
  };
}
