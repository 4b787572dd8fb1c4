export { type BatchLine, type BatchLineFilter, listBatchLines } from './batch-lines.ts';
export { type BatchStatus, type BatchSummary, batchSlip, listBatches } from './batches.ts';
export { cancelUnsentPayouts } from './cancel-unsent-payouts.ts';
export { checkBooks, type Mismatch } from './check-books.ts';
export { type AttemptRow, listAttempts, listStuckPayouts, readSecret, type StuckPayout } from './codes.ts';
export {
  createPayoutMethods,
  PAYOUT_FAIL_POINTS,
  type PayoutChange,
  type PayoutDependencies,
  type PayoutMethods,
  type PayoutTiming,
} from './dependencies.ts';
export { errors as payoutErrors } from './errors.ts';
export { expireLapsed } from './expire-lapsed.ts';
export { type Balances, fundProgram, readBalances } from './ledger.ts';
export {
  countPayouts,
  type ListedPayout,
  listPayouts,
  nameClaims,
  type PayoutFilter,
  type PayoutTotals,
} from './list-payouts.ts';
export {
  describeMethodSettings,
  type MethodSetUp,
  readMethodSettings,
  saveMethodSettings,
} from './method-settings.ts';
export { type PlannedPayout, planPayouts } from './plan-payouts.ts';
export { type BatchRequest, preflightBatch, prepareBatch, problemKey } from './prepare-batch.ts';
export { type ReturnedItem, type ReturnsNotice, recordReturns } from './record-returns.ts';
export { cancelBatch, handOutBatch, releaseBatch, settleBatch } from './release-batch.ts';
export { type Resolution, resolveUnknown } from './resolve-unknown.ts';
export {
  DEAD_STATUSES,
  FINAL_STATUSES,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
  LIVE_STATUSES,
  type PayoutStatus,
} from './status.ts';
export { type PayoutReport, submitPayout, submitPayouts } from './submit-payouts.ts';
export {
  countUnknownPayouts,
  type DraftBatch,
  listBatchesToRelease,
  type UnknownPayouts,
} from './waiting-payouts.ts';
