// Fault F13 where days decide about money: on a node whose clock is a day off, with the clock that the services have.
import { setTimeout as pause } from 'node:timers/promises';
import { addDays, type Clock, jstDateOf, jstMoment, type LocalDate, uuidv7 } from '@tenohira/core';
import { startDatabaseClock } from '@tenohira/db';
import { prepareBatch, releaseBatch, saveMethodSettings, settleBatch } from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestBenefit, type TestBenefit, TRANSFER_METHOD, testAccount } from '../testing/test-benefit.ts';
import { approveClaims } from './approve-claims.ts';
import { claimByResident } from './claim-by-resident.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A test that begins before midnight in Japan would end on another day than it began. */
const TEST_MS = 10_000;

const database = withTestDatabase();
let benefit: TestBenefit;
let clock: Clock;
let today: LocalDate;
beforeEach(async () => {
  const trueTime = await startDatabaseClock(database.db);
  const midnight = jstMoment(addDays(jstDateOf(trueTime.now()), 1), '00:00');
  const leftMs = midnight.getTime() - trueTime.now().getTime();
  if (leftMs < TEST_MS) await pause(leftMs + 1_000);
  today = jstDateOf(trueTime.now());
  benefit = await createTestBenefit(database.db);
});
afterEach(() => {
  vi.useRealTimers();
});

async function skewClock(ms: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  clock = await startDatabaseClock(database.db);
}

async function claimWithin(opensOn: LocalDate, closesOn: LocalDate): Promise<string> {
  await benefit.run(({ sql }) => sql('update benefit_program set opens_on = $1, closes_on = $2', [opensOn, closesOn]));
  const { portions } = await benefit.addHousehold([{ account: testAccount() }]);
  const [portion] = portions;
  if (!portion) throw new Error('a household has somebody');
  const claim = {
    residentId: await benefit.registerAs(portion.person, portion.id),
    claimId: uuidv7(),
    programId: benefit.programId,
    method: TRANSFER_METHOD,
    accountKind: 'held',
    receivedAt: clock.now(),
  } as const;
  return (await benefit.run((db) => claimByResident(db, benefit.deps, claim))).claimId;
}

describe.each([
  ['a day ahead', DAY_MS],
  ['a day behind', -DAY_MS],
])('a node whose clock is %s', (_title, skewMs) => {
  it('takes applications on the last day and on the first, and on none before or after', async () => {
    await skewClock(skewMs);
    await claimWithin(addDays(today, -30), today);
    await claimWithin(today, addDays(today, 30));
    await expect(claimWithin(addDays(today, -30), addDays(today, -1))).rejects.toMatchObject({ code: 'BENEFIT_OVER' });
    await expect(claimWithin(addDays(today, 1), addDays(today, 30))).rejects.toMatchObject({ code: 'BENEFIT_NOT_YET' });
  });

  it('releases a bank file until the evening of its day, and settles it on that day', async () => {
    await skewClock(skewMs);
    const claimId = await claimWithin(today, today);
    const expected = { count: 1, totalYen: 10_000 };
    await approveClaims(benefit.deps, benefit.tenantId, { claimIds: [claimId], expected, staffId: 'approver' });
    const deps = { ...benefit.payouts, clock };
    await benefit.run((db) => saveMethodSettings(db, deps, TRANSFER_METHOD, {}, 'staff:setter'));
    const request = { programId: benefit.programId, payOn: today, staffId: 'preparer' };
    const [batch] = await prepareBatch(deps, benefit.tenantId, request);
    await releaseBatch(deps, benefit.tenantId, batch?.batchId ?? '', 'releaser');
    await settleBatch(deps, benefit.tenantId, batch?.batchId ?? '', 'treasurer');
    const [row] = await benefit.run(({ sql }) => sql<{ status: string }>('select status from benefit_claim'));
    expect(row).toEqual({ status: 'paid' });
  });
});
