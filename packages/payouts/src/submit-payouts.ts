// The worker's job. Decide and write down, act, write down what came of it; never two of these in one transaction.
//
//   beginAttempts ──commit──▶ calls, at once, each under a timeout ──▶ recordOutcomes, as they arrive ──commit
//
// A process that dies anywhere on the way leaves a lease that runs out; the next to come asks the provider under the
// same key what became of it.
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { type Attempt, type Begun, beginAttempts } from './begin-attempts.ts';
import { callProvider } from './call-provider.ts';
import { decideOutcome, type ProviderAnswer } from './decide-outcome.ts';
import { endpointsOf, type PayoutDependencies, timingOf } from './dependencies.ts';
import { recipientPlace } from './plan-payouts.ts';
import { type Decided, recordOutcomes } from './record-outcomes.ts';
import type { PayoutStatus } from './status.ts';

export type PayoutReport = {
  payoutId: string;
  /** `not-mine`: nothing to do, or somebody else does it, or our lease was gone when we wanted to write. */
  status: PayoutStatus | 'not-mine';
  errorCode?: string;
  /** So many attempts were made that somebody should look at it. */
  needsPerson?: boolean;
};

/** After the first answer others of the group get this long to be written with it, in milliseconds. */
const GATHER_MS = 100;
/** How often a transaction is tried again that another was in the way of. */
const CONFLICT_TRIES = 3;

export async function submitPayout(
  deps: PayoutDependencies,
  tenantId: string,
  payoutId: string,
): Promise<PayoutReport> {
  const [report] = await submitPayouts(deps, tenantId, [payoutId]);
  return report ?? { payoutId, status: 'not-mine' };
}

/**
 * Submits, or asks about, those of these payouts that are due. Safe to run twice, at once, and after a crash.
 * @throws AppError DB_UNAVAILABLE and whatever `onChange` throws; what was not written is found again after the lease
 */
export async function submitPayouts(
  deps: PayoutDependencies,
  tenantId: string,
  payoutIds: readonly string[],
): Promise<PayoutReport[]> {
  const secrets = await deps.secrets.opened(tenantId);
  const reports = new Map<string, PayoutReport>(
    payoutIds.map((payoutId) => [payoutId, { payoutId, status: 'not-mine' }]),
  );
  deps.failPoint?.('payout.before-attempt');
  const { results: begun, failures } = await apart(payoutIds, (ids) =>
    inTransaction(deps.db, tenantId, (db) => beginAttempts(db, deps, ids)),
  );
  deps.failPoint?.('payout.attempt-written');
  const attempts = begun.flatMap((one) => one.attempts.map((attempt) => ({ begun: one, attempt })));
  const arriving = attempts.map((asked) => decide(deps, secrets, asked));
  await eachArrival(arriving, async (all) => {
    const arrived = all.filter((one) => one !== undefined);
    if (arrived.length === 0) return;
    const written = await apart(arrived, (some) => record(deps, tenantId, secrets, some));
    failures.push(...written.failures);
    deps.failPoint?.('payout.outcome-written');
    const ids = new Set(written.results.flat());
    for (const decided of arrived) {
      if (ids.has(decided.payoutId)) reports.set(decided.payoutId, reportOf(deps, decided));
    }
  });
  if (failures.length > 0) throw failures[0];
  return [...reports.values()];
}

type Asked = { begun: Begun; attempt: Attempt };
type Answered = Decided & Asked;

/** Undefined where nobody was asked, because the lease would not outlast the answer. */
async function decide(deps: PayoutDependencies, secrets: OpenedSecrets, asked: Asked): Promise<Answered | undefined> {
  const { attempt, begun } = asked;
  const timing = timingOf(deps);
  const { payoutId, kind } = attempt;
  const decided = (answer: ProviderAnswer) => ({
    ...asked,
    payoutId,
    decision: decideOutcome(attempt, answer, timing),
  });
  const prepared = begun.usable.get(attempt.method);
  const recipient = openRecipient(secrets, attempt);
  // No call was made, and of a submit that is as sure as can be.
  if (!prepared) return decided({ status: 'retry', code: 'METHOD_NOT_SET_UP' });
  if (!recipient) return decided({ status: 'retry', code: 'RECIPIENT_UNREADABLE' });
  if (!begun.lease.leavesTime()) return undefined;
  const { method, settings } = prepared;
  const answer = await callProvider(method, {
    kind,
    instruction: {
      idempotencyKey: payoutId,
      amountYen: attempt.amountYen,
      recipient: recipient.value,
      isReissue: attempt.isReissue,
    },
    settings,
    endpoints: endpointsOf(method, deps),
    clock: deps.clock,
    timeoutMs: timing.callMs,
  });
  deps.failPoint?.('payout.answered');
  return decided(answer);
}

function openRecipient(secrets: OpenedSecrets, { payoutId, recipient }: Attempt): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(secrets.decrypt(recipientPlace(payoutId), recipient).toString()) };
  } catch {
    return undefined;
  }
}

/** All in one transaction, each group under the lease that it was begun with. */
function record(
  deps: PayoutDependencies,
  tenantId: string,
  secrets: OpenedSecrets,
  answered: readonly Answered[],
): Promise<string[]> {
  return inTransaction(deps.db, tenantId, async (db) => {
    const written: string[] = [];
    for (const [leaseToken, group] of Map.groupBy(answered, ({ begun }) => begun.leaseToken)) {
      written.push(...(await recordOutcomes(db, deps, secrets, leaseToken, group)));
    }
    return written;
  });
}

function reportOf(deps: PayoutDependencies, { payoutId, decision, attempt }: Answered): PayoutReport {
  const needsPerson = decision.delayMs !== undefined && attempt.number >= timingOf(deps).personAfter;
  return {
    payoutId,
    status: decision.to,
    ...(decision.errorCode === undefined ? {} : { errorCode: decision.errorCode }),
    ...(needsPerson ? { needsPerson } : {}),
  };
}

/** Hands over what has arrived, together, while the slow are under way. Ends when all has been handed over. */
async function eachArrival<Value>(
  promises: readonly Promise<Value>[],
  handle: (arrived: Value[]) => Promise<void>,
): Promise<void> {
  const all = Promise.all(promises);
  const arrived: Value[] = [];
  let arrival = Promise.withResolvers<void>();
  for (const promise of promises) {
    promise.then(
      (value) => {
        arrived.push(value);
        arrival.resolve();
      },
      (error: unknown) => arrival.reject(error),
    );
  }
  for (let handled = 0; handled < promises.length; ) {
    await arrival.promise;
    await Promise.race([all, pause(GATHER_MS)]);
    arrival = Promise.withResolvers<void>();
    const together = arrived.splice(0);
    handled += together.length;
    await handle(together);
  }
}

/** Tries all together; if that fails, each half by itself, so that one that cannot be written takes no other with it. */
async function apart<Item, Result>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<Result>,
): Promise<{ results: Result[]; failures: unknown[] }> {
  try {
    return { results: [await work(items)], failures: [] };
  } catch (error) {
    if (items.length <= 1 || (error instanceof AppError && error.retry === 'later'))
      return { results: [], failures: [error] };
    const middle = Math.ceil(items.length / 2);
    const one = await apart(items.slice(0, middle), work);
    const other = await apart(items.slice(middle), work);
    return { results: [...one.results, ...other.results], failures: [...one.failures, ...other.failures] };
  }
}

async function inTransaction<Result>(
  db: Database,
  tenantId: string,
  work: (db: TenantDb) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.withTenant(tenantId, work);
    } catch (error) {
      const conflict = error instanceof AppError && error.code === 'DB_CONFLICT';
      if (!conflict || tried >= CONFLICT_TRIES) throw error;
    }
  }
}
