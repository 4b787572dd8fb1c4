import { createTestTenant, type TestTenant, withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createListedBenefit, TEST_PROGRAM } from '../testing/index.ts';
import { closeProgram, createProgram, getProgram, listPrograms, openProgram, updateProgram } from './programs.ts';

const database = withTestDatabase();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
});

const run = <Result>(work: Parameters<typeof database.db.withTenant<Result>>[1]) =>
  database.db.withTenant(tenant.tenantId, work);

describe('a program', () => {
  it('begins as a practice draft', async () => {
    const program = await run((db) => createProgram(db, TEST_PROGRAM, 'staff:a'));
    expect(program).toMatchObject({
      status: 'draft',
      isPractice: true,
      ruleVersion: 1,
      opensOn: '2026-12-01',
      closesOn: '2027-01-29',
    });
    expect(await run(listPrograms)).toEqual([program]);
  });

  it.each([
    ['an amount of nothing', { amountYen: 0 }],
    ['part of a yen', { amountYen: 0.5 }],
    ['a day that does not exist', { closesOn: '2026-02-30' }],
    ['an end before its beginning', { closesOn: '2026-11-30' }],
    ['no name', { name: ' ' }],
    ['a method twice', { methods: ['noop', 'noop'] }],
  ])('is refused with %s', async (_title, change) => {
    await expect(run((db) => createProgram(db, { ...TEST_PROGRAM, ...change }, 'staff:a'))).rejects.toMatchObject({
      code: 'BENEFIT_PROGRAM_INVALID',
    });
  });

  it('makes a new version of its rule when the rule changes, and not for a text', async () => {
    const { id } = await run((db) => createProgram(db, TEST_PROGRAM, 'staff:a'));
    expect(await run((db) => updateProgram(db, id, { amountYen: 50_000 }, 'staff:a'))).toMatchObject({
      amountYen: 50_000,
      ruleVersion: 2,
    });
    const { texts } = await run((db) => getProgram(db, id));
    const worded = await run((db) => updateProgram(db, id, { texts: { ...texts, notice: 'お知らせ' } }, 'staff:a'));
    expect(worded).toMatchObject({ ruleVersion: 2, texts: { notice: 'お知らせ' } });
  });

  it('opens with a list in force and a method, and closes for good', async () => {
    const { id } = await run((db) => createProgram(db, TEST_PROGRAM, 'staff:a'));
    await expect(run((db) => openProgram(db, id, 'staff:a'))).rejects.toMatchObject({
      code: 'BENEFIT_PROGRAM_NOT_READY',
    });
    const { programId } = await createListedBenefit(database.db, {
      tenantId: tenant.tenantId,
      secrets: tenant.secrets,
    });
    expect(await run((db) => getProgram(db, programId))).toMatchObject({ status: 'open' });
    await expect(run((db) => updateProgram(db, programId, { opensOn: '2026-12-02' }, 'staff:a'))).rejects.toMatchObject(
      { code: 'BENEFIT_PROGRAM_IN_USE' },
    );
    expect(await run((db) => closeProgram(db, programId, 'staff:a'))).toMatchObject({ status: 'closed' });
    await expect(run((db) => openProgram(db, programId, 'staff:a'))).rejects.toMatchObject({
      code: 'BENEFIT_PROGRAM_CLOSED',
    });
  });

  it('opens for practice only, until the city goes live', async () => {
    const { tenantId, secrets } = await createTestTenant(database.db, { isPractice: true });
    const real = { tenantId, secrets, program: { isPractice: false } };
    await expect(createListedBenefit(database.db, real)).rejects.toMatchObject({ code: 'BENEFIT_CITY_PRACTICE' });
    await createListedBenefit(database.db, { ...real, program: { isPractice: true } });
    await database.db.withTenant(tenantId, ({ sql }) => sql('update tenant set live_at = now()'));
    await createListedBenefit(database.db, real);
  });
});
