import { claimByResident, keyInClaim } from '@tenohira/benefits';
import { CODE_METHOD, createTestBenefit, type TestBenefit } from '@tenohira/benefits/testing';
import { jstDateOf, uuidv7 } from '@tenohira/core';
import { addDepartment, setDepartmentsOf } from '@tenohira/staff';
import { beforeEach, expect, it } from 'vitest';
import { submitTestCase } from '../../testing/submit-test-case.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let benefit: TestBenefit;

beforeEach(async () => {
  benefit = await createTestBenefit(console_.database.db);
});

const submit = (departmentId?: string) =>
  submitTestCase(console_.database.db, benefit.tenant, departmentId === undefined ? {} : { departmentId });

it('shows what waits for me, what went out, what residents say and how far the programs are', async () => {
  const { programId } = benefit;
  const [editor, approver] = [
    await console_.signIn(benefit.tenantId, 'editor'),
    await console_.signIn(benefit.tenantId, 'approver'),
  ];
  const roads = await benefit.run((db) => addDepartment(db, { name: '道路課' }, 'system'));
  await benefit.run((db) => setDepartmentsOf(db, editor.staffId, [roads.departmentId], 'system'));
  await submit(roads.departmentId);
  await submit();
  const mine = await submit();
  await editor.call('POST', `/cases/${mine.number}/assignment`, {
    ...{ departmentId: null, assigneeId: editor.staffId, version: 1 },
  });
  const { portions } = await benefit.addHousehold([{}]);
  const [head] = portions;
  const residentId = await benefit.registerAs(head?.person ?? { name: '', birthdate: '', address: '' }, head?.id);
  const application = { method: CODE_METHOD, accountKind: 'none', receivedAt: benefit.clock.now() } as const;
  await benefit.run((db) =>
    claimByResident(db, benefit.deps, { residentId, claimId: uuidv7(), programId, ...application }),
  );
  const { number } = await benefit.addHousehold([{}]);
  await keyInClaim(benefit.deps, benefit.tenantId, {
    ...{ programId, household: { number }, ...application, paperNumber: 'P-1', staffId: editor.staffId },
  });
  await benefit.run(async (db) => {
    await db.prisma.surveyAnswer.create({
      data: {
        ...{ id: uuidv7(), surveyKey: `benefit:${programId}`, residentId, questionKey: 'ease', choice: '簡単だった' },
      },
    });
  });
  await editor.call('POST', `/cases/${mine.number}/status`, { status: 'in-progress', version: 2 });

  const home = await editor.call('GET', '/home');
  expect(home.json).toMatchObject({
    waiting: {
      cases: { mine: 1, ofMyDepartments: 1, unassigned: 1 },
      // Not those that they keyed in themselves, and nothing that takes an approver.
      ...{ papersToConfirm: [], claimsToApprove: [], batchesToRelease: [], unknownPayouts: [], doubtfulMatches: [] },
    },
    survey: {
      surveyKey: `benefit:${programId}`,
      ...{ programName: '物価高騰対策給付金', respondents: 1 },
      question: { choices: expect.arrayContaining([{ label: '簡単だった', count: 1 }]) },
    },
    programs: [{ programId, all: { count: 2 }, claimed: { count: 2 } }],
  });
  const { sent } = home.json as { sent: { day: string; waiting: number }[] };
  expect(sent).toHaveLength(7);
  expect(sent.at(-1)).toMatchObject({ day: jstDateOf(new Date()), waiting: 1 });

  expect((await approver.call('GET', '/home')).json).toMatchObject({
    waiting: {
      ...{ papersToConfirm: [{ programId, count: 1 }], claimsToApprove: [{ programId, count: 1, totalYen: 10_000 }] },
    },
  });
  const viewer = await console_.signIn(benefit.tenantId, 'viewer');
  expect((await viewer.call('GET', '/home')).json).toMatchObject({
    waiting: { cases: { mine: 0, ofMyDepartments: 0, unassigned: 0 }, claimsToApprove: [], papersToConfirm: [] },
    programs: [{ programId }],
  });
});

it('is empty where nothing has happened yet', async () => {
  const other = await createTestBenefit(console_.database.db);
  await other.run(({ sql }) => sql(`update benefit_program set status = 'draft'`));
  const owner = await console_.signIn(other.tenantId, 'owner');
  expect((await owner.call('GET', '/home')).json).toMatchObject({
    survey: null,
    programs: [],
    waiting: { cases: { mine: 0 } },
  });
});
