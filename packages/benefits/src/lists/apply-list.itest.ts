import { uuidv7 } from '@tenohira/core';
import {
  createPayoutMethods,
  fundProgram,
  type PayoutDependencies,
  planPayouts,
  readBalances,
} from '@tenohira/payouts';
import { createScriptedMethod } from '@tenohira/payouts/testing';
import { createTestTenant, type TestTenant, withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { updateProgram } from '../programs/programs.ts';
import { createListedBenefit, inventPeople, type PersonInFile } from '../testing/index.ts';
import { type ApplyDependencies, applyList } from './apply-list.ts';
import { personIndexOf } from './listed-person.ts';
import { findList } from './read-lists.ts';

const database = withTestDatabase();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const HOUSEHOLDS = 4;
/** Rows 0 and 1 are the first household, 2 and 3 the second … */
const PEOPLE = inventPeople({ households: HOUSEHOLDS, members: { exactly: 1 }, supportPercent: 0 });
const without = (...gone: number[]) => PEOPLE.filter((_, index) => !gone.includes(index));
const changed = (changes: Readonly<Record<number, Partial<PersonInFile>>>) =>
  PEOPLE.map((person, index) => ({ ...person, ...changes[index] }));

type Listed = Awaited<ReturnType<typeof listed>>;

async function listed(amountRule: 'household' | 'person', payouts?: ApplyDependencies['payouts']) {
  const benefit = await createListedBenefit(database.db, {
    tenantId: tenant.tenantId,
    secrets: tenant.secrets,
    program: { amountRule, amountYen: 10_000, isPractice: false },
    people: PEOPLE,
    ...(payouts && { payouts }),
  });
  const opened = await tenant.secrets.opened(tenant.tenantId);
  const find = async (index: number) => {
    const [row] = await benefit.run((db) =>
      db.sql<{
        id: string;
        status: string;
        withdrawnFor: string | null;
        amountYen: number;
        householdId: string;
        isHead: boolean;
        isFenced: boolean;
        listId: string;
      }>(
        `select id, status, withdrawn_for as "withdrawnFor", amount_yen as "amountYen", household_id as "householdId", is_head as "isHead",
           is_fenced as "isFenced", list_id as "listId" from benefit_entitlement where program_id = $1 and person_index = $2`,
        [benefit.programId, personIndexOf(opened, PEOPLE[index]?.addressee ?? '')],
      ),
    );
    return row;
  };
  const bring = async (people: readonly PersonInFile[]) => {
    const report = await benefit.importPeople(people, `${uuidv7()}.csv`);
    expect(report.problems).toEqual([]);
    return { report, result: await benefit.apply(report.listId) };
  };
  return { ...benefit, find, bring };
}

/** A claim of these portions, as an application would have left it. */
async function claim(
  benefit: Listed,
  indexes: readonly number[],
  status: 'claimed' | 'approved' = 'claimed',
): Promise<string> {
  const claimId = uuidv7();
  const rows = [];
  for (const index of indexes) rows.push(await benefit.find(index));
  const portions = rows.filter((row) => row !== undefined);
  await benefit.run(async ({ sql }) => {
    await sql(
      `insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, amount_yen, source_key, received_at, approved_by)
       values ($1::uuid, $2, $3, $1::uuid::text, 'super-fast-pass', $4, 'scripted', 'none', $5, $1::uuid::text, now(), $6)`,
      [
        claimId,
        benefit.programId,
        portions[0]?.householdId,
        status,
        portions.reduce((sum, { amountYen }) => sum + amountYen, 0),
        status === 'approved' ? 'b' : null,
      ],
    );
    for (const { id, amountYen } of portions) {
      await sql('insert into benefit_claim_portion (claim_id, entitlement_id, amount_yen) values ($1, $2, $3)', [
        claimId,
        id,
        amountYen,
      ]);
      await sql('update benefit_entitlement set status = $2 where id = $1', [id, status]);
    }
  });
  return claimId;
}

const statusOf = async (benefit: Listed, claimId: string) =>
  (await benefit.run(({ prisma }) => prisma.benefitClaim.findFirst({ where: { id: claimId } })))?.status;

describe('a newer list', () => {
  it('shows what it would change before it is applied, and touches nothing until then', async () => {
    const benefit = await listed('person');
    const report = await benefit.importPeople([
      ...changed({
        0: { amount: '12000' },
        2: { address: '緑野市本町9番地' },
        4: { accountNumber: '7654321', bankCode: '9999', branchCode: '999', accountType: '1', holderKana: 'タロウ' },
        5: { change: '死亡' },
        3: { change: '転出' },
      }).slice(0, 7),
      ...inventPeople({ households: 1, members: { exactly: 0 }, seed: 9 }),
    ]);
    expect(report.difference).toMatchObject({
      baseListId: benefit.listId,
      counts: { added: 1, changed: 3, unchanged: 2, withdrawn: 3, blocked: 0, stopped: 0, alreadyPaid: 0 },
      amountYen: { before: 80_000, after: 62_000 },
      changedFields: { amount: 1, address: 1, account: 1 },
      withdrawnFor: { deceased: 1, 'moved-out': 1, 'not-listed': 1 },
    });
    expect(report.difference?.changes.map(({ line, fields }) => [line, fields])).toEqual([
      [2, ['amount']],
      [4, ['address']],
      [6, ['account']],
    ]);
    expect(await benefit.find(0)).toMatchObject({ amountYen: 10_000, status: 'open' });
    expect(await benefit.apply(report.listId)).toMatchObject({ added: 1, changed: 3, withdrawn: 3 });
    expect(await benefit.find(0)).toMatchObject({ amountYen: 12_000, status: 'open', listId: report.listId });
    expect(await benefit.find(1)).toMatchObject({ status: 'open', listId: report.listId });
    expect(await benefit.find(5)).toMatchObject({ status: 'withdrawn', withdrawnFor: 'deceased' });
    expect(await benefit.find(3)).toMatchObject({ status: 'withdrawn', withdrawnFor: 'moved-out' });
    expect(await benefit.find(7)).toMatchObject({ status: 'withdrawn', withdrawnFor: 'not-listed' });
    expect(await benefit.run((db) => findList(db, benefit.listId))).toMatchObject({ status: 'superseded' });
  });

  it('brings back who was off it for a while, as the same portion', async () => {
    const benefit = await listed('person');
    const before = await benefit.find(1);
    await benefit.bring(without(1));
    expect(await benefit.find(1)).toMatchObject({ status: 'withdrawn' });
    const { report } = await benefit.bring(PEOPLE);
    expect(report.difference?.counts).toMatchObject({ added: 0, returned: 1, unchanged: 7 });
    expect(await benefit.find(1)).toMatchObject({ id: before?.id, status: 'open', withdrawnFor: null });
  });

  it('moves who left the household into the new one', async () => {
    const benefit = await listed('person');
    const { report } = await benefit.bring(changed({ 1: { household: '777', relation: '世帯主' } }));
    expect(report.difference?.changedFields).toEqual({ household: 1, head: 1 });
    const [stayed, left] = [await benefit.find(0), await benefit.find(1)];
    expect(left?.householdId).not.toBe(stayed?.householdId);
    expect(left).toMatchObject({ isHead: true, status: 'open' });
  });

  it('stops a claim that is not sent, and leaves the rest of the household in it', async () => {
    const benefit = await listed('person');
    const claimId = await claim(benefit, [0, 1]);
    const { report, result } = await benefit.bring(changed({ 1: { change: '死亡' } }));
    expect(report.difference?.counts).toMatchObject({ stopped: 1, alreadyPaid: 0 });
    expect(result.stoppedClaims.reduced).toEqual([claimId]);
    expect(await benefit.find(1)).toMatchObject({ status: 'withdrawn', withdrawnFor: 'deceased' });
    expect(await benefit.find(0)).toMatchObject({ status: 'claimed' });
    expect(await benefit.run(({ prisma }) => prisma.benefitClaim.findFirst({ where: { id: claimId } }))).toMatchObject({
      status: 'claimed',
      amountYen: 10_000,
    });
  });

  it('leaves a claim alone that it does not speak of', async () => {
    const benefit = await listed('person');
    const claimId = await claim(benefit, [2, 3]);
    const { result } = await benefit.bring(changed({ 0: { amount: '1' }, 2: { address: '緑野市本町5' } }));
    expect(result.stoppedClaims).toEqual({ cancelled: [], reduced: [], replaced: [] });
    expect(await statusOf(benefit, claimId)).toBe('claimed');
  });

  it('never touches what is paid, and tells staff', async () => {
    const benefit = await listed('person');
    const paid = await benefit.find(0);
    await benefit.run(({ sql }) => sql(`update benefit_entitlement set status = 'paid' where id = $1`, [paid?.id]));
    const { report, result } = await benefit.bring(changed({ 0: { change: '死亡' } }));
    expect(report.difference?.counts.alreadyPaid).toBe(1);
    expect(result.alreadyPaid).toEqual([{ entitlementId: paid?.id, reason: 'deceased' }]);
    expect(await benefit.find(0)).toEqual({ ...paid, status: 'paid' });
  });

  it('keeps up a fence that staff put up', async () => {
    const benefit = await listed('person');
    const portion = await benefit.find(1);
    await benefit.run(({ sql }) => sql('update benefit_entitlement set is_fenced = true where id = $1', [portion?.id]));
    await benefit.bring(changed({ 1: { address: '緑野市本町5' } }));
    expect(await benefit.find(1)).toMatchObject({ isFenced: true });
  });

  it('takes a portion that it fences out of the householder’s claim', async () => {
    const benefit = await listed('person');
    await claim(benefit, [0, 1]);
    await benefit.bring(changed({ 1: { support: '1' } }));
    expect(await benefit.find(1)).toMatchObject({ isFenced: true, status: 'open' });
    expect(await benefit.find(0)).toMatchObject({ status: 'claimed' });
  });

  it('does not bring back a portion in whose place another was added', async () => {
    const benefit = await listed('person');
    const portion = await benefit.find(1);
    await benefit.run(async ({ sql }) => {
      await sql(
        `insert into benefit_entitlement (id, program_id, household_id, list_id, person_index, row_hash, rule_version, amount_yen, is_head,
           is_fenced, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
         select gen_random_uuid(), program_id, household_id, list_id, person_index || ':again', row_hash, rule_version, amount_yen, false,
           true, person, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot from benefit_entitlement where id = $1`,
        [portion?.id],
      );
      await sql(`update benefit_entitlement set status = 'withdrawn' where id = $1`, [portion?.id]);
    });
    await benefit.bring(without(7));
    expect(await benefit.find(1)).toMatchObject({ status: 'withdrawn' });
  });

  it('is not applied after another was', async () => {
    const benefit = await listed('person');
    const report = await benefit.importPeople(without(7));
    await benefit.apply(report.listId);
    await expect(benefit.apply(report.listId)).rejects.toMatchObject({ code: 'BENEFIT_LIST_NOT_STAGED' });
    await expect(benefit.apply(uuidv7())).rejects.toMatchObject({ code: 'BENEFIT_LIST_NOT_FOUND' });
  });

  it('holds the rule once a list stands on it', async () => {
    const benefit = await listed('person');
    await expect(
      benefit.run((db) => updateProgram(db, benefit.programId, { amountYen: 20_000 }, 'staff:a')),
    ).rejects.toMatchObject({
      code: 'BENEFIT_PROGRAM_IN_USE',
    });
    expect(
      await benefit.run((db) => updateProgram(db, benefit.programId, { closesOn: '2027-02-26' }, 'staff:a')),
    ).toMatchObject({
      closesOn: '2027-02-26',
      ruleVersion: 1,
    });
  });

  it('is invisible to another city', async () => {
    const benefit = await listed('person');
    const other = await createTestTenant(database.db);
    const rows = await database.db.withTenant(other.tenantId, ({ prisma }) => prisma.benefitEntitlement.findMany());
    expect(rows).toEqual([]);
    await expect(
      database.db.withTenant(other.tenantId, (db) => updateProgram(db, benefit.programId, {}, 'staff:a')),
    ).rejects.toMatchObject({ code: 'BENEFIT_PROGRAM_NOT_FOUND' });
  });
});

describe('a newer list of a benefit by household', () => {
  it('gives the portion to the new head while nothing is claimed', async () => {
    const benefit = await listed('household');
    const { result } = await benefit.bring(changed({ 0: { relation: '夫' }, 1: { relation: '世帯主' } }));
    expect(result).toMatchObject({ added: 1, withdrawn: 1, blocked: 0 });
    expect(await benefit.find(0)).toMatchObject({ status: 'withdrawn', withdrawnFor: 'split-household' });
    expect(await benefit.find(1)).toMatchObject({ status: 'open', isHead: true });
  });

  it('gives the new head nothing once the household is paid', async () => {
    const benefit = await listed('household');
    const head = await benefit.find(0);
    await benefit.run(({ sql }) => sql(`update benefit_entitlement set status = 'paid' where id = $1`, [head?.id]));
    const { report, result } = await benefit.bring(changed({ 0: { change: '死亡' }, 1: { relation: '世帯主' } }));
    expect(report.difference?.counts).toMatchObject({ blocked: 1, alreadyPaid: 1 });
    expect(result).toMatchObject({ added: 0, withdrawn: 0, blocked: 1 });
    expect(await benefit.find(1)).toBeUndefined();
    expect(await benefit.find(0)).toMatchObject({ status: 'paid' });
  });
});

describe('a newer list of a benefit by household that moves a head into a household that was paid', () => {
  it('does not pay that household twice', async () => {
    const benefit = await listed('household');
    const paid = await benefit.find(0);
    await benefit.run(({ sql }) => sql(`update benefit_entitlement set status = 'paid' where id = $1`, [paid?.id]));
    const { result } = await benefit.bring(
      changed({
        0: { relation: '夫' },
        2: { household: PEOPLE[0]?.household ?? '', relation: '世帯主' },
        3: { relation: '世帯主' },
      }),
    );
    expect(result).toMatchObject({ blocked: 1 });
    expect(await benefit.find(2)).toMatchObject({ status: 'withdrawn' });
    expect(await benefit.find(3)).toMatchObject({ status: 'open', isHead: true });
    const open = await benefit.run(({ sql }) =>
      sql(`select 1 from benefit_entitlement where household_id = $1 and status = 'open'`, [paid?.householdId]),
    );
    expect(open).toEqual([]);
  });
});

describe('a list', () => {
  it('is put in force by another person than who brought it', async () => {
    const benefit = await listed('person');
    const report = await benefit.importPeople(without(7));
    await expect(applyList(benefit.deps, tenant.tenantId, report.listId, 'staff:test')).rejects.toMatchObject({
      code: 'BENEFIT_LIST_SAME_PERSON',
    });
    expect(await benefit.run((db) => findList(db, report.listId))).toMatchObject({ status: 'staged' });
  });
});

describe('payouts that are not yet sent', () => {
  it('are stopped and give their money back; what has left goes on', async () => {
    const scripted = createScriptedMethod({ key: 'scripted' });
    const deps: PayoutDependencies = {
      db: database.db,
      secrets: tenant.secrets,
      methods: createPayoutMethods([scripted.method]),
      endpoints: {},
      clock: { now: () => new Date() },
      onChange: async () => {},
    };
    const benefit = await listed('household', deps);
    const waiting = await claim(benefit, [0], 'approved');
    const sent = await claim(benefit, [2], 'approved');
    const sentPayout = uuidv7();
    await benefit.run(async (db) => {
      await fundProgram(db, benefit.programId, 100_000, 'system');
      const payouts = [
        { payoutId: uuidv7(), claimId: waiting },
        { payoutId: sentPayout, claimId: sent },
      ];
      await planPayouts(
        db,
        deps,
        payouts.map((one) => ({
          ...one,
          programId: benefit.programId,
          method: 'scripted',
          amountYen: 10_000,
          recipient: {},
        })),
        'system',
      );
    });
    await benefit.run(({ sql }) =>
      sql(
        `update payout set status = 'submitting', lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute' where id = $1`,
        [sentPayout],
      ),
    );
    const { result } = await benefit.bring(changed({ 0: { change: '死亡' }, 2: { change: '転出' } }));
    expect(result.stoppedClaims.cancelled).toEqual([waiting]);
    expect(result.alreadyPaid).toMatchObject([{ reason: 'moved-out' }]);
    expect(await benefit.find(0)).toMatchObject({ status: 'withdrawn' });
    expect(await benefit.find(2)).toMatchObject({ status: 'approved' });
    expect(await benefit.run((db) => readBalances(db, benefit.programId))).toMatchObject({
      reserved: 10_000,
      budget: 90_000,
    });
    expect(await benefit.run(({ prisma }) => prisma.payout.findFirst({ where: { claimId: waiting } }))).toMatchObject({
      status: 'cancelled',
    });
    expect(await benefit.run(({ prisma }) => prisma.payout.findFirst({ where: { id: sentPayout } }))).toMatchObject({
      status: 'submitting',
    });
  });
});
