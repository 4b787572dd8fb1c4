import { createHash } from 'node:crypto';
import { uuidv7 } from '@tenohira/core';
import { planForMany, type TenantDb } from '@tenohira/db';
import { type BatchSummary, batchSubject, lockBatch, staffActor } from './batches.ts';
import type { PayoutDependencies } from './dependencies.ts';
import { errors, translated } from './errors.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recordChanges } from './record-changes.ts';
import { checkedReason, parseReturnsFile, refused } from './returns-file.ts';
import type { PayoutStatus } from './status.ts';

/** One that came back, by its line in the file or by its id. */
export type ReturnedItem = { reason: string } & ({ line: number } | { payoutId: string });

export type ReturnsNotice = { batchId: string; staffId: string } & (
  | { items: readonly ReturnedItem[] }
  | { bytes: Uint8Array }
);

/** `row`: where the notice says it, for messages. */
type Wanted = { row: number; line?: number; payoutId?: string; amountYen?: number; reason: string };

type Found = MovedRow & { line: number; status: PayoutStatus };

/**
 * Records what the bank sent back, all of it or nothing: the money returns to the budget, and the claim may be paid anew.
 * @throws AppError PAYOUT_RETURNS_INVALID (its message names the row), PAYOUT_RETURNS_REPEATED, PAYOUT_BATCH_STATUS
 */
export async function recordReturns(
  deps: PayoutDependencies,
  tenantId: string,
  notice: ReturnsNotice,
): Promise<{ count: number; totalYen: number }> {
  const { batchId, staffId } = notice;
  const { wanted, filePrefix, sourceHash } = readNotice(notice);
  return deps.db.withTenant(tenantId, async (db) => {
    await planForMany(db);
    const batch = await lockBatch(db, batchId, ['released', 'settled']);
    await checkNew(db, sourceHash);
    if (!batch.fileHash.startsWith(filePrefix)) {
      throw refused(1, '別の振込データについての通知です。伝票の確認番号をお確かめください。');
    }
    const returned = match(wanted, await findPayouts(db, batch, wanted));
    const items = returned.map(({ found, reason }) => ({ line: found.line, payoutId: found.payoutId, reason }));
    await db
      .sql(`insert into payout_result (id, batch_id, source_hash, items, recorded_by) values ($1, $2, $3, $4, $5)`, [
        uuidv7(),
        batchId,
        sourceHash,
        JSON.stringify(items),
        staffId,
      ])
      .catch(translated({ payout_result_tenant_id_source_hash_key: (cause) => errors.RETURNS_REPEATED(cause) }));
    await db.sql(
      `update payout p set status = 'returned', error_code = r.reason, finished_at = now()
       from unnest($1::uuid[], $2::text[]) as r(id, reason) where p.id = r.id`,
      [items.map(({ payoutId }) => payoutId), items.map(({ reason }) => reason)],
    );
    const totalYen = returned.reduce((sum, { found }) => sum + found.amountYen, 0);
    const changes = returned.map(({ found, reason }) => toChange(found, found.status, 'returned', reason));
    const actor = staffActor(staffId);
    await recordChanges(db, deps, changes, actor, [
      {
        actor,
        action: 'payout.returns-recorded',
        subject: batchSubject(batchId),
        detail: { sourceHash, count: returned.length, totalYen },
      },
      // The reason is what somebody typed: it stays with the notice and the payout, and out of a chain that forgets nothing.
      ...changes.map(({ payoutId, claimId, amountYen, from }) => ({
        actor,
        action: 'payout.returned',
        subject: `payout:${payoutId}`,
        detail: { claimId, amountYen, from },
      })),
    ]);
    return { count: returned.length, totalYen };
  });
}

function readNotice(notice: ReturnsNotice): { wanted: Wanted[]; filePrefix: string; sourceHash: string } {
  if ('bytes' in notice) {
    const { filePrefix, lines } = parseReturnsFile(notice.bytes);
    if (lines.length === 0) throw refused(1, '明細がありません。');
    return { wanted: lines, filePrefix, sourceHash: sha256(notice.bytes) };
  }
  const wanted = notice.items.map((item, index) => ({
    ...item,
    row: index + 1,
    reason: checkedReason(item.reason, index + 1),
  }));
  if (wanted.length === 0) throw refused(1, '明細がありません。');
  return { wanted, filePrefix: '', sourceHash: sha256(JSON.stringify([notice.batchId, wanted])) };
}

async function checkNew(db: TenantDb, sourceHash: string): Promise<void> {
  const known = await db.sql('select 1 from payout_result where source_hash = $1', [sourceHash]);
  if (known.length > 0) throw errors.RETURNS_REPEATED();
}

function findPayouts(db: TenantDb, batch: BatchSummary, wanted: readonly Wanted[]): Promise<Found[]> {
  return db.sql<Found>(
    `select id as "payoutId", claim_id as "claimId", program_id as "programId", method, amount_yen as "amountYen",
            batch_line as line, status
     from payout where batch_id = $1 and (batch_line = any($2::int[]) or id = any($3::uuid[])) order by id for update`,
    [batch.batchId, wanted.flatMap(({ line }) => line ?? []), wanted.flatMap(({ payoutId }) => payoutId ?? [])],
  );
}

function match(wanted: readonly Wanted[], found: readonly Found[]): { found: Found; reason: string }[] {
  const byLine = new Map(found.map((payout) => [payout.line, payout]));
  const byId = new Map(found.map((payout) => [payout.payoutId, payout]));
  const seen = new Set<string>();
  return wanted.map(({ row, line, payoutId, amountYen, reason }) => {
    const payout = line === undefined ? byId.get(payoutId ?? '') : byLine.get(line);
    if (!payout) throw refused(row, 'この振込データにない明細です。');
    if (seen.has(payout.payoutId)) throw refused(row, '同じ明細が2回あります。');
    seen.add(payout.payoutId);
    if (amountYen !== undefined && amountYen !== payout.amountYen) {
      throw refused(row, `金額が振込データと違います(振込データは${payout.amountYen}円)。`);
    }
    if (payout.status !== 'submitted' && payout.status !== 'settled') {
      throw refused(row, 'この明細は、すでに戻ってきたものとして記録されています。');
    }
    return { found: payout, reason };
  });
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
