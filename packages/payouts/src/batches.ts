// What is common to all that is done with a file for the bank.
import type { LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from './errors.ts';

export type BatchStatus = 'draft' | 'released' | 'settled' | 'cancelled';

/** What the slip (伝票) says beside the file: by it people check that they have the right one. */
export type BatchSummary = {
  batchId: string;
  programId: string;
  method: string;
  status: BatchStatus;
  /** 振込指定日 */
  payOn: LocalDate;
  count: number;
  totalYen: number;
  fileName: string;
  /** SHA-256 of the file, hex. */
  fileHash: string;
  preparedBy: string;
  releasedBy: string | null;
  handedOut: number;
  handedOutBy: string | null;
};

const COLUMNS = `id as "batchId", program_id as "programId", method, status, to_char(pay_on, 'YYYY-MM-DD') as "payOn", count,
  total_yen::float8 as "totalYen", file_name as "fileName", file_hash as "fileHash", prepared_by as "preparedBy",
  released_by as "releasedBy", handed_out as "handedOut", handed_out_by as "handedOutBy"`;

/** @throws AppError PAYOUT_BATCH_NOT_FOUND */
export async function batchSlip(db: TenantDb, batchId: string): Promise<BatchSummary> {
  const [batch] = await db.sql<BatchSummary>(`select ${COLUMNS} from payout_batch where id = $1`, [batchId]);
  if (!batch) throw errors.BATCH_NOT_FOUND();
  return batch;
}

/** Newest first. */
export function listBatches(db: TenantDb, programId: string): Promise<BatchSummary[]> {
  return db.sql<BatchSummary>(`select ${COLUMNS} from payout_batch where program_id = $1 order by id desc`, [
    programId,
  ]);
}

/** @throws AppError PAYOUT_BATCH_NOT_FOUND, PAYOUT_BATCH_STATUS */
export async function lockBatch(db: TenantDb, batchId: string, allowed: readonly BatchStatus[]): Promise<BatchSummary> {
  const [batch] = await db.sql<BatchSummary>(`select ${COLUMNS} from payout_batch where id = $1 for update`, [batchId]);
  if (!batch) throw errors.BATCH_NOT_FOUND();
  if (!allowed.includes(batch.status)) throw errors.BATCH_STATUS({ details: { batchId, status: batch.status } });
  return batch;
}

export function filePlace(batchId: string): string {
  return `payout_batch.file:${batchId}`;
}

export function batchSubject(batchId: string): string {
  return `payout-batch:${batchId}`;
}

/** The account of a member of staff, as batches keep it and as the audit names its actors. */
export function staffActor(staffId: string): `staff:${string}` {
  return `staff:${staffId}`;
}
