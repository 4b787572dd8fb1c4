import { uuidv7 } from '@tenohira/core';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveClaims } from '../claims/approve-claims.ts';
import { claimByResident } from '../claims/claim-by-resident.ts';
import { matchProgram } from '../matching/match-program.ts';
import { notifyMatched, previewNotice } from '../notices/notify-matched.ts';
import { createTestBenefit, type TestBenefit, TRANSFER_METHOD, testAccount } from '../testing/test-benefit.ts';
import { readProgress, readTotals } from './read-progress.ts';

let database: TestDatabase;
let benefit: TestBenefit;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
});
afterAll(() => database.drop());

const progress = () => benefit.run((db) => readProgress(db, benefit.programId));
const preview = () => benefit.run((db) => previewNotice(db, benefit.programId));

/** Registered heads of as many households, each of two portions of 10,000 yen. */
async function register(households: number): Promise<string[]> {
  const residents: string[] = [];
  for (let index = 0; index < households; index += 1) {
    const { portions } = await benefit.addHousehold([{ account: testAccount() }, {}]);
    const [head] = portions;
    if (head) residents.push(await benefit.registerAs(head.person, head.id));
  }
  return residents;
}

const apply = (residentId: string, accountKind: 'held' | 'public') =>
  benefit.run((db) =>
    claimByResident(db, benefit.deps, {
      ...{ residentId, claimId: uuidv7(), programId: benefit.programId, method: TRANSFER_METHOD, accountKind },
      receivedAt: benefit.clock.now(),
    }),
  );

describe('progress', () => {
  it('is nothing but zeros for a program with nobody on its list', async () => {
    expect(await progress()).toMatchObject({
      portions: { open: { count: 0, amountYen: 0 } },
      claims: { claimed: { count: 0, amountYen: 0 } },
      matching: { ranAt: null, accepted: 0 },
      notices: { stored: 0 },
      letters: { households: 0, lastAt: null },
      waitsForAccount: 0,
    });
  });

  it('counts portions, claims and yen where they are', async () => {
    const [first, second] = await register(3);
    const { claimId } = await apply(first ?? '', 'held');
    await apply(second ?? '', 'public');
    const approval = { claimIds: [claimId], expected: { count: 1, totalYen: 20_000 }, staffId: 'approver' };
    await approveClaims(benefit.deps, benefit.tenantId, approval);
    const counted = {
      portions: {
        open: { count: 2, amountYen: 20_000 },
        claimed: { count: 2, amountYen: 20_000 },
        approved: { count: 2, amountYen: 20_000 },
        paid: { count: 0, amountYen: 0 },
      },
      claims: { claimed: { count: 1, amountYen: 20_000 }, approved: { count: 1, amountYen: 20_000 } },
    };
    expect(await progress()).toMatchObject({ ...counted, waitsForAccount: 1 });
    expect((await benefit.run(readTotals)).get(benefit.programId)).toMatchObject(counted);
  });

  it('says when the matching ran and what it found', async () => {
    await register(2);
    await matchProgram(benefit.deps, benefit.tenantId, benefit.programId);
    const { matching } = await progress();
    expect(matching).toMatchObject({ accepted: 2, doubtful: 0, byReason: { full: 2 } });
    expect(matching.ranAt).toBeInstanceOf(Date);
  });
});

describe('the preview of the notice', () => {
  it('is the message that goes out, and says to how many it would go now', async () => {
    await register(2);
    const shown = await preview();
    expect(shown.recipients).toBe(2);
    await notifyMatched(benefit.deps, benefit.tenantId, benefit.programId, 'staff:x');
    const [stored] = await benefit.run(({ sql }) => sql<{ messages: unknown }>('select messages from outbox_message'));
    expect(shown.messages).toEqual(stored?.messages);
    expect(await preview()).toMatchObject({ recipients: 0 });
    expect((await progress()).notices).toEqual({ stored: 2, sent: 0, underWay: 2, failed: 0 });
  });

  it('can be read before the program opens, and says when it is practice', async () => {
    await benefit.run(({ sql }) => sql(`update benefit_program set status = 'draft', is_practice = true`));
    expect(JSON.stringify((await preview()).messages)).toContain('【練習】');
    await expect(benefit.run((db) => previewNotice(db, uuidv7()))).rejects.toMatchObject({
      code: 'BENEFIT_PROGRAM_NOT_FOUND',
    });
  });
});
