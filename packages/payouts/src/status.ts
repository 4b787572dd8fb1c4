// The states of a payout and where its money is in each. The database holds the transitions (prisma/migrations,
// check_payout_transition); the ledger follows from this table alone.

export type PayoutStatus =
  /** Planned: waits for its turn, or for a bank file. */
  | 'ready'
  /** In a bank file that nobody has released. */
  | 'batched'
  /** A call to the provider is under way, under a lease. */
  | 'submitting'
  /** Accepted by the provider or handed to the bank; not known to have arrived. */
  | 'submitted'
  /** Nobody knows whether it was paid. Only evidence or a named person leads out of it. */
  | 'unknown'
  | 'settled'
  | 'rejected'
  | 'returned'
  | 'expired'
  | 'cancelled';

export const DEAD_STATUSES = [
  'rejected',
  'returned',
  'expired',
  'cancelled',
] as const satisfies readonly PayoutStatus[];
/** Under way or settled: of one claim at most one payout is in these. */
export const LIVE_STATUSES = [
  'ready',
  'batched',
  'submitting',
  'submitted',
  'unknown',
  'settled',
] as const satisfies readonly PayoutStatus[];
export const FINAL_STATUSES = ['settled', ...DEAD_STATUSES] as const satisfies readonly PayoutStatus[];

export const LEDGER_ACCOUNTS = ['appropriation', 'budget', 'reserved', 'in-transit', 'paid'] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** Where the amount of a payout is. */
export const ACCOUNT_OF: Readonly<Record<PayoutStatus, LedgerAccount>> = {
  ready: 'reserved',
  batched: 'reserved',
  submitting: 'in-transit',
  submitted: 'in-transit',
  unknown: 'in-transit',
  settled: 'paid',
  rejected: 'budget',
  returned: 'budget',
  expired: 'budget',
  cancelled: 'budget',
};

export function isFinal(status: PayoutStatus): boolean {
  return (FINAL_STATUSES as readonly PayoutStatus[]).includes(status);
}
