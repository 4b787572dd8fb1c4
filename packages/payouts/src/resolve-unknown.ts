import { createHash } from 'node:crypto';
import { containsMyNumber } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { staffActor } from './batches.ts';
import type { PayoutDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recordChanges } from './record-changes.ts';

export type Resolution = {
  payoutId: string;
  outcome: 'settled' | 'rejected';
  /** What the person saw and where, so that another can look it up. Kept with the attempts. */
  evidence: string;
  staffId: string;
};

/**
 * A named person says what became of a payout that no machine could find out.
 * @throws AppError PAYOUT_EVIDENCE_MISSING, PAYOUT_NOT_FOUND, PAYOUT_NOT_UNKNOWN
 */
export async function resolveUnknown(
  deps: PayoutDependencies,
  tenantId: string,
  { payoutId, outcome, evidence, staffId }: Resolution,
): Promise<void> {
  const text = evidence.trim();
  if (text.length < 10 || text.length > 500 || containsMyNumber(text)) throw errors.EVIDENCE_MISSING();
  await deps.db.withTenant(tenantId, async (db) => {
    const row = await takeUnknown(db, payoutId, outcome);
    // Whoever is asking the provider at this moment has lost the lease, and what they hear changes nothing.
    await db.sql(
      `update payout_attempt set outcome = 'unknown', error_code = 'RESOLVED_MEANWHILE', finished_at = now()
       where payout_id = $1 and outcome is null`,
      [payoutId],
    );
    await db.sql(
      `insert into payout_attempt (payout_id, number, lease_token, kind, finished_at, outcome, provider_ref)
       values ($1, $2, gen_random_uuid(), 'evidence', now(), $3, $4)`,
      [payoutId, row.attempts, outcome, text],
    );
    const actor = staffActor(staffId);
    const evidenceHash = createHash('sha256').update(text).digest('hex');
    await recordChanges(db, deps, [toChange(row, 'unknown', outcome, 'RESOLVED_BY_PERSON')], actor, [
      {
        actor,
        action: `payout.${outcome}`,
        subject: `payout:${payoutId}`,
        detail: {
          claimId: row.claimId,
          amountYen: row.amountYen,
          from: 'unknown',
          reason: 'RESOLVED_BY_PERSON',
          evidenceHash,
        },
      },
    ]);
  });
}

async function takeUnknown(
  db: TenantDb,
  payoutId: string,
  outcome: Resolution['outcome'],
): Promise<MovedRow & { attempts: number }> {
  const [found] = await db.sql<{ status: string }>('select status from payout where id = $1 for update', [payoutId]);
  if (!found) throw errors.NOT_FOUND();
  if (found.status !== 'unknown') throw errors.NOT_UNKNOWN({ details: { payoutId, status: found.status } });
  const [row] = await db.sql<MovedRow & { attempts: number }>(
    `update payout set status = $2, attempts = attempts + 1, lease_token = null, lease_until = null, next_attempt_at = null,
       error_code = 'RESOLVED_BY_PERSON', finished_at = now()
     where id = $1
     returning id as "payoutId", claim_id as "claimId", program_id as "programId", method, amount_yen as "amountYen", attempts`,
    [payoutId, outcome],
  );
  if (!row) throw errors.NOT_FOUND();
  return row;
}
