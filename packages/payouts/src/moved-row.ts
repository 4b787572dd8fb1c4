import type { PayoutChange } from './dependencies.ts';
import type { PayoutStatus } from './status.ts';

/** What a statement returns of a payout whose status it changed. */
export type MovedRow = Omit<PayoutChange, 'from' | 'to' | 'reason'>;

export function toChange(row: MovedRow, from: PayoutStatus, to: PayoutStatus, reason?: string | null): PayoutChange {
  const { payoutId, claimId, programId, method, amountYen } = row;
  return { payoutId, claimId, programId, method, amountYen, from, to, ...(reason ? { reason } : {}) };
}
