import {
  countClaimsToApprove,
  countMatchesToDecide,
  countPapersToConfirm,
  findProgramNames,
  listProgramProgress,
} from '@tenohira/benefits';
import { countCaseWork } from '@tenohira/cases';
import { addDays, jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { readLatestSurvey } from '@tenohira/features/survey/staff';
import { countMessagesByDay } from '@tenohira/messaging';
import { countUnknownPayouts, listBatchesToRelease } from '@tenohira/payouts';
import { listDepartmentsOf, may, type Staff } from '@tenohira/staff';
import { defineRoute } from '../route.ts';
import { home } from './answers.ts';

/** What went out is shown for these days, today among them. */
const DAYS = 7;

export const homeRoutes = [
  defineRoute({
    method: 'GET',
    url: '/home',
    summary: '自分を待っている仕事、送ったもの、住民の声、受付中の給付事業',
    permission: 'read',
    answer: home,
    run: ({ db, clock, staff }) => {
      const today = jstDateOf(clock.now());
      return db.readTenant(staff.tenantId, async (scope) => ({
        waiting: await findWaiting(scope, staff),
        sent: await countMessagesByDay(scope, { from: addDays(today, 1 - DAYS), to: today }),
        survey: await summariseSurvey(scope),
        programs: await listProgramProgress(scope),
      }));
    },
  }),
] as const;

/** What this person may do and had no part in preparing. What they may not do is not asked for and empty. */
async function findWaiting(scope: TenantDb, { staffId, role }: Staff) {
  const departments = await listDepartmentsOf(scope, staffId);
  const departmentIds = departments.map(({ departmentId }) => departmentId);
  const [handles, prepares, approves] = [may(role, 'handle'), may(role, 'prepare'), may(role, 'approve')];
  const nothing = { mine: 0, ofMyDepartments: 0, unassigned: 0 };
  return {
    cases: handles ? await countCaseWork(scope, { staffId, departmentIds }) : nothing,
    claimsToApprove: approves ? await countClaimsToApprove(scope, staffId) : [],
    papersToConfirm: handles ? await countPapersToConfirm(scope, staffId) : [],
    doubtfulMatches: prepares ? await countMatchesToDecide(scope, staffId) : [],
    unknownPayouts: approves ? await named(scope, await countUnknownPayouts(scope)) : [],
    batchesToRelease: approves ? await named(scope, await listBatchesToRelease(scope, staffId)) : [],
  };
}

async function named<Item extends { programId: string }>(
  scope: TenantDb,
  items: readonly Item[],
): Promise<(Item & { programName: string })[]> {
  const names = await findProgramNames(scope, [...new Set(items.map(({ programId }) => programId))]);
  return items.map((item) => ({ ...item, programName: names.get(item.programId) ?? '' }));
}

const BENEFIT_SURVEY = /^benefit:([0-9a-f-]{36})$/;

type SurveySummary = {
  surveyKey: string;
  /** Of the program that it was asked after; null for any other survey. */
  programName: string | null;
  respondents: number;
  /** The first question with choices: how satisfied people are, where the city keeps the order of the survey's settings. */
  question: { text: string; choices: { label: string; count: number }[] } | null;
};

/** Of the survey that somebody answered last. */
async function summariseSurvey(scope: TenantDb): Promise<SurveySummary | null> {
  const results = await readLatestSurvey(scope);
  if (results === undefined) return null;
  const { surveyKey, respondents, questions } = results;
  const programId = BENEFIT_SURVEY.exec(surveyKey)?.[1];
  const names = await findProgramNames(scope, programId === undefined ? [] : [programId]);
  const question = questions.find(({ kind }) => kind === 'choice');
  return {
    surveyKey,
    programName: (programId === undefined ? undefined : names.get(programId)) ?? null,
    respondents,
    question: question ? { text: question.text ?? question.key, choices: question.choices } : null,
  };
}
