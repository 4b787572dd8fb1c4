// A program with people on its list, as an applied list would have left them, for tests of what comes after the list.
import { createFixedClock, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { type AnyPayoutMethod, type BankAccount, bankAccountSchema, defineFileMethod } from '@tenohira/feature-kit';
import { matchKeys } from '@tenohira/identity';
import { createPayoutMethods, fundProgram, type PayoutDependencies } from '@tenohira/payouts';
import { createScriptedMethod, type ScriptedMethod } from '@tenohira/payouts/testing';
import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { z } from 'zod';
import type { ClaimDependencies } from '../claims/dependencies.ts';
import { followPayouts } from '../claims/follow-payout.ts';
import {
  entitlementIdOf,
  householdIndexOf,
  listedAccountPlace,
  listedPersonPlace,
  personIndexOf,
} from '../lists/listed-person.ts';

export const CODE_METHOD = 'scripted';
export const TRANSFER_METHOD = 'test-transfer';

/** 普通 at the test bank. */
export const testAccount = (number = '1234567'): BankAccount => ({
  bankCode: '9999',
  branchCode: '999',
  type: '1',
  number,
  holderKana: 'ミドリ ハナコ',
});

export type TestPerson = {
  name?: string;
  birthdate?: string;
  address?: string;
  isHead?: boolean;
  isFenced?: boolean;
  amountYen?: number;
  account?: BankAccount;
};

export type TestHousehold = {
  householdId: string;
  number: string;
  portions: { id: string; person: ListedTestPerson }[];
};
type ListedTestPerson = { name: string; birthdate: string; address: string };

export type TestBenefit = Awaited<ReturnType<typeof createTestBenefit>>;

/** Open from 2026-12-01 to 2027-01-29, Asia/Tokyo; the clock stands in the middle. */
export async function createTestBenefit(db: Database, options: { fundYen?: number; isPractice?: boolean } = {}) {
  const { fundYen = 10_000_000, isPractice = false } = options;
  const tenant = await createTestTenant(db);
  const provider: ScriptedMethod = createScriptedMethod({ key: CODE_METHOD });
  const clock = createFixedClock('2026-12-10T10:00:00+09:00');
  const claims: ClaimDependencies = {
    db,
    secrets: tenant.secrets,
    methods: createPayoutMethods([transferMethod, provider.method]),
    clock,
    allowTestBank: true,
  };
  const payouts: PayoutDependencies = {
    ...claims,
    endpoints: {},
    onChange: (scope, change) => followPayouts(scope, claims, [change]),
    onChanges: (scope, changes) => followPayouts(scope, claims, changes),
  };
  const programId = uuidv7();
  const listId = uuidv7();
  const run = <Result>(work: (scope: TenantDb) => Promise<Result>) => db.withTenant(tenant.tenantId, work);
  await run(async (scope) => {
    await scope.sql(
      `insert into benefit_program (id, name, statute, amount_rule, amount_yen, base_date, opens_on, closes_on, methods, texts,
         is_practice, status, created_by)
       values ($1, '物価高騰対策給付金', '支給要綱', 'person', 10000, '2026-11-01', '2026-12-01', '2027-01-29', $2, '{}', $3, 'open', 'staff:test')`,
      [programId, JSON.stringify([TRANSFER_METHOD, CODE_METHOD]), isPractice],
    );
    await scope.sql(
      `insert into benefit_list (id, program_id, number, file_name, file_hash, status, uploaded_by)
       values ($1, $2, 1, 'list.csv', $3, 'applied', 'staff:test')`,
      [listId, programId, 'a'.repeat(64)],
    );
    if (fundYen > 0) await fundProgram(scope, programId, fundYen, 'system');
  });
  const benefit = {
    db,
    tenant,
    tenantId: tenant.tenantId,
    programId,
    listId,
    deps: claims,
    payouts,
    provider,
    clock,
    run,
  };
  return {
    ...benefit,
    addHousehold: (people: readonly TestPerson[]) => addHousehold(benefit, people),
    registerAs: (person: ListedTestPerson, entitlementId?: string) => registerAs(benefit, person, entitlementId),
    outbox: () =>
      run(({ sql }) =>
        sql<{ residentId: string; key: string; text: string; data: string | null }>(
          `select resident_id as "residentId", dedupe_key as key,
             coalesce(messages -> 0 ->> 'text', messages #>> '{0,altText}') as text,
             messages #>> '{0,contents,footer,contents,0,action,data}' as data
           from outbox_message order by created_at, id`,
        ),
      ),
  };
}

type Base = {
  db: Database;
  tenant: TestTenant;
  programId: string;
  listId: string;
  run: <Result>(work: (scope: TenantDb) => Promise<Result>) => Promise<Result>;
};

let count = 0;

async function addHousehold(benefit: Base, people: readonly TestPerson[]): Promise<TestHousehold> {
  const secrets = await benefit.tenant.secrets.opened(benefit.tenant.tenantId);
  count += 1;
  const number = String(900_000 + count);
  const householdId = uuidv7();
  const portions = people.map((given, index) => {
    const person = {
      name: given.name ?? `試験 ${count}の${index}`,
      birthdate: given.birthdate ?? `19${40 + index}-0${1 + (count % 9)}-1${index % 10}`,
      address: given.address ?? `みどり市中央${count}番地`,
    };
    const addressee = `${number}-${index}`;
    const personIndex = personIndexOf(secrets, addressee);
    return { id: entitlementIdOf(benefit.programId, personIndex), personIndex, addressee, given, person, index };
  });
  await benefit.run(async ({ sql }) => {
    await sql('insert into benefit_household (id, program_id, number_index) values ($1, $2, $3)', [
      householdId,
      benefit.programId,
      householdIndexOf(secrets, number),
    ]);
    for (const { id, personIndex, addressee, given, person, index } of portions) {
      const keys = matchKeys(secrets, person);
      const listed = { addressee, household: number, kana: '', ...person };
      await sql(
        `insert into benefit_entitlement (id, program_id, household_id, list_id, person_index, row_hash, rule_version, amount_yen,
           is_head, is_fenced, person, account, account_tail, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
         values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
        [
          id,
          benefit.programId,
          householdId,
          benefit.listId,
          personIndex,
          `hash-${addressee}`,
          given.amountYen ?? 10_000,
          given.isHead ?? index === 0,
          given.isFenced ?? false,
          secrets.encrypt(listedPersonPlace(id), JSON.stringify(listed)),
          given.account ? secrets.encrypt(listedAccountPlace(id), JSON.stringify(given.account)) : null,
          given.account?.number.slice(-2) ?? null,
          keys.keyFull,
          keys.keyLot,
          keys.keyNameBirth,
          keys.keyBirthLot,
          keys.keyNameLot,
        ],
      );
    }
  });
  return { householdId, number, portions: portions.map(({ id, person }) => ({ id, person })) };
}

/** A resident who has shown that they are that person; with an entitlement, the match with it is accepted. */
async function registerAs(benefit: Base, person: ListedTestPerson, entitlementId?: string): Promise<string> {
  const secrets = await benefit.tenant.secrets.opened(benefit.tenant.tenantId);
  const { residentId } = await createTestResident(benefit.db, benefit.tenant);
  const registrationId = uuidv7();
  const keys = matchKeys(secrets, person);
  await benefit.run(async ({ sql }) => {
    await sql(
      `insert into identity_registration (id, resident_id, subject_index, person, key_full, key_lot, key_name_birth, key_birth_lot,
         key_name_lot, consent_version, consented_at) values ($1, $2, $3, '', $4, $5, $6, $7, $8, '1', now())`,
      [
        registrationId,
        residentId,
        residentId,
        keys.keyFull,
        keys.keyLot,
        keys.keyNameBirth,
        keys.keyBirthLot,
        keys.keyNameLot,
      ],
    );
    if (entitlementId === undefined) return;
    await sql(
      `insert into benefit_match (id, program_id, entitlement_id, registration_id, reason, status)
       values ($1, $2, $3, $4, 'full', 'accepted')`,
      [uuidv7(), benefit.programId, entitlementId, registrationId],
    );
  });
  return residentId;
}

/** A file that needs an account, as a bank's does. */
const transferMethod: AnyPayoutMethod = defineFileMethod({
  key: TRANSFER_METHOD,
  title: '口座への振込',
  summary: '口座に振り込みます。',
  settings: z.object({}),
  recipient: bankAccountSchema,
  asks: 'account',
  isPractice: false,
  amount: { minYen: 1, maxYen: 9_999_999_999, stepYen: 1 },
  preflight: () => [],
  preflightDay: () => [],
  write: (instructions, { payOn }) => {
    const lines = instructions.map(
      ({ idempotencyKey, recipient, amountYen, isReissue }) =>
        `${idempotencyKey},${recipient.number},${amountYen},${isReissue ? 2 : 0}\r\n`,
    );
    return [
      {
        fileName: `transfer-${payOn}.txt`,
        bytes: Buffer.from(lines.join('')),
        idempotencyKeys: instructions.map(({ idempotencyKey }) => idempotencyKey),
        count: instructions.length,
        totalYen: instructions.reduce((sum, { amountYen }) => sum + amountYen, 0),
      },
    ];
  },
});
