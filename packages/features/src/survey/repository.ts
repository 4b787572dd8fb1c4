// The only queries of the feature. Each runs in the tenant that the handle belongs to.
import type { TenantDb } from '@tenohira/feature-kit';
import type { Answer } from './record-answer.ts';

export async function saveAnswer(db: TenantDb, residentId: string, answer: Answer, answeredAt: Date): Promise<void> {
  await db.sql(
    `insert into survey_answer (id, survey_key, question_key, resident_id, choice, answered_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, survey_key, question_key, resident_id)
     do update set id = excluded.id, choice = excluded.choice, answered_at = excluded.answered_at`,
    [answer.answerId, answer.surveyKey, answer.questionKey, residentId, answer.choice ?? null, answeredAt],
  );
}

/** One row a question and choice, `choice` null for free words; the row without a question is of the whole survey. */
export type Count = { questionKey: string | null; choice: string | null; answers: number; residents: number };

/** One statement, hence one moment: the counts and the number of respondents belong together. */
export async function countAnswers(db: TenantDb, surveyKey: string): Promise<Count[]> {
  return db.sql<Count>(
    `select question_key as "questionKey", choice, count(*)::int as answers,
            count(distinct resident_id)::int as residents
       from survey_answer where survey_key = $1
      group by grouping sets ((question_key, choice), ())`,
    [surveyKey],
  );
}

/**
 * Another text after each change. The sum of times moves also when an answer is replaced, and when an older one is
 * committed after a newer one, which their maximum would not show.
 */
export async function readRevision(db: TenantDb, surveyKey: string): Promise<string> {
  const [row] = await db.sql<{ revision: string }>(
    `select count(*) || '-' || coalesce(sum((extract(epoch from answered_at) * 1000)::bigint), 0) as revision
       from survey_answer where survey_key = $1`,
    [surveyKey],
  );
  return row?.revision ?? '';
}

/** The survey that was answered last. Answers have ids in order of time, so that it is one row by the primary key. */
export async function findNewestKey(db: TenantDb): Promise<string | undefined> {
  const row = await db.prisma.surveyAnswer.findFirst({ orderBy: { id: 'desc' }, select: { surveyKey: true } });
  return row?.surveyKey;
}

export async function listFreeAnswers(
  db: TenantDb,
  surveyKey: string,
  questionKey: string,
  limit: number,
): Promise<{ formId: string; answeredAt: Date }[]> {
  const rows = await db.prisma.surveyAnswer.findMany({
    where: { surveyKey, questionKey, choice: null },
    orderBy: [{ answeredAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { id: true, answeredAt: true },
  });
  return rows.map(({ id, answeredAt }) => ({ formId: id, answeredAt }));
}

/** The settings with which the city has the feature on, as they are stored. */
export async function readStoredSettings(db: TenantDb): Promise<unknown> {
  const row = await db.prisma.featureInstall.findFirst({ where: { featureKey: 'survey' }, select: { settings: true } });
  return row?.settings ?? {};
}
