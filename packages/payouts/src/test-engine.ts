// A tenant with a program, a budget and a provider that does as it is told: what the tests of this folder begin with.
import { createFixedClock, systemClock, uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import { createTestTenant } from '@tenohira/testing';
import { checkBooks } from './check-books.ts';
import { createPayoutMethods, type PayoutChange, type PayoutDependencies } from './dependencies.ts';
import { readBalances } from './ledger.ts';
import { type PlannedPayout, planPayouts } from './plan-payouts.ts';
import type { PayoutStatus } from './status.ts';
import { createTestClaims, createTestProgram } from './testing/create-test-program.ts';
import {
  createScriptedMethod,
  type ScriptedMethod,
  type ScriptOptions,
  scriptedFileMethod,
} from './testing/scripted-method.ts';

export type Engine = Awaited<ReturnType<typeof createEngine>>;

export const AMOUNT_YEN = 70_000;

export async function createEngine(
  db: Database,
  options: { script?: ScriptOptions; fundYen?: number; more?: readonly AnyPayoutMethod[]; today?: string } = {},
) {
  const { fundYen = 100 * AMOUNT_YEN } = options;
  const { tenantId, secrets } = await createTestTenant(db);
  const { programId } = await createTestProgram(db, tenantId, { fundYen });
  const provider: ScriptedMethod = createScriptedMethod(options.script);
  const changes: PayoutChange[] = [];
  const deps: PayoutDependencies = {
    db,
    secrets,
    methods: createPayoutMethods([provider.method, scriptedFileMethod, ...(options.more ?? [])]),
    endpoints: {},
    clock: options.today ? createFixedClock(`${options.today}T10:00:00+09:00`) : systemClock,
    onChange: async (_db, change) => void changes.push(change),
    timing: { callMs: 500, leaseMs: 2_000, backOffMs: [0] },
  };
  const plan = async (
    count: number,
    { method = 'scripted', recipient = {} as unknown, amountYen = AMOUNT_YEN } = {},
  ): Promise<PlannedPayout[]> => {
    const claims = await createTestClaims(db, tenantId, programId, count, { method, amountYen });
    const payouts = claims.map(({ claimId }, index) => ({
      payoutId: uuidv7(),
      programId,
      claimId,
      method,
      amountYen,
      recipient: typeof recipient === 'function' ? recipient(index) : recipient,
    }));
    await db.withTenant(tenantId, (scope) => planPayouts(scope, deps, payouts, 'staff:planner'));
    return payouts;
  };
  return {
    tenantId,
    programId,
    provider,
    changes,
    deps,
    plan,
    balances: () => db.withTenant(tenantId, (scope) => readBalances(scope, programId)),
    books: () => db.withTenant(tenantId, checkBooks),
    statuses: async (ids: readonly { payoutId: string }[]): Promise<(PayoutStatus | undefined)[]> => {
      const rows = await db.withTenant(tenantId, ({ sql }) =>
        sql<{ id: string; status: PayoutStatus }>('select id, status from payout where id = any($1::uuid[])', [
          ids.map(({ payoutId }) => payoutId),
        ]),
      );
      return ids.map(({ payoutId }) => rows.find(({ id }) => id === payoutId)?.status);
    },
    /** What a worker's death and the passing of time amount to: every lease and every wait is over. */
    letTimePass: () =>
      db.withTenant(tenantId, ({ sql }) =>
        sql(
          `update payout set next_attempt_at = case when next_attempt_at is not null then now() - interval '1 second' end,
             lease_until = case when lease_until is not null then now() - interval '1 second' end`,
        ),
      ),
    audit: () =>
      db.withTenant(tenantId, ({ sql }) =>
        sql<{ action: string; subject: string; actor: string }>(
          'select action, subject, actor from audit_entry order by sequence',
        ),
      ),
  };
}
