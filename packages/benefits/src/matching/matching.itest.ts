import { randomToken } from '@tenohira/core';
import { createTestRegistration } from '@tenohira/identity/testing';
import { createTestResident, createTestTenant, type TestTenant, withTestDatabase } from '@tenohira/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { planReach } from '../reach/plan-reach.ts';
import { asOnCard, createListedBenefit, inventPeople, type PersonInFile } from '../testing/index.ts';
import { decideMatch } from './decide-match.ts';
import { listDoubtfulMatches } from './list-doubtful-matches.ts';
import { matchProgram, matchRegistration } from './match-program.ts';

const database = withTestDatabase();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const PEOPLE = inventPeople({ households: 6, members: { exactly: 1 }, supportPercent: 0 });
const person = (index: number): PersonInFile => {
  const found = PEOPLE[index];
  if (!found) throw new Error('no such person');
  return found;
};

type Benefit = Awaited<ReturnType<typeof listed>>;
const listed = (people: readonly PersonInFile[] = PEOPLE, amountRule: 'household' | 'person' = 'person') =>
  createListedBenefit(database.db, {
    tenantId: tenant.tenantId,
    secrets: tenant.secrets,
    people,
    program: { amountRule, amountYen: 10_000 },
  });

async function register(card: { name: string; birthdate: string; address: string }) {
  const { residentId } = await createTestResident(database.db, tenant);
  const registrationId = await database.db.withTenant(tenant.tenantId, (db) =>
    createTestRegistration(db, tenant.secrets, { residentId, person: { sub: randomToken(), gender: '1', ...card } }),
  );
  return { residentId, registrationId };
}

const match = (benefit: Benefit) => matchProgram(benefit.deps, tenant.tenantId, benefit.programId);
const matches = (benefit: Benefit) =>
  benefit.run((db) =>
    db.sql<{
      id: string;
      reason: string;
      status: string;
      registrationId: string;
      decidedBy: string | null;
      secondBy: string | null;
    }>(
      `select id, reason, status, registration_id as "registrationId", decided_by as "decidedBy", second_by as "secondBy"
       from benefit_match where program_id = $1 order by created_at, id`,
      [benefit.programId],
    ),
  );

describe('matching', () => {
  it('finds people however their card spells them', async () => {
    const benefit = await listed();
    for (const index of [0, 1, 5]) await register(asOnCard(person(index)));
    expect(await match(benefit)).toMatchObject({ accepted: 3, doubtful: 0, byReason: { full: 3 } });
  });

  it('leaves the building aside where all else agrees', async () => {
    const benefit = await listed();
    const card = asOnCard(person(0));
    await register({ ...card, address: `${card.address} コーポ桜101号室` });
    expect(await match(benefit)).toMatchObject({ accepted: 1, byReason: { lot: 1 } });
  });

  it.each([
    ['name-birth', { address: '緑野市本町999番地' }],
    ['birth-lot', { name: '別姓 花子' }],
    ['name-lot', { birthdate: '1901-01-01' }],
  ])('asks a person about %s', async (reason, change) => {
    const benefit = await listed();
    await register({ ...asOnCard(person(0)), ...change });
    expect(await match(benefit)).toMatchObject({ accepted: 0, doubtful: 1, byReason: { [reason]: 1 } });
    const [doubt] = await listDoubtfulMatches(benefit.deps, tenant.tenantId, benefit.programId);
    expect(doubt).toMatchObject({
      reason,
      status: 'doubtful',
      listed: { name: person(0).name, address: person(0).address },
      reasonText: expect.stringMatching(/確かめてください。$/),
    });
  });

  it('does not take a neighbour, a namesake or a twin for a person who is surely found', async () => {
    const twin = { ...person(1), birthdate: person(0).birthdate };
    const benefit = await listed(PEOPLE.map((one, index) => (index === 1 ? twin : one)));
    const { registrationId } = await register(asOnCard(person(0)));
    await register({ ...asOnCard(person(0)), birthdate: '1901-01-01' });
    expect(await match(benefit)).toMatchObject({ accepted: 1, doubtful: 0 });
    expect(await matches(benefit)).toMatchObject([{ registrationId, reason: 'full' }]);
  });

  it('asks a person where two on the list are the same', async () => {
    const twice = { ...person(0), addressee: '99', household: '99' };
    const benefit = await listed([...PEOPLE, twice]);
    await register(asOnCard(person(0)));
    expect(await match(benefit)).toMatchObject({ accepted: 0, doubtful: 2, byReason: { ambiguous: 2 } });
    const [first, second] = await matches(benefit);
    for (const staff of ['a', 'b']) await benefit.run((db) => decideMatch(db, first?.id ?? '', 'accept', staff));
    await expect(benefit.run((db) => decideMatch(db, second?.id ?? '', 'accept', 'c'))).rejects.toMatchObject({
      code: 'BENEFIT_MATCH_TAKEN',
    });
    expect(await match(benefit)).toMatchObject({ accepted: 1 });
  });

  it('does not find those without an address by it', async () => {
    const benefit = await listed(PEOPLE.map((one) => ({ ...one, address: '' })));
    await register({ ...asOnCard(person(0)), name: '別人' });
    expect(await match(benefit)).toMatchObject({ accepted: 0, doubtful: 0 });
  });

  it('finds the same however often it runs, and keeps what people decided', async () => {
    const benefit = await listed();
    await register(asOnCard(person(0)));
    await register({ ...asOnCard(person(2)), address: '緑野市本町999番地' });
    const counts = await match(benefit);
    const before = await matches(benefit);
    expect(await match(benefit)).toEqual(counts);
    expect(await matches(benefit)).toEqual(before);
    const doubt = before.find(({ status }) => status === 'doubtful');
    await benefit.run((db) => decideMatch(db, doubt?.id ?? '', 'reject', 'a'));
    expect(await match(benefit)).toMatchObject({ accepted: 1, doubtful: 0, rejected: 1 });
  });

  it('takes a new resident up at once, in every program that goes on', async () => {
    const [first, second] = [await listed(), await listed(PEOPLE.slice(0, 4))];
    const { registrationId } = await register(asOnCard(person(0)));
    const run = () => first.run((db) => matchRegistration(db, registrationId));
    expect(await run()).toEqual({ accepted: 2, doubtful: 0 });
    expect(await run()).toEqual({ accepted: 2, doubtful: 0 });
    for (const benefit of [first, second]) {
      const before = await matches(benefit);
      await match(benefit);
      expect(await matches(benefit)).toEqual(before);
    }
  });

  it('comes one by one to what a run over all finds', async () => {
    const trait = fc.integer({ min: 0, max: 1 });
    const identity = fc.record({ name: trait, birth: trait, lot: trait });
    const cardOf = (of: { name: number; birth: number; lot: number }) => ({
      name: `青葉 ${['葵', '光'][of.name]}`,
      birthdate: `197${of.birth}-01-01`,
      address: `緑野市本町${of.lot + 1}番地`,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(identity, { minLength: 1, maxLength: 4 }),
        fc.array(identity, { minLength: 1, maxLength: 4 }),
        async (people, cards) => {
          tenant = await createTestTenant(database.db);
          const rows = people.map((of, index) => ({
            ...person(0),
            ...cardOf(of),
            addressee: String(index),
            household: String(index),
          }));
          const benefit = await listed(rows);
          for (const of of cards) {
            const { registrationId } = await register(cardOf(of));
            await benefit.run((db) => matchRegistration(db, registrationId));
          }
          const found = async () => (await matches(benefit)).map(({ id, status, reason }) => [id, status, reason]);
          const oneByOne = await found();
          await match(benefit);
          expect(await found()).toEqual(oneByOne);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('sees that a second registration makes a sure match doubtful', async () => {
    const benefit = await listed();
    await register(asOnCard(person(0)));
    await match(benefit);
    const { registrationId } = await register(asOnCard(person(0)));
    await benefit.run((db) => matchRegistration(db, registrationId));
    expect((await matches(benefit)).map(({ status, reason }) => [status, reason])).toEqual([
      ['doubtful', 'ambiguous'],
      ['doubtful', 'ambiguous'],
    ]);
  });

  it('matches a fenced person by themselves', async () => {
    const benefit = await listed(PEOPLE.map((one, index) => (index === 1 ? { ...one, support: '1' } : one)));
    await register(asOnCard(person(1)));
    expect(await match(benefit)).toMatchObject({ accepted: 1 });
    expect((await benefit.run((db) => planReach(db, benefit.programId))).fenced).toEqual({
      portions: 1,
      done: 0,
      superFastPass: 1,
      nobody: 0,
    });
  });
});

describe('a doubtful match', () => {
  const doubtful = async () => {
    const benefit = await listed();
    await register({ ...asOnCard(person(0)), address: '緑野市本町999番地' });
    await match(benefit);
    const [doubt] = await matches(benefit);
    const decide = (decision: 'accept' | 'reject', staff: string) =>
      benefit.run((db) => decideMatch(db, doubt?.id ?? '', decision, staff));
    return { benefit, decide };
  };

  it('is accepted by two different people', async () => {
    const { benefit, decide } = await doubtful();
    expect(await decide('accept', 'a')).toBe('seconded');
    await expect(decide('accept', 'a')).rejects.toMatchObject({ code: 'BENEFIT_MATCH_SAME_PERSON' });
    expect(await decide('accept', 'b')).toBe('accepted');
    expect(await matches(benefit)).toMatchObject([{ decidedBy: 'a', secondBy: 'b', status: 'accepted' }]);
    expect(await match(benefit)).toMatchObject({ accepted: 1 });
  });

  it('is accepted once when two decide at the same moment', async () => {
    const { benefit, decide } = await doubtful();
    await Promise.all([decide('accept', 'a'), decide('accept', 'b')]);
    expect(await matches(benefit)).toMatchObject([{ status: 'accepted' }]);
  });

  it('is rejected by one, also after a first yes', async () => {
    const { decide } = await doubtful();
    await decide('accept', 'a');
    expect(await decide('reject', 'b')).toBe('rejected');
    await expect(decide('accept', 'c')).rejects.toMatchObject({ code: 'BENEFIT_MATCH_DECIDED' });
  });

  it('is another city’s to nobody', async () => {
    const { benefit } = await doubtful();
    const [doubt] = await matches(benefit);
    const other = await createTestTenant(database.db);
    await expect(
      database.db.withTenant(other.tenantId, (db) => decideMatch(db, doubt?.id ?? '', 'accept', 'a')),
    ).rejects.toMatchObject({ code: 'BENEFIT_MATCH_NOT_FOUND' });
  });
});

describe('the plan of reach', () => {
  it('counts each household once: push, letter or nobody', async () => {
    const benefit = await listed(
      PEOPLE.map((one, index) => (index >= 8 ? { ...one, address: '' } : one)),
      'household',
    );
    await register(asOnCard(person(0)));
    await register(asOnCard(person(3)));
    const left = await register(asOnCard(person(4)));
    await benefit.run(({ prisma }) =>
      prisma.resident.updateMany({ where: { id: left.residentId }, data: { status: 'left' } }),
    );
    await match(benefit);
    expect(await benefit.run((db) => planReach(db, benefit.programId))).toMatchObject({
      households: 6,
      done: 0,
      superFastPass: 1,
      letter: 3,
      nobody: 2,
      portions: 6,
      amountYen: 60_000,
      openYen: { superFastPass: 10_000, letter: 30_000, nobody: 20_000, fenced: 0 },
    });
  });

  it('misses nobody, whatever the list and whoever registered', async () => {
    const member = fc.record({
      address: fc.boolean(),
      support: fc.boolean(),
      registered: fc.constantFrom('no', 'yes', 'left', 'moved'),
      done: fc.boolean(),
      gone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(member, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('household' as const, 'person' as const),
        async (households, rule) => {
          tenant = await createTestTenant(database.db);
          const invented = inventPeople({ households: households.length, members: { exactly: 2 }, supportPercent: 0 });
          const drawn = households.flatMap((members, household) =>
            members.map((one, index) => ({ ...one, person: invented[household * 3 + index] })),
          );
          const rows = drawn.flatMap(({ person: one, ...how }) =>
            one
              ? [
                  {
                    ...how,
                    row: {
                      ...one,
                      address: how.address ? one.address : '',
                      support: how.support ? '1' : '',
                      change: how.gone ? '死亡' : '',
                    },
                  },
                ]
              : [],
          );
          const benefit = await listed(
            rows.map(({ row }) => row),
            rule,
          );
          for (const { row, registered } of rows) {
            if (registered === 'no') continue;
            const card = {
              ...asOnCard(row),
              address: registered === 'moved' || row.address === '' ? '緑野市本町999番地' : asOnCard(row).address,
            };
            const { residentId } = await register(card);
            if (registered === 'left')
              await benefit.run(({ sql }) => sql(`update resident set status = 'left' where id = $1`, [residentId]));
          }
          await match(benefit);
          await benefit.run(({ sql }) =>
            sql(
              `update benefit_entitlement set status = 'paid' where get_byte(decode(md5(id::text), 'hex'), 0) < 40 and program_id = $1`,
              [benefit.programId],
            ),
          );
          const reach = await benefit.run((db) => planReach(db, benefit.programId));
          const [truth] = await benefit.run(({ sql }) =>
            sql<{ portions: number; yen: number; openYen: number; households: number; fenced: number }>(
              `select count(*)::int as portions, coalesce(sum(amount_yen), 0)::int as yen, coalesce(sum(amount_yen) filter (where status = 'open'), 0)::int as "openYen",
               count(distinct household_id) filter (where not is_fenced)::int as households, count(*) filter (where is_fenced)::int as fenced
             from benefit_entitlement where program_id = $1 and status <> 'withdrawn'`,
              [benefit.programId],
            ),
          );
          expect(reach.done + reach.superFastPass + reach.letter + reach.nobody).toBe(truth?.households);
          expect(reach.households).toBe(truth?.households);
          expect(reach.fenced.portions).toBe(truth?.fenced);
          expect(reach.fenced.done + reach.fenced.superFastPass + reach.fenced.nobody).toBe(truth?.fenced);
          expect([reach.portions, reach.amountYen]).toEqual([truth?.portions, truth?.yen]);
          const { superFastPass, letter, nobody, fenced } = reach.openYen;
          expect(superFastPass + letter + nobody + fenced).toBe(truth?.openYen);
        },
      ),
      { numRuns: 12 },
    );
  });
});
