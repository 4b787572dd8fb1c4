// Codes that nobody used before their day. The provider is asked to take each back before its money goes anywhere else.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { findUsableMethods, type UsableMethods } from './begin-attempts.ts';
import { callWithdraw, type WithdrawAnswer } from './call-provider.ts';
import { endpointsOf, type PayoutDependencies, timingOf } from './dependencies.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recipientPlace } from './plan-payouts.ts';
import { recordChanges } from './record-changes.ts';
import type { PayoutStatus } from './status.ts';

const LAPSED_AT_ONCE = 100;
/** Before a provider is asked again that could not say, in milliseconds. */
const ASK_AGAIN_MS = 60 * 60_000;

type Lapsed = MovedRow & { from: PayoutStatus; number: number; recipient: Buffer; isReissue: boolean };

/** @returns how many expired, their money back in the budget */
export async function expireLapsed(deps: PayoutDependencies, tenantId: string): Promise<number> {
  const secrets = await deps.secrets.opened(tenantId);
  const leaseToken = uuidv7();
  let expired = 0;
  for (;;) {
    const { lapsed, usable } = await deps.db.withTenant(tenantId, async (db) => {
      const found = await findUsableMethods(db, deps);
      return { usable: found, lapsed: await takeLapsed(db, deps, leaseToken, [...found.keys()]) };
    });
    for (const payout of lapsed) {
      const answer = await withdraw(deps, secrets, usable, payout);
      const gone = await deps.db.withTenant(tenantId, (db) => recordAnswer(db, deps, leaseToken, payout, answer));
      if (gone) expired += 1;
    }
    if (lapsed.length < LAPSED_AT_ONCE) return expired;
  }
}

/** Under a lease, with the attempt written: the call may take back what a resident is about to use. */
function takeLapsed(
  db: TenantDb,
  deps: PayoutDependencies,
  leaseToken: string,
  methods: readonly string[],
): Promise<Lapsed[]> {
  return db.sql<Lapsed>(
    `with lapsed as (
       select id from payout where status in ('settled', 'submitted') and expires_at <= now() and method = any($3::text[])
       and (lease_until is null or lease_until <= now())
       order by id limit ${LAPSED_AT_ONCE} for update skip locked
     ), taken as (
       update payout p set lease_token = $1, lease_until = now() + $2 * interval '1 millisecond', attempts = p.attempts + 1
       from lapsed where p.id = lapsed.id
       returning p.id, p.status, p.program_id, p.claim_id, p.method, p.amount_yen, p.recipient, p.attempts, p.reissue_of
     ), lost as (
       update payout_attempt a set outcome = 'unknown', error_code = 'WORKER_LOST', finished_at = now()
       from taken t where a.payout_id = t.id and a.outcome is null
     ), written as (
       insert into payout_attempt (payout_id, number, lease_token, kind) select id, attempts, $1, 'query' from taken
     )
     select id as "payoutId", status as "from", program_id as "programId", claim_id as "claimId", method,
            amount_yen as "amountYen", recipient, attempts as number, reissue_of is not null as "isReissue"
     from taken order by id`,
    [leaseToken, timingOf(deps).leaseMs * LAPSED_AT_ONCE, methods],
  );
}

async function withdraw(
  deps: PayoutDependencies,
  secrets: OpenedSecrets,
  usable: UsableMethods,
  { payoutId, method: key, amountYen, recipient, isReissue }: Lapsed,
): Promise<WithdrawAnswer> {
  const prepared = usable.get(key);
  if (!prepared) return { status: 'unknown', code: 'METHOD_NOT_SET_UP' };
  const { method, settings } = prepared;
  return callWithdraw(method, {
    instruction: {
      idempotencyKey: payoutId,
      amountYen,
      recipient: JSON.parse(secrets.decrypt(recipientPlace(payoutId), recipient).toString()) as unknown,
      isReissue,
    },
    settings,
    endpoints: endpointsOf(method, deps),
    clock: deps.clock,
    timeoutMs: timingOf(deps).callMs,
  });
}

async function recordAnswer(
  db: TenantDb,
  deps: PayoutDependencies,
  leaseToken: string,
  lapsed: Lapsed,
  answer: WithdrawAnswer,
): Promise<boolean> {
  const isGone = answer.status === 'withdrawn';
  const wasUsed = answer.status === 'used';
  const recorded = await db.sql(
    `with recorded as (
       update payout set lease_token = null,
         status = case when $3 then 'expired' else status end,
         expires_at = case when $4 then null else expires_at end,
         next_attempt_at = case when $3 then null when $4 and status = 'submitted' then now() else next_attempt_at end,
         lease_until = case when $3 or $4 then null else now() + $5 * interval '1 millisecond' end,
         finished_at = case when $3 then now() else finished_at end
       where id = $1 and lease_token = $2 and status in ('settled', 'submitted')
       returning id
     ), finished as (
       update payout_attempt a set outcome = $6, error_code = $7, finished_at = now()
       from recorded r where a.payout_id = r.id and a.lease_token = $2 and a.outcome is null
     )
     select id from recorded`,
    [
      lapsed.payoutId,
      leaseToken,
      isGone,
      wasUsed,
      ASK_AGAIN_MS,
      isGone ? 'expired' : wasUsed ? 'settled' : 'unknown',
      answer.status === 'unknown' ? answer.code : null,
    ],
  );
  if (recorded.length === 0 || !isGone) return false;
  await recordChanges(db, deps, [toChange(lapsed, lapsed.from, 'expired')], 'system');
  return true;
}
