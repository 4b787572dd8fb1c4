// Whatever the channels, staff, the bank and the issuer do in whatever order, no entitlement is paid more than its amount
// and the books agree.
import { uuidv7 } from '@tenohira/core';
import {
  cancelUnsentPayouts,
  checkBooks,
  prepareBatch,
  recordReturns,
  releaseBatch,
  saveMethodSettings,
  settleBatch,
  submitPayout,
} from '@tenohira/payouts';
import { withTestDatabase } from '@tenohira/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  type TestHousehold,
  TRANSFER_METHOD,
  testAccount,
} from '../testing/test-benefit.ts';
import { approveClaims, listClaimsToApprove } from './approve-claims.ts';
import { addFencedPortion, fencePortion } from './change-portions.ts';
import { claimByResident, declineByResident } from './claim-by-resident.ts';
import { correctClaim } from './correct-claim.ts';
import { cancelClaim, confirmKeyedClaim, keyInClaim } from './key-in-claim.ts';

const ACTIONS = [
  'claim-transfer',
  'claim-code',
  'claim-fenced',
  'decline',
  'paper',
  'paper-fenced',
  'confirm',
  'cancel-claim',
  'fence',
  'add-fenced',
  'approve',
  'submit',
  'send-file',
  'settle-file',
  'return-file',
  'correct',
  'stop',
] as const;
type Action = (typeof ACTIONS)[number];

/** What lets money move comes up more often, or most runs would end before any does. */
const OFTEN: readonly Action[] = [
  'claim-transfer',
  'claim-code',
  'approve',
  'approve',
  'submit',
  'send-file',
  'return-file',
  'correct',
];
const action = fc.constantFrom(...ACTIONS, ...OFTEN);

/** More in a nightly run. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 40);

const database = withTestDatabase();

it('pays each entitlement at most once, in any order of what people and providers do', {
  timeout: 300_000,
}, async () => {
  const reached = { settled: 0, reissued: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 25 }),
      async (steps) => {
        const world = await createWorld();
        // What stands together in a step happens at the same moment; a refusal is as good an answer as any.
        for (const step of steps) {
          const outcomes = await Promise.allSettled(step.map((action) => act(world, action)));
          for (const outcome of outcomes) if (outcome.status === 'rejected') expectRefusal(outcome.reason);
          await expectInvariants(world);
        }
        const [counts] = await world.benefit.run(({ sql }) =>
          sql<{ settled: number; reissued: number }>(
            `select count(*) filter (where status = 'settled')::int as settled, count(reissue_of)::int as reissued from payout`,
          ),
        );
        reached.settled += counts?.settled ?? 0;
        reached.reissued += counts?.reissued ?? 0;
      },
    ),
    { numRuns: RUNS },
  );
  // A property that never got anywhere would hold too.
  expect(reached.settled).toBeGreaterThan(0);
});

type World = { benefit: TestBenefit; household: TestHousehold; head: string; fenced: string };

async function createWorld(): Promise<World> {
  const benefit = await createTestBenefit(database.db);
  const household = await benefit.addHousehold([{ account: testAccount() }, {}, {}]);
  const [first, , third] = household.portions;
  if (!first || !third) throw new Error('no such person');
  await benefit.run((db) => saveMethodSettings(db, benefit.payouts, TRANSFER_METHOD, {}, 'staff:setter'));
  return {
    benefit,
    household,
    head: await benefit.registerAs(first.person, first.id),
    fenced: await benefit.registerAs(third.person, third.id),
  };
}

async function act({ benefit, household, head, fenced }: World, action: Action): Promise<void> {
  const { deps, payouts, tenantId, programId, run } = benefit;
  const receivedAt = benefit.clock.now();
  const portion = { entitlementId: household.portions[2]?.id ?? '', staffId: 'fencer' };
  const apply = (residentId: string, more: { method: string; accountKind: 'held' | 'none' }) =>
    run((db) => claimByResident(db, deps, { residentId, claimId: uuidv7(), programId, receivedAt, ...more }));
  const keyIn = (fencedId?: string) =>
    keyInClaim(deps, tenantId, {
      programId,
      household: { householdId: household.householdId },
      method: CODE_METHOD,
      accountKind: 'none',
      receivedAt,
      // Short: in a whole UUID now and then twelve digits look like a My Number.
      paperNumber: uuidv7().slice(-8),
      staffId: 'keyer',
      ...(fencedId === undefined ? {} : { fencedId }),
    });
  const one = async (table: 'benefit_claim' | 'payout' | 'payout_batch', status: readonly string[]) =>
    (
      await run(({ sql }) =>
        sql<{ id: string }>(`select id from ${table} where status = any($1) order by id desc limit 1`, [status]),
      )
    )[0]?.id;
  switch (action) {
    case 'claim-transfer':
      return void (await apply(head, { method: TRANSFER_METHOD, accountKind: 'held' }));
    case 'claim-code':
      return void (await apply(head, { method: CODE_METHOD, accountKind: 'none' }));
    case 'claim-fenced':
      return void (await apply(fenced, { method: CODE_METHOD, accountKind: 'none' }));
    case 'decline':
      return run((db) => declineByResident(db, { residentId: head, programId, receivedAt }));
    case 'paper':
      return void (await keyIn());
    case 'paper-fenced':
      return void (await keyIn(portion.entitlementId));
    case 'confirm': {
      const claimId = await one('benefit_claim', ['keyed']);
      return claimId ? confirmKeyedClaim(deps, tenantId, { claimId, staffId: 'confirmer' }) : undefined;
    }
    case 'cancel-claim': {
      const claimId = await one('benefit_claim', ['keyed', 'claimed', 'returned']);
      return claimId ? cancelClaim(deps, tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' }) : undefined;
    }
    case 'fence':
      return fencePortion(deps, tenantId, portion);
    case 'add-fenced':
      return void (await addFencedPortion(deps, tenantId, portion));
    case 'approve': {
      const { claims, count, totalYen } = await run((db) => listClaimsToApprove(db, programId));
      if (count === 0) return;
      const claimIds = claims.map(({ claimId }) => claimId);
      return approveClaims(deps, tenantId, { claimIds, expected: { count, totalYen }, staffId: 'approver' });
    }
    case 'submit': {
      const [due] = await run(({ sql }) =>
        sql<{ id: string }>(`select id from payout where status = 'ready' and method = $1 limit 1`, [CODE_METHOD]),
      );
      return due ? void (await submitPayout(payouts, tenantId, due.id)) : undefined;
    }
    case 'send-file': {
      const [batch] = await prepareBatch(payouts, tenantId, { programId, payOn: '2026-12-10', staffId: 'preparer' });
      return batch ? void (await releaseBatch(payouts, tenantId, batch.batchId, 'releaser')) : undefined;
    }
    case 'settle-file': {
      const batchId = await one('payout_batch', ['released']);
      return batchId ? void (await settleBatch(payouts, tenantId, batchId, 'treasurer')) : undefined;
    }
    case 'return-file': {
      const batchId = await one('payout_batch', ['released', 'settled']);
      const items = [{ line: 1, reason: '名義相違' }];
      return batchId ? void (await recordReturns(payouts, tenantId, { batchId, items, staffId: 't' })) : undefined;
    }
    case 'correct': {
      const claimId = await one('benefit_claim', ['returned']);
      const by = { staffId: 'helper' };
      return claimId
        ? run((db) => correctClaim(db, deps, { claimId, by, method: CODE_METHOD, accountKind: 'none' }))
        : undefined;
    }
    case 'stop': {
      const claimId = await one('benefit_claim', ['approved']);
      return claimId ? void (await run((db) => cancelUnsentPayouts(db, payouts, [claimId], 'system'))) : undefined;
    }
  }
}

/** Every refusal is one of ours, never a constraint of the database or a defect. */
function expectRefusal(reason: unknown): void {
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
  expect(code).toMatch(/^(BENEFIT|PAYOUT|DB_CONFLICT)/);
}

async function expectInvariants({ benefit }: World): Promise<void> {
  await benefit.run(async (db) => {
    // A claim's live payout is for exactly its live portions, so what an entitlement gets is its share of live payouts.
    const overpaid = await db.sql(
      `select e.id from benefit_entitlement e join benefit_claim_portion cp on cp.entitlement_id = e.id and cp.live
       join payout p on p.claim_id = cp.claim_id and p.status not in ('rejected', 'returned', 'expired', 'cancelled')
       group by e.id, e.amount_yen having sum(cp.amount_yen) > e.amount_yen`,
    );
    expect(overpaid).toEqual([]);
    const orphaned = await db.sql(
      `select p.id from payout p join benefit_claim c on c.id = p.claim_id
       where c.status not in ('approved', 'paid') and p.status not in ('rejected', 'returned', 'expired', 'cancelled')`,
    );
    expect(orphaned).toEqual([]);
    const unequal = await db.sql(
      `select c.id from benefit_claim c left join benefit_claim_portion p on p.claim_id = c.id and p.live
       where c.status <> 'cancelled' group by c.id, c.amount_yen having coalesce(sum(p.amount_yen), 0) <> c.amount_yen`,
    );
    expect(unequal).toEqual([]);
    const adrift = await db.sql(
      `select e.id, e.status, c.status as claim from benefit_entitlement e
       left join benefit_claim_portion p on p.entitlement_id = e.id and p.live left join benefit_claim c on c.id = p.claim_id
       where (e.status in ('open', 'declined', 'expired', 'withdrawn')) <> (c.id is null)
          or (e.status = 'paid') <> (coalesce(c.status, '') = 'paid')`,
    );
    expect(adrift).toEqual([]);
    expect(await checkBooks(db)).toEqual([]);
  });
  const sent = await benefit.outbox();
  expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
  expect(benefit.provider.paidYen()).toBeLessThanOrEqual(40_000);
}
