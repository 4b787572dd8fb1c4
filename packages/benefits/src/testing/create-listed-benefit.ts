import { type Clock, createFixedClock } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { type ApplyDependencies, applyList } from '../lists/apply-list.ts';
import { type ImportDependencies, importList } from '../lists/import-list.ts';
import type { ProgramInput } from '../programs/program.ts';
import { createProgram, openProgram } from '../programs/programs.ts';
import { inventPeople, type PeopleOptions, type PersonInFile, writeListCsv } from './build-list-csv.ts';

export type ListedBenefitOptions = {
  tenantId: string;
  secrets: TenantSecrets;
  program?: Partial<ProgramInput>;
  /** Who is on the list; without them, ten invented households. */
  people?: readonly PersonInFile[] | PeopleOptions;
  clock?: Clock;
  payouts?: ApplyDependencies['payouts'];
};

export const TEST_PROGRAM: ProgramInput = {
  name: '物価高騰対策給付金',
  statute: '緑野市物価高騰対策給付金支給要綱',
  amountRule: 'household',
  amountYen: 70_000,
  baseDate: '2026-11-01',
  opensOn: '2026-12-01',
  closesOn: '2027-01-29',
  methods: ['noop'],
};

/** An open program whose list came in as a file, the way staff do it. Open from 2026-12-01 to 2027-01-29. */
export async function createListedBenefit(db: Database, options: ListedBenefitOptions) {
  const { tenantId, secrets, clock = createFixedClock('2026-12-10T10:00:00+09:00') } = options;
  const { people: given = { households: 10 }, payouts = { onChange: async () => {} } } = options;
  const deps: ImportDependencies & ApplyDependencies = { db, secrets, clock, payouts, allowTestBank: true };
  const people = 'households' in given ? inventPeople(given) : [...given];
  const run = <Result>(work: (scope: TenantDb) => Promise<Result>) => db.withTenant(tenantId, work);
  const program = await run((scope) => createProgram(scope, { ...TEST_PROGRAM, ...options.program }, 'staff:test'));
  const importPeople = (listed: readonly PersonInFile[], fileName = '名簿.csv') =>
    importList(deps, tenantId, { programId: program.id, fileName, bytes: writeListCsv(listed), actor: 'staff:test' });
  const apply = (listId: string) => applyList(deps, tenantId, listId, 'staff:test-approver');
  const report = await importPeople(people);
  if (report.status !== 'staged') throw new Error(`the list was refused: ${report.problems[0]?.message}`);
  await apply(report.listId);
  await run((scope) => openProgram(scope, program.id, 'staff:test'));
  return { programId: program.id, listId: report.listId, people, deps, run, importPeople, apply };
}
