import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import type { PayoutSecret } from '@tenohira/feature-kit';
import type { AttemptOutcome } from './decide-outcome.ts';
import type { PayoutDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { codePlace } from './record-outcomes.ts';
import type { PayoutStatus } from './status.ts';

/**
 * What the resident needs to use what was issued. For a page that has established who is looking, and for nothing else.
 * A provider that has fallen silent since takes nothing back from them. The first time is written to the audit.
 * @throws AppError PAYOUT_CODE_UNAVAILABLE when there is none, or it has expired or was taken back
 */
export async function readSecret(
  deps: Pick<PayoutDependencies, 'db' | 'secrets'>,
  tenantId: string,
  payoutId: string,
  actor: Actor = 'system',
): Promise<{ secret: PayoutSecret; expiresAt?: Date }> {
  return deps.db.withTenant(tenantId, async (db) => {
    const [row] = await db.sql<{ secret: Buffer; expiresAt: Date | null; isFirst: boolean }>(
      `select c.secret, c.expires_at as "expiresAt", c.revealed_at is null as "isFirst"
       from payout_code c join payout p on p.id = c.payout_id
       where c.payout_id = $1 and p.status in ('settled', 'submitted', 'unknown') and coalesce(c.expires_at > now(), true)
       for update of c`,
      [payoutId],
    );
    if (!row) throw errors.CODE_UNAVAILABLE();
    const opened = await deps.secrets.decrypt(tenantId, codePlace(payoutId), row.secret);
    if (row.isFirst) {
      await db.sql('update payout_code set revealed_at = now() where payout_id = $1', [payoutId]);
      await appendAudit(db, [{ actor, action: 'payout.code-shown', subject: `payout:${payoutId}` }]);
    }
    const secret = JSON.parse(opened.toString()) as PayoutSecret; // written by record-outcomes.ts
    return { secret, ...(row.expiresAt ? { expiresAt: row.expiresAt } : {}) };
  });
}

export type AttemptRow = {
  number: number;
  /** `evidence`: a named person; `providerRef` is what they saw. */
  kind: 'submit' | 'query' | 'evidence';
  startedAt: Date;
  finishedAt: Date | null;
  outcome: AttemptOutcome | null;
  providerRef: string | null;
  errorCode: string | null;
};

/** In their order. */
export function listAttempts(db: TenantDb, payoutId: string): Promise<AttemptRow[]> {
  return db.sql<AttemptRow>(
    `select number, kind, started_at as "startedAt", finished_at as "finishedAt", outcome, provider_ref as "providerRef",
            error_code as "errorCode"
     from payout_attempt where payout_id = $1 order by number`,
    [payoutId],
  );
}

export type StuckPayout = {
  payoutId: string;
  claimId: string;
  claimNumber: string;
  programId: string;
  method: string;
  amountYen: number;
  status: PayoutStatus;
  attempts: number;
  errorCode: string | null;
  createdAt: Date;
};

/** Those that somebody should look at: the outcome is unknown, or one attempt after another has come to nothing. */
export function listStuckPayouts(db: TenantDb, afterAttempts = 6): Promise<StuckPayout[]> {
  return db.sql<StuckPayout>(
    `select p.id as "payoutId", p.claim_id as "claimId", c.number as "claimNumber", p.program_id as "programId", p.method,
            p.amount_yen as "amountYen", p.status, p.attempts, p.error_code as "errorCode", p.created_at as "createdAt"
     from payout p join benefit_claim c on c.id = p.claim_id
     where p.next_attempt_at is not null and (p.status = 'unknown' or p.attempts >= $1) order by p.id`,
    [afterAttempts],
  );
}
