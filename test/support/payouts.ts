// Payouts of a city under test, as approved claims have planned them, and what the sandbox's issuer knows of them.
import { uuidv7 } from '@tenohira/core';
import { payoutMethods } from '@tenohira/payout-methods';
import { checkBooks, createPayoutMethods, type Mismatch, planPayouts, saveMethodSettings } from '@tenohira/payouts';
import { createTestClaims, createTestProgram } from '@tenohira/payouts/testing';
import { expect } from 'vitest';
import type { City } from './city.ts';
import type { System } from './start-system.ts';
import { waitUntil } from './wait-until.ts';

export const AMOUNT_YEN = 10_000;

export type PayoutRow = { id: string; status: string; attempts: number; errorCode: string | null };
export type IssuedCash = { key: string; amountYen: number; status: string; asked: number };

export type CashPayouts = {
  rows(): Promise<PayoutRow[]>;
  /** What the bank has given out to this city's payouts. */
  issued(): Promise<IssuedCash[]>;
  settled(deadlineMs?: number): Promise<unknown>;
  /** As settled, with every wait cut short: see hurryPayouts. */
  settledInHurry(deadlineMs?: number): Promise<unknown>;
  /** What does not fit together in the books. */
  mismatches(): Promise<Mismatch[]>;
};

/**
 * Leases of the dead end now, and what was put off is looked at now: the clock's part of a recovery. What somebody works on
 * at this moment is left alone.
 */
export async function hurryPayouts({ admin }: System, { tenantId }: City): Promise<void> {
  await admin.query(
    `update payout set lease_until = least(lease_until, now()), next_attempt_at = least(next_attempt_at, now())
     where (tenant_id, id) in (
       select tenant_id, id from payout
       where tenant_id = $1 and status in ('ready', 'submitting', 'unknown', 'submitted') for update skip locked)`,
    [tenantId],
  );
}

const methods = createPayoutMethods(payoutMethods);

/** At the bank as in the books. */
export async function expectPaidOnce(payouts: CashPayouts, count: number, title = 'paid once'): Promise<void> {
  const issued = await payouts.issued();
  expect(issued, title).toHaveLength(count);
  expect(new Set(issued.map(({ key }) => key)).size, title).toBe(count);
  expect(issued.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(count * AMOUNT_YEN);
  expect(await payouts.mismatches()).toEqual([]);
}

/** So many payouts of cash at an ATM, ready to go. */
export async function planCashPayouts(system: System, city: City, count: number): Promise<CashPayouts> {
  const { db, secrets, sandbox, admin } = system;
  const { tenantId } = city;
  const method = 'atm-cash';
  const { programId } = await createTestProgram(db, tenantId, { fundYen: count * AMOUNT_YEN, methods: [method] });
  const claims = await createTestClaims(db, tenantId, programId, count, { amountYen: AMOUNT_YEN, method });
  const payouts = claims.map(({ claimId, amountYen }) => ({
    ...{ payoutId: uuidv7(), programId, claimId, method, amountYen },
    recipient: {},
  }));
  await db.withTenant(tenantId, async (scope) => {
    const settings = { apiKey: 'sandbox-only-atm-cash-key-a' };
    await saveMethodSettings(scope, { secrets, methods }, method, settings, 'system');
    await planPayouts(scope, { secrets, methods }, payouts, 'system');
  });
  const ours = new Set(payouts.map(({ payoutId }) => payoutId.replaceAll('-', '')));
  const rows = async () =>
    (
      await admin.query<PayoutRow>(
        `select id, status, attempts, error_code as "errorCode" from payout where tenant_id = $1 order by id`,
        [tenantId],
      )
    ).rows;
  const isSettled = async () => (await rows()).every(({ status }) => status === 'settled');
  return {
    rows,
    issued: async () => {
      const response = await fetch(`${sandbox.url}/control/issuers/atm-cash/issued`);
      const { issued } = (await response.json()) as { issued: IssuedCash[] }; // services/sandbox/README.md
      return issued.filter(({ key }) => ours.has(key.replaceAll('-', '')));
    },
    settled: (deadlineMs = 60_000) => waitUntil('every payout is settled', isSettled, deadlineMs),
    settledInHurry: (deadlineMs = 60_000) =>
      waitUntil(
        'every payout is settled',
        async () => {
          await hurryPayouts(system, city);
          return isSettled();
        },
        deadlineMs,
      ),
    mismatches: () => db.readTenant(tenantId, checkBooks),
  };
}
