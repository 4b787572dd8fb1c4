import { planAfresh, type TenantDb } from '@tenohira/db';
import type { PayoutSecret } from '@tenohira/feature-kit';
import type { OpenedSecrets } from '@tenohira/secrets';
import type { Decision } from './decide-outcome.ts';
import type { PayoutDependencies } from './dependencies.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recordChanges } from './record-changes.ts';
import { isFinal, type PayoutStatus } from './status.ts';

export type Decided = { payoutId: string; decision: Decision };

/**
 * Writes what came of calls, where the lease is still held. Whoever lost it changes nothing, not even the attempt.
 * @returns the payouts that were written
 */
export async function recordOutcomes(
  db: TenantDb,
  deps: PayoutDependencies,
  secrets: OpenedSecrets,
  leaseToken: string,
  decided: readonly Decided[],
): Promise<Set<string>> {
  await planAfresh(db);
  const recorded = await db.sql<MovedRow & { from: PayoutStatus; to: PayoutStatus; code: string | null }>(
    `with said as (
       select * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::timestamptz[], $9::bool[])
         as s(id, status, outcome, provider_ref, error_code, delay_ms, expires_at, is_final)
     ), held as (
       select p.id, p.status as was from payout p join said on said.id = p.id
       where p.lease_token = $1 and p.status in ('submitting', 'unknown', 'submitted') order by p.id for update of p
     ), recorded as (
       update payout p set status = said.status, provider_ref = coalesce(said.provider_ref, p.provider_ref), error_code = said.error_code,
         expires_at = coalesce(said.expires_at, p.expires_at), next_attempt_at = now() + said.delay_ms * interval '1 millisecond',
         lease_token = null, lease_until = null, finished_at = case when said.is_final then now() end
       from held join said on said.id = held.id where p.id = held.id and p.lease_token = $1
       returning p.id, held.was, p.status, p.program_id, p.claim_id, p.method, p.amount_yen, p.error_code, said.outcome, said.provider_ref
     ), finished as (
       update payout_attempt a set outcome = r.outcome, provider_ref = r.provider_ref, error_code = r.error_code, finished_at = now()
       from recorded r where a.payout_id = r.id and a.lease_token = $1 and a.outcome is null
     )
     select id as "payoutId", was as "from", status as "to", program_id as "programId", claim_id as "claimId", method,
            amount_yen as "amountYen", error_code as code from recorded order by id`,
    [
      leaseToken,
      decided.map(({ payoutId }) => payoutId),
      decided.map(({ decision }) => decision.to),
      decided.map(({ decision }) => decision.outcome),
      decided.map(({ decision }) => decision.providerRef ?? null),
      decided.map(({ decision }) => decision.errorCode ?? null),
      decided.map(({ decision }) => decision.delayMs ?? null),
      decided.map(({ decision }) => decision.expiresAt ?? null),
      decided.map(({ decision }) => isFinal(decision.to)),
    ],
  );
  const ids = new Set(recorded.map(({ payoutId }) => payoutId));
  await keepSecrets(
    db,
    secrets,
    decided.filter(({ payoutId }) => ids.has(payoutId)),
  );
  const changes = recorded
    .filter(({ from, to }) => from !== to)
    .map((row) => toChange(row, row.from, row.to, row.code));
  if (changes.length > 0) await recordChanges(db, deps, changes, 'system');
  return ids;
}

export function codePlace(payoutId: string): string {
  return `payout_code.secret:${payoutId}`;
}

/** The first secret of a payout stays: a later answer under the same key does not replace what a resident may have used. */
async function keepSecrets(db: TenantDb, secrets: OpenedSecrets, decided: readonly Decided[]): Promise<void> {
  const issued = decided.flatMap(({ payoutId, decision }) =>
    decision.secret ? [{ payoutId, secret: decision.secret, expiresAt: decision.expiresAt ?? null }] : [],
  );
  if (issued.length === 0) return;
  const seal = (payoutId: string, secret: PayoutSecret) => secrets.encrypt(codePlace(payoutId), JSON.stringify(secret));
  await db.sql(
    `insert into payout_code (payout_id, secret, expires_at)
     select * from unnest($1::uuid[], $2::bytea[], $3::timestamptz[]) on conflict do nothing`,
    [
      issued.map(({ payoutId }) => payoutId),
      issued.map(({ payoutId, secret }) => seal(payoutId, secret)),
      issued.map(({ expiresAt }) => expiresAt),
    ],
  );
}
