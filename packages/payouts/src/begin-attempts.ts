// Takes payouts that are due, and writes down the attempt before it is made.
import { uuidv7 } from '@tenohira/core';
import { planAfresh, type TenantDb } from '@tenohira/db';
import type { InstantPayoutMethod } from '@tenohira/feature-kit';
import { isInstant, type PayoutDependencies, startLease, timingOf } from './dependencies.ts';
import { openMethodSettings } from './method-settings.ts';
import { type MovedRow, toChange } from './moved-row.ts';
import { recordChanges } from './record-changes.ts';
import type { PayoutStatus } from './status.ts';

export type Attempt = MovedRow & {
  kind: 'submit' | 'query';
  /** As it is while the provider is asked. */
  status: PayoutStatus;
  number: number;
  /** See decide-outcome.ts. */
  wasAccepted: boolean;
  unanswered: number;
  recipient: Buffer;
  isReissue: boolean;
};

/** Methods that can be called, with the city's settings. */
export type UsableMethods = ReadonlyMap<string, { method: InstantPayoutMethod; settings: unknown }>;

export type Begun = {
  leaseToken: string;
  lease: ReturnType<typeof startLease>;
  attempts: Attempt[];
  usable: UsableMethods;
};

/** Before a payout is looked at again whose method is not set up, in milliseconds. */
const NOT_SET_UP_MS = 5 * 60_000;

/** How many attempts have said nothing since the provider last told that it has the payout `taken`. */
const UNANSWERED = `(select count(*)::int from payout_attempt a where a.payout_id = taken.id and a.outcome in ('unknown', 'retry')
  and a.number > (select max(b.number) from payout_attempt b where b.payout_id = taken.id and b.outcome = 'submitted'))`;

/**
 * Of these payouts those that are due, each under a lease and with its attempt written. Ready ones are to be submitted;
 * those of a dead worker have become unknown and are to be asked about, as are unknown and accepted ones.
 */
export async function beginAttempts(db: TenantDb, deps: PayoutDependencies, ids: readonly string[]): Promise<Begun> {
  await planAfresh(db);
  const leaseToken = uuidv7();
  const lease = startLease(deps);
  const usable = await findUsableMethods(db, deps);
  const taken = await db.sql<Attempt & { from: PayoutStatus }>(
    `with due as (
       select id, status from payout
       where id = any($1::uuid[]) and next_attempt_at <= now()
       and (status = 'submitting' or method = any($4::text[]) and status in ('ready', 'unknown', 'submitted'))
       order by id for update skip locked
     ), taken as (
       update payout p set lease_token = $2, lease_until = now() + $3 * interval '1 millisecond',
         next_attempt_at = now() + $3 * interval '1 millisecond', attempts = p.attempts + 1,
         error_code = case due.status when 'submitting' then 'WORKER_LOST' else p.error_code end,
         status = case due.status when 'ready' then 'submitting' when 'submitting' then 'unknown' else due.status end
       from due where p.id = due.id
       returning p.id, due.status as was, p.status, p.program_id, p.claim_id, p.method, p.amount_yen, p.recipient, p.attempts,
         p.reissue_of, p.provider_ref
     ), lost as (
       update payout_attempt a set outcome = 'unknown', error_code = 'WORKER_LOST', finished_at = now()
       from taken t where a.payout_id = t.id and a.outcome is null and t.was <> 'ready'
     ), written as (
       insert into payout_attempt (payout_id, number, lease_token, kind)
       select id, attempts, $2, case was when 'ready' then 'submit' else 'query' end from taken
     )
     select id as "payoutId", was as "from", status, program_id as "programId", claim_id as "claimId", method, amount_yen as "amountYen",
            recipient, attempts as number, case was when 'ready' then 'submit' else 'query' end as kind, reissue_of is not null as "isReissue",
            provider_ref is not null as "wasAccepted", case was when 'submitted' then ${UNANSWERED} else 0 end as unanswered
     from taken order by id`,
    [ids, leaseToken, timingOf(deps).leaseMs, [...usable.keys()]],
  );
  if (taken.length < ids.length) await putOff(db, ids, usable);
  const changes = taken
    .filter(({ from, status }) => from !== status)
    .map((row) => toChange(row, row.from, row.status, row.status === 'unknown' ? 'WORKER_LOST' : undefined));
  if (changes.length > 0) await recordChanges(db, deps, changes, 'system');
  return { leaseToken, lease, attempts: taken, usable };
}

/** The instant methods that the city has set up and whose providers have an address. */
export async function findUsableMethods(db: TenantDb, deps: PayoutDependencies): Promise<UsableMethods> {
  const reachable = [...deps.methods.values()]
    .filter(isInstant)
    // One of several is enough: which of its issuers a method calls is the city's choice.
    .filter(({ endpoints }) => endpoints.length === 0 || endpoints.some((name) => deps.endpoints[name] !== undefined));
  const settings = await openMethodSettings(db, deps, reachable);
  return new Map(
    reachable
      .filter(({ key }) => settings.has(key))
      .map((method) => [method.key, { method, settings: settings.get(method.key) }]),
  );
}

/** A payout whose method the city has not set up, or whose provider has no address, waits and says why. */
async function putOff(db: TenantDb, ids: readonly string[], usable: UsableMethods): Promise<void> {
  await db.sql(
    `update payout set next_attempt_at = now() + $3 * interval '1 millisecond', lease_until = null, error_code = 'METHOD_NOT_SET_UP'
     where id = any($1::uuid[]) and next_attempt_at <= now() and method <> all($2::text[]) and status in ('ready', 'submitted', 'unknown')`,
    [ids, [...usable.keys()], NOT_SET_UP_MS],
  );
}
