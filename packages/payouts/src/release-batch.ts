// What happens to a prepared file: another person releases it, it is handed out, and the bank's day comes.
import { createHash } from 'node:crypto';
import { appendAudit } from '@tenohira/audit';
import { jstDateOf } from '@tenohira/core';
import { planForMany, type TenantDb } from '@tenohira/db';
import { type BatchSummary, batchSubject, filePlace, lockBatch, staffActor } from './batches.ts';
import { giveUpDraft } from './cancel-unsent-payouts.ts';
import { getMethod, isFile, type PayoutDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { readMethodSettings } from './method-settings.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recordChanges } from './record-changes.ts';
import type { PayoutStatus } from './status.ts';

/**
 * Seals the file: from here its money is on its way, and its payouts are in no other file.
 * @throws AppError PAYOUT_BATCH_STATUS, PAYOUT_SECOND_PERSON, PAYOUT_PAY_DATE_PASSED, PAYOUT_PAY_DATE_REFUSED, PAYOUT_FILE_CHANGED
 */
export async function releaseBatch(
  deps: PayoutDependencies,
  tenantId: string,
  batchId: string,
  staffId: string,
): Promise<BatchSummary> {
  return deps.db.withTenant(tenantId, async (db) => {
    await planForMany(db);
    const batch = await lockBatch(db, batchId, ['draft']);
    if (batch.preparedBy === staffId) throw errors.SECOND_PERSON();
    await refuseLateDay(db, deps, batch);
    await db.sql(`update payout_batch set status = 'released', released_by = $2, released_at = now() where id = $1`, [
      batchId,
      staffId,
    ]);
    const moved = await moveBatch(db, batchId, 'batched', 'submitted');
    const totalYen = moved.reduce((sum, { amountYen }) => sum + amountYen, 0);
    if (moved.length !== batch.count || totalYen !== batch.totalYen)
      throw errors.FILE_CHANGED({ details: { batchId } });
    const { count, fileHash, programId } = batch;
    await recordChanges(
      db,
      deps,
      moved.map((row) => toChange(row, 'batched', 'submitted')),
      staffActor(staffId),
      [
        {
          actor: staffActor(staffId),
          action: 'payout.batch-released',
          subject: batchSubject(batchId),
          detail: { programId, count, totalYen, fileHash },
        },
      ],
    );
    return { ...batch, status: 'released', releasedBy: staffId };
  });
}

/**
 * The file's bytes, to be carried to the bank. A second copy is the way to paying twice, so from then on it takes
 * somebody else than who had it last.
 * @throws AppError PAYOUT_BATCH_STATUS, PAYOUT_SECOND_PERSON, PAYOUT_FILE_CHANGED
 */
export async function handOutBatch(
  deps: PayoutDependencies,
  tenantId: string,
  batchId: string,
  staffId: string,
): Promise<{ fileName: string; bytes: Uint8Array }> {
  return deps.db.withTenant(tenantId, async (db) => {
    const batch = await lockBatch(db, batchId, ['released', 'settled']);
    if (batch.handedOutBy === staffId) throw errors.SECOND_PERSON();
    const [row] = await db.sql<{ file: Buffer }>(
      `update payout_batch set handed_out = handed_out + 1, handed_out_by = $2 where id = $1 returning file`,
      [batchId, staffId],
    );
    const bytes = await deps.secrets.decrypt(tenantId, filePlace(batchId), row?.file ?? Buffer.alloc(0));
    if (createHash('sha256').update(bytes).digest('hex') !== batch.fileHash)
      throw errors.FILE_CHANGED({ details: { batchId } });
    await appendAudit(db, [
      {
        actor: staffActor(staffId),
        action: 'payout.batch-handed-out',
        subject: batchSubject(batchId),
        detail: { time: batch.handedOut + 1, fileHash: batch.fileHash },
      },
    ]);
    return { fileName: batch.fileName, bytes };
  });
}

/** Gives up a file that nobody has released; its payouts wait for the next one. @throws AppError PAYOUT_BATCH_STATUS */
export async function cancelBatch(
  deps: PayoutDependencies,
  tenantId: string,
  batchId: string,
  staffId: string,
): Promise<void> {
  await deps.db.withTenant(tenantId, async (db) => {
    await planForMany(db);
    await lockBatch(db, batchId, ['draft']);
    const changes = await giveUpDraft(db, batchId);
    await recordChanges(db, deps, changes, staffActor(staffId), [
      { actor: staffActor(staffId), action: 'payout.batch-cancelled', subject: batchSubject(batchId) },
    ]);
  });
}

/**
 * The bank's day has come: what it has not sent back is paid. Returns may still come afterwards.
 * @throws AppError PAYOUT_BATCH_STATUS, PAYOUT_PAY_DATE_AHEAD
 */
export async function settleBatch(
  deps: PayoutDependencies,
  tenantId: string,
  batchId: string,
  staffId: string,
): Promise<{ count: number; totalYen: number }> {
  return deps.db.withTenant(tenantId, async (db) => {
    await planForMany(db);
    const batch = await lockBatch(db, batchId, ['released']);
    if (batch.payOn > jstDateOf(deps.clock.now())) throw errors.PAY_DATE_AHEAD({ details: { payOn: batch.payOn } });
    await db.sql(`update payout_batch set status = 'settled', settled_by = $2, settled_at = now() where id = $1`, [
      batchId,
      staffId,
    ]);
    const moved = await moveBatch(db, batchId, 'submitted', 'settled');
    const settled = { count: moved.length, totalYen: moved.reduce((sum, { amountYen }) => sum + amountYen, 0) };
    await recordChanges(
      db,
      deps,
      moved.map((row) => toChange(row, 'submitted', 'settled')),
      staffActor(staffId),
      [
        {
          actor: staffActor(staffId),
          action: 'payout.batch-settled',
          subject: batchSubject(batchId),
          detail: settled,
        },
      ],
    );
    return settled;
  });
}

/** Days may lie between preparing a file and releasing it, and the bank wants it some days before. */
async function refuseLateDay(db: TenantDb, deps: PayoutDependencies, { method, payOn }: BatchSummary): Promise<void> {
  const today = jstDateOf(deps.clock.now());
  if (payOn < today) throw errors.PAY_DATE_PASSED({ details: { payOn } });
  const found = getMethod(deps.methods, method);
  if (!isFile(found)) throw errors.METHOD_UNKNOWN({ details: { method } });
  const problems = found.preflightDay({ settings: await readMethodSettings(db, deps, method), payOn, today });
  if (problems.length === 0) return;
  const why = problems.map(({ message }) => message).join('\n');
  throw errors.PAY_DATE_REFUSED({
    userMessage: `${why}\nこの振込データは取り消して、新しい日付で作り直してください。`,
    details: { payOn, problems: problems.map(({ code }) => code) },
  });
}

function moveBatch(db: TenantDb, batchId: string, from: PayoutStatus, to: PayoutStatus): Promise<MovedRow[]> {
  return db.sql<MovedRow>(
    `update payout set status = $3, finished_at = case when $3 = 'settled' then now() end where batch_id = $1 and status = $2
     returning id as "payoutId", claim_id as "claimId", program_id as "programId", method, amount_yen as "amountYen"`,
    [batchId, from, to],
  );
}
