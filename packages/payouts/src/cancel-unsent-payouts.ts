import type { Actor, AuditFact } from '@tenohira/audit';
import { planAfresh, type TenantDb } from '@tenohira/db';
import type { PayoutChange, PayoutDependencies } from './dependencies.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { changeFact, recordChanges } from './record-changes.ts';

type Dependencies = Pick<PayoutDependencies, 'onChange' | 'onChanges'>;

/**
 * Stops the payouts of these claims that have not left, and gives their money back to the budget. A draft file that
 * holds one of them is given up, and its other payouts wait for the next. One whose earlier call has an unknown outcome
 * is left: that call may still arrive.
 * @returns the ids of the payouts that were cancelled
 */
export async function cancelUnsentPayouts(
  db: TenantDb,
  deps: Dependencies,
  claimIds: readonly string[],
  actor: Actor,
): Promise<string[]> {
  await planAfresh(db);
  // The draft before its payouts: in the order in which whoever releases it takes them.
  const drafts = await db.sql<{ id: string }>(
    `select id from payout_batch where status = 'draft'
     and id in (select batch_id from payout where claim_id = any($1::uuid[]) and status = 'batched') order by id for update`,
    [claimIds],
  );
  const changes: PayoutChange[] = [];
  const facts: AuditFact[] = [];
  for (const { id } of drafts) {
    changes.push(...(await giveUpDraft(db, id)));
    facts.push({
      actor,
      action: 'payout.batch-cancelled',
      subject: `payout-batch:${id}`,
      detail: { reason: 'CLAIM_CANCELLED' },
    });
  }
  const cancelled = await db.sql<MovedRow>(
    `with stopped as (
       select p.id from payout p where p.claim_id = any($1::uuid[]) and p.status = 'ready'
       and not exists (select from payout_attempt a where a.payout_id = p.id and a.kind = 'submit' and (a.outcome = 'unknown' or a.outcome is null))
       order by p.id for update
     )
     update payout p set status = 'cancelled', next_attempt_at = null, lease_until = null, finished_at = now()
     from stopped where p.id = stopped.id and p.status = 'ready'
     returning p.id as "payoutId", p.claim_id as "claimId", p.program_id as "programId", p.method, p.amount_yen as "amountYen"`,
    [claimIds],
  );
  const stopped = cancelled.map((row) => toChange(row, 'ready', 'cancelled'));
  facts.push(...stopped.map((change) => changeFact(change, actor)));
  // Once for both: money is not waited for with the audit chain in hand.
  if (changes.length + stopped.length > 0) await recordChanges(db, deps, [...changes, ...stopped], actor, facts);
  return stopped.map(({ payoutId }) => payoutId);
}

/** The draft's payouts wait for the next file. The caller holds the row of the batch and writes the audit. */
export async function giveUpDraft(db: TenantDb, batchId: string): Promise<PayoutChange[]> {
  await db.sql(`update payout_batch set status = 'cancelled' where id = $1 and status = 'draft'`, [batchId]);
  const rows = await db.sql<MovedRow>(
    `update payout set status = 'ready', batch_id = null, batch_line = null where batch_id = $1 and status = 'batched'
     returning id as "payoutId", claim_id as "claimId", program_id as "programId", method, amount_yen as "amountYen"`,
    [batchId],
  );
  return rows.map((row) => toChange(row, 'batched', 'ready'));
}
